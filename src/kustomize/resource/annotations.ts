/**
 * Kustomize keeps what it remembers of an object in internal annotations. They are written out where a function, a plugin, a
 * JSON patch or a message gets to see them, and read back afterwards.
 */
import { field, fieldOrNew } from "../node/field.ts";
import { metadataMap, setMetadataMap } from "../node/metadata.ts";
import { INTERNAL, note } from "./note.ts";
import type { Behavior, Resource } from "./resource.ts";

export const ORIGIN_ANNOTATION = "config.kubernetes.io/origin";
export const TRANSFORMATIONS_ANNOTATION = "alpha.config.kubernetes.io/transformations";
export const LOCAL_CONFIG_ANNOTATION = "config.kubernetes.io/local-config";

/** Internal annotations that never reach the output, state or not. */
const DROPPED = new Set([
  ...["path", "index", "seqindent", "id", "annotations-migration-resource-id"].map((name) => INTERNAL + name),
  ...["previousKinds", "previousNames", "previousNamespaces", "prefixes", "suffixes"].map((name) => INTERNAL + name),
  ...["allowNameChange", "allowKindChange", "refBy", "generatorBehavior", "needsHashSuffix", "helm-generated"].map(
    (name) => INTERNAL + name,
  ),
  "config.kubernetes.io/path",
  "config.kubernetes.io/index",
  "config.k8s.io/id",
]);

/** The annotations that say what the resource remembers, by name without the common prefix. */
function stateOf(resource: Resource): [string, string][] {
  const { formerIds } = resource;
  const state: [string, string][] = [
    ["previousNames", formerIds.map((id) => id.name).join(",")],
    ["previousNamespaces", formerIds.map((id) => id.namespace).join(",")],
    ["previousKinds", formerIds.map((id) => id.kind).join(",")],
    ["prefixes", resource.prefixes.join(",")],
    ["suffixes", resource.suffixes.join(",")],
    ["generatorBehavior", resource.behavior],
    ["needsHashSuffix", resource.needsHash ? "enabled" : ""],
    ["allowNameChange", resource.allowNameChange ? "enabled" : ""],
    ["allowKindChange", resource.allowKindChange ? "enabled" : ""],
    ["helm-generated", resource.fromHelm ? "true" : ""],
  ];
  return state.filter(([, value]) => value !== "");
}

/** Writes what the resource remembers into its annotations. */
export function showState(resource: Resource): void {
  for (const [name, value] of stateOf(resource)) note(resource.node, name, value);
}

/** Reads back what annotations say and removes them, unless they are hashed; does nothing to a resource without any. */
export function absorbState(resource: Resource): void {
  const annotations = field(field(resource.node, "metadata"), "annotations");
  if (annotations?.kind !== "mapping" || !annotations.content.some((key) => key.value.startsWith(INTERNAL))) return;
  const values = metadataMap(resource.node, "annotations");
  readState(resource, (name) => values.get(INTERNAL + name));
  resource.isNoted = isHashedWhole(resource);
  if (resource.isNoted) return;
  for (const [name] of ALL_STATE) values.delete(INTERNAL + name);
  setMetadataMap(resource.node, "annotations", values);
}

/** Of config maps and secrets only the content is hashed. */
export function isHashedWhole({ needsHash, kind }: Resource): boolean {
  return needsHash && kind !== "ConfigMap" && kind !== "Secret";
}

const ALL_STATE = [
  ["previousNames"],
  ["previousNamespaces"],
  ["previousKinds"],
  ["prefixes"],
  ["suffixes"],
  ["generatorBehavior"],
  ["needsHashSuffix"],
  ["allowNameChange"],
  ["allowKindChange"],
  ["helm-generated"],
] as const;

function readState(resource: Resource, get: (name: string) => string | undefined): void {
  const list = (name: string): string[] => get(name)?.split(",") ?? [];
  const namespaces = list("previousNamespaces");
  const kinds = list("previousKinds");
  resource.formerIds = list("previousNames").map((name, at) => ({
    name,
    namespace: namespaces[at] ?? "",
    kind: kinds[at] ?? "",
  }));
  resource.prefixes = list("prefixes");
  resource.suffixes = list("suffixes");
  const behavior = get("generatorBehavior") ?? "";
  resource.behavior = behavior === "" ? "" : behaviorOf(behavior);
  resource.needsHash = get("needsHashSuffix") === "enabled";
  resource.allowNameChange = get("allowNameChange") === "enabled";
  resource.allowKindChange = get("allowKindChange") === "enabled";
  resource.fromHelm = get("helm-generated") === "true";
}

export function behaviorOf(text: string): Behavior {
  return text === "create" || text === "replace" || text === "merge" ? text : "unspecified";
}

/** The last step of a build: internal annotations go, the others become plain texts, an empty map disappears. */
export function cleanAnnotations(resource: Resource, keep: { origin: boolean; transformations: boolean }): void {
  const annotations = field(field(resource.node, "metadata"), "annotations");
  if (annotations === undefined) {
    if (!keep.origin || !keep.transformations) fieldOrNew(resource.node, "metadata");
    return;
  }
  const values = metadataMap(resource.node, "annotations");
  for (const name of values.keys()) if (DROPPED.has(name)) values.delete(name);
  if (!keep.origin) values.delete(ORIGIN_ANNOTATION);
  if (!keep.transformations) values.delete(TRANSFORMATIONS_ANNOTATION);
  setMetadataMap(resource.node, "annotations", values);
}
