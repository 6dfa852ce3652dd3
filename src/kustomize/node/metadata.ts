/** The parts of an object that identify it, and its labels and annotations (kyaml yaml/rnode.go, 0.21). */
import { clearField, entries, field, fieldOrNew, setField } from "./field.ts";
import { KustomizeError } from "../error.ts";
import { isEmpty, isNull, scalarNode, stringNode, textOf, type Node } from "./node.ts";

export type MetadataMap = "labels" | "annotations";

export function kindOf(object: Node): string {
  return field(object, "kind")?.value ?? "";
}

export function apiVersionOf(object: Node): string {
  return field(object, "apiVersion")?.value ?? "";
}

export function nameOf(object: Node): string {
  return metadataText(object, "name");
}

export function namespaceOf(object: Node): string {
  return metadataText(object, "namespace");
}

function metadataText(object: Node, name: string): string {
  const value = field(metadataOf(object), name);
  return value === undefined || isEmpty(value) ? "" : value.value;
}

function metadataOf(object: Node): Node | undefined {
  const metadata = field(object, "metadata");
  return isEmpty(metadata) ? undefined : metadata;
}

export function setKind(object: Node, kind: string): void {
  setField(object, "kind", scalarNode(kind));
}

export function setApiVersion(object: Node, apiVersion: string): void {
  setField(object, "apiVersion", scalarNode(apiVersion));
}

export function setName(object: Node, name: string): void {
  setField(fieldOrNew(object, "metadata"), "name", scalarNode(name));
}

/** The empty namespace removes the field. */
export function setNamespace(object: Node, namespace: string): void {
  if (namespace !== "") {
    setField(fieldOrNew(object, "metadata"), "namespace", scalarNode(namespace));
    return;
  }
  const metadata = field(object, "metadata");
  if (metadata !== undefined && !isNull(metadata)) clearField(metadata, "namespace");
}

/** Labels or annotations as texts; values of other types give their text. */
export function metadataMap(object: Node, name: MetadataMap): Map<string, string> {
  const result = new Map<string, string>();
  for (const [key, value] of entries(field(metadataOf(object), name))) result.set(key.value, value.value);
  return result;
}

/** Replaces labels or annotations; an empty map removes the field. Values are texts from then on, keys are sorted. */
export function setMetadataMap(object: Node, name: MetadataMap, values: ReadonlyMap<string, string>): void {
  const metadata = fieldOrNew(object, "metadata");
  clearField(metadata, name);
  if (values.size === 0) return;
  const map = fieldOrNew(metadata, name);
  for (const key of [...values.keys()].sort()) setField(map, key, stringNode(values.get(key) ?? ""));
}

export interface ObjectMeta {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** Throws unless the object says its kind and, but for lists, its name. */
export function validateMeta(object: Node): ObjectMeta {
  const meta = readMeta(object);
  if (meta.kind === "") throw new KustomizeError(`missing kind in object ${formatMeta(object, meta)}`);
  if (meta.name === "" && !meta.kind.endsWith("List")) {
    throw new KustomizeError(`missing metadata.name in object ${formatMeta(object, meta)}`);
  }
  return meta;
}

/** Throws when there is no metadata at all. */
export function readMeta(object: Node): ObjectMeta {
  const metadata = metadataOf(object);
  const filled = (node: Node | undefined, name: string): Node | undefined => {
    const value = field(node, name);
    return isEmpty(value) ? undefined : value;
  };
  const parts = {
    apiVersion: filled(object, "apiVersion"),
    kind: filled(object, "kind"),
    name: filled(metadata, "name"),
    namespace: filled(metadata, "namespace"),
  };
  const bare = Object.values(parts).every((part) => part === undefined);
  if (bare && !isNull(object) && !filled(metadata, "labels") && !filled(metadata, "annotations")) {
    throw new KustomizeError("missing Resource metadata");
  }
  return {
    apiVersion: textOf(parts.apiVersion),
    kind: textOf(parts.kind),
    name: parts.name?.value ?? "",
    namespace: textOf(parts.namespace),
  };
}

/** Go's `%v` of the metadata struct. */
function formatMeta(object: Node, meta: ObjectMeta): string {
  const map = (name: MetadataMap): string => {
    const pairs = [...metadataMap(object, name)].sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${pairs.map(([key, value]) => `${key}:${value}`).join(" ")}]`;
  };
  return `{{${meta.apiVersion} ${meta.kind}} {{${meta.name} ${meta.namespace}} ${map("labels")} ${map("annotations")}}}`;
}
