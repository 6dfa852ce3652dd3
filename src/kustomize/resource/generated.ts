/** How what a generator made joins what is there: `behavior: create | replace | merge` (api 0.21, appendReplaceOrMerge). */
import { formatId, type ResId } from "../../kube/index.ts";
import { KustomizeError } from "../error.ts";
import { clearField, entries, field, setField } from "../node/field.ts";
import { lookup } from "../node/lookup.ts";
import { metadataMap, setMetadataMap, setName, setNamespace } from "../node/metadata.ts";
import { textOf } from "../node/node.ts";
import { ORIGIN_ANNOTATION } from "./annotations.ts";
import { dataNode } from "./data.ts";
import type { ResMap } from "./res-map.ts";
import type { Resource } from "./resource.ts";

export function mergeGenerated(map: ResMap, made: Resource): void {
  const id = made.currentId;
  const [old, ...more] = map.withAnyId(id);
  if (more.length > 0) throw tooMany(map.withAnyId(id), id);
  if (old === undefined) {
    if (made.behavior === "merge" || made.behavior === "replace") {
      throw new KustomizeError(`id ${formatIdStruct(id)} does not exist; cannot merge or replace`);
    }
    map.append(made);
    return;
  }
  if (made.behavior === "merge") mergeInto(made, old);
  else if (made.behavior === "replace") takeMetadataOf(made, old);
  else {
    throw new KustomizeError(
      `id ${formatIdStruct(id)} exists; can not use behavior: '${made.behavior || "unspecified"}', behavior must be merge or replace`,
    );
  }
  if (map.withCurrentId(made.currentId)[0] !== old) throw new KustomizeError("unexpected target index in replacement");
  map.replace(old, made);
}

function mergeInto(made: Resource, old: Resource): void {
  const origin = metadataMap(old.node, "annotations").get(ORIGIN_ANNOTATION);
  takeMetadataOf(made, old);
  mergeData(made, old, "data");
  mergeData(made, old, "binaryData");
  if (origin === undefined) return;
  setMetadataMap(made.node, "annotations", metadataMap(made.node, "annotations").set(ORIGIN_ANNOTATION, origin));
}

/** Name, namespace and what is remembered come from `old`; labels and annotations of both, `made` winning. */
export function takeMetadataOf(made: Resource, old: Resource): void {
  for (const name of ["labels", "annotations"] as const) {
    setMetadataMap(made.node, name, new Map([...metadataMap(old.node, name), ...metadataMap(made.node, name)]));
  }
  const { needsHash } = made;
  made.takeStateOf(old);
  made.needsHash = needsHash && old.needsHash;
  setName(made.node, old.name);
  setNamespace(made.node, old.namespace);
}

function mergeData(made: Resource, old: Resource, name: "data" | "binaryData"): void {
  const merged = new Map<string, string>();
  for (const resource of [old, made]) {
    for (const [key, value] of entries(field(resource.node, name))) merged.set(textOf(key), textOf(value));
  }
  clearField(made.node, name);
  for (const key of [...merged.keys()].sort()) {
    const entry = dataNode(merged.get(key) ?? "");
    const section = name === "binaryData" ? name : entry.field;
    const map = lookup(made.node, [section], "mapping");
    if (map !== undefined) setField(map, key, entry.node);
  }
}

function tooMany(matches: readonly Resource[], id: ResId): KustomizeError {
  const texts = matches.map((match) => formatId(match.currentId));
  return new KustomizeError(`found multiple objects [${texts.join(" ")}] that could accept merge of ${formatId(id)}`);
}

/** Go's `%#v` of an id. */
function formatIdStruct(id: ResId): string {
  const text = JSON.stringify;
  return (
    `resid.ResId{Gvk:resid.Gvk{Group:${text(id.group)}, Version:${text(id.version)}, Kind:${text(id.kind)}, ` +
    `isClusterScoped:${id.clusterScoped}}, Name:${text(id.name)}, Namespace:${text(id.namespace)}}`
  );
}
