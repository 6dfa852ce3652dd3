/** The field that a replacement copies, and who set it. */
import { isSelectedBy } from "../../kube/index.ts";
import type { Replacement } from "../kustomization/types.ts";
import { lookup } from "../node/lookup.ts";
import { splitBracketedPath } from "../node/split-path.ts";
import type { Resource } from "../resource/resource.ts";
import type { Source } from "../resource/trace.ts";
import { nodesOf } from "./fields.ts";
import { placeOf } from "./place-of.ts";

export function sourceOfReplacement({ source }: Replacement, resources: readonly Resource[]): Source | undefined {
  if (source === undefined) return undefined;
  const { group = "", version = "", kind = "", name = "", namespace = "", fieldPath = "metadata.name" } = source;
  const id = { group, version, kind, name, namespace };
  const object = resources.find((resource) => resource.anyIds.some((any) => isSelectedBy(any, id)));
  if (object === undefined) return undefined;
  const node = lookup(object.node, splitBracketedPath(fieldPath, "."));
  const field = [...nodesOf(object.node)].find((each) => each.node === node);
  const at = field === undefined ? undefined : placeOf(object, field.key);
  return { what: "source", at, object: `${object.kind.toLowerCase()}/${object.name} ${fieldPath}` };
}
