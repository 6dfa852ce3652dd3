/** Image names, tags and digests (api 0.21, filters/imagetag, internal/image). */
import { compile } from "../../go/regexp/index.ts";
import type { FieldSpec } from "../config/field-spec.ts";
import type { Image } from "../kustomization/types.ts";
import { entries, fieldOfMap, setScalar } from "../node/field.ts";
import { demandKind } from "../node/kind-error.ts";
import { kindOf } from "../node/metadata.ts";
import { scalarNode, type Node } from "../node/node.ts";
import type { ResMap } from "../resource/res-map.ts";
import { applySpecs } from "./apply-spec.ts";

type Set = (node: Node) => void;

/** Changes the image everywhere in a pod's containers, and where the specs say. Definitions of custom resources are left alone. */
export function setImage(map: ResMap, image: Image, specs: readonly FieldSpec[]): void {
  const set = setterOf(image);
  for (const { node } of map.resources) if (kindOf(node) !== "CustomResourceDefinition") setInContainers(node, set);
  for (const { node } of map.resources) {
    if (kindOf(node) !== "CustomResourceDefinition") applySpecs(node, specs, { set });
  }
}

/** Visits `containers` and `initContainers` at any depth. */
function setInContainers(node: Node, set: Set): void {
  if (node.kind === "sequence") for (const element of node.content) setInContainers(element, set);
  if (node.kind !== "mapping") return;
  for (const [key, value] of entries(node)) {
    setInContainers(value, set);
    if ((key.value !== "containers" && key.value !== "initContainers") || value.kind !== "sequence") continue;
    for (const container of value.content) {
      const image = fieldOfMap(container, "image");
      if (image !== undefined) set(image);
    }
  }
}

function setterOf(image: Image): Set {
  const pattern = compile(`^${image.name ?? ""}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  const seen = new Map<string, string | undefined>();
  return (node) => {
    demandKind(node, "scalar");
    const old = node.value;
    if (!seen.has(old)) seen.set(old, pattern.test(old) ? changed(old, image) : undefined);
    const now = seen.get(old);
    if (now !== undefined) setScalar(node, scalarNode(now));
  };
}

function changed(old: string, image: Image): string {
  const parts = splitImage(old);
  const name = image.newName || parts.name;
  const { tag, digest } = tagAndDigest(parts, image);
  return name + (tag === "" ? "" : `:${tag}`) + (digest === "" ? "" : `@${digest}`);
}

function tagAndDigest(old: ImageParts, image: Image): { tag: string; digest: string } {
  const { newTag = "", digest = "", tagSuffix = "" } = image;
  if (newTag !== "" || digest !== "") return { tag: newTag, digest };
  return tagSuffix === "" ? old : { tag: old.tag + tagSuffix, digest: "" };
}

interface ImageParts {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

/** A colon or @ after the first slash ends the name; a registry's port comes before it. */
export function splitImage(image: string): ImageParts {
  const slash = Math.max(image.indexOf("/"), 0);
  const at = image.indexOf("@", slash);
  const colon = image.indexOf(":", slash);
  if (colon < 0 && at < 0) return { name: image, tag: "", digest: "" };
  if (at >= 0 && (colon < 0 || at < colon)) {
    return { name: image.slice(0, at), tag: "", digest: image.slice(at + 1) };
  }
  if (at < 0) return { name: image.slice(0, colon), tag: image.slice(colon + 1), digest: "" };
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, at), digest: image.slice(at + 1) };
}
