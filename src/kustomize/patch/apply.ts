/** Applying one patch to one object (api 0.21, resource.ApplySmPatch, filters/patchjson6902). */
import { isMap, type Value } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { firstInfinite } from "../../yaml/index.ts";
import { field } from "../node/field.ts";
import { nodeOf } from "../node/from-value.ts";
import { metadataMap, setKind, setMetadataMap, setName, setNamespace } from "../node/metadata.ts";
import { Tags, emptyNode, isEmpty, type Node } from "../node/node.ts";
import { emitNode } from "../node/text.ts";
import { valueOf } from "../node/to-value.ts";
import { absorbState, showState } from "../resource/annotations.ts";
import { parseObject } from "../resource/parse.ts";
import type { ResMap } from "../resource/res-map.ts";
import { Resource } from "../resource/resource.ts";
import { KustomizeError } from "../error.ts";
import { applyOperations, type Operation } from "./json-patch.ts";
import { merge } from "./merge.ts";

/** Merges a patch in. Kind and name stay unless it may change them; the namespace always stays. */
export function applyMergePatch(map: ResMap, target: Resource, patch: Resource): void {
  map.change(target, () => mergePatch(target, patch));
}

function mergePatch(target: Resource, patch: Resource): void {
  const { kind, name, namespace } = target;
  const renames = patch.allowNameChange || patch.allowKindChange;
  if (renames) target.storePreviousId();
  if (wipesAnnotations(patch.node)) forget(target);
  if (merge(target.node, patch.node, { prepend: true, schemas: target.schemas }) === undefined) {
    target.node = emptyNode("mapping");
  }
  if (isEmpty(target.node)) return;
  if (!patch.allowKindChange) setKind(target.node, kind);
  if (!patch.allowNameChange) setName(target.node, name);
  setNamespace(target.node, namespace);
}

/** What Kustomize remembers stands in annotations there, so a patch that drops all annotations makes it forget. */
function wipesAnnotations(patch: Node): boolean {
  const metadata = field(patch, "metadata");
  return [metadata, field(metadata, "annotations")].some((node) => {
    if (node === undefined) return false;
    const directive = field(node, "$patch")?.value;
    return node.tag === Tags.null || directive === "replace" || directive === "delete";
  });
}

function forget(resource: Resource): void {
  resource.formerIds = [];
  resource.prefixes = [];
  resource.suffixes = [];
  resource.behavior = "";
  resource.needsHash = false;
  resource.fromHelm = false;
  resource.isNoted = false;
}

/** Throws for a number that JSON does not have. */
function refuseInfinite(value: Value): void {
  const infinite = firstInfinite(value);
  if (infinite !== undefined) marshal(infinite);
}

/** A JSON patch sees, and keeps, what is remembered as annotations. */
export function applyJsonPatch(resource: Resource, operations: readonly Operation[]): void {
  showState(resource);
  const document = valueOf(resource.node);
  refuseInfinite(document);
  const result = applyOperations(document, operations);
  if (!isMap(result)) {
    throw new KustomizeError("json: cannot unmarshal array into Go value of type map[string]interface {}");
  }
  const remembered = new Resource(resource.node, resource.schemas);
  remembered.takeStateOf(resource);
  resource.node = nodeOf(result);
  absorbState(resource);
  if (resource.isNoted) rewrite(resource);
  resource.takeStateOf(remembered);
}

/** Lines and columns are part of the hash, those that the object has once it is written and read. */
function rewrite(resource: Resource): void {
  resource.node = parseObject(emitNode(resource.node)) ?? resource.node;
  setMetadataMap(resource.node, "annotations", metadataMap(resource.node, "annotations"));
}
