/** Patches that turn one object into another, and parts of objects for those who apply them. */
import { isObject, sameJson, type JsonObject, type JsonValue } from "../../../src/kube/index.ts";
import type { Schema } from "../../../src/sandbox/schema/schema.ts";

/** RFC 7386. */
export function mergePatch(before: JsonObject, after: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (sameJson(was ?? null, is ?? null)) continue;
    if (is === undefined) patch[key] = null;
    else patch[key] = isObject(was) && isObject(is) ? mergePatch(was, is) : is;
  }
  const { name: _, ...metadata } = isObject(patch["metadata"]) ? patch["metadata"] : {};
  return patch["metadata"] === undefined ? patch : { ...patch, metadata };
}

interface Strategic {
  readonly schema: Schema;
  /** Chooses among the ways that lists can be changed. */
  readonly seed: number;
}

/** As kubectl makes them, and with every directive. */
export function strategicPatch(before: JsonObject, after: JsonObject, { schema, seed }: Strategic): JsonObject {
  const patch: JsonObject = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (sameJson(was ?? null, is ?? null)) continue;
    const field = schema.kind === "object" ? schema.fields.get(key) : undefined;
    if (is === undefined) patch[key] = null;
    else if (isObject(was) && isObject(is)) {
      patch[key] = strategicPatch(was, is, { schema: field?.schema ?? schema, seed: seed + 1 });
      if (field?.retainKeys === true) Object.assign(patch[key] as JsonObject, { $retainKeys: Object.keys(is) });
    } else if (Array.isArray(was) && Array.isArray(is) && field?.mergeKey !== undefined) {
      Object.assign(patch, listPatch(key, { was, is, mergeKey: field.mergeKey, seed }));
    } else patch[key] = is;
  }
  if (isObject(patch["metadata"])) delete patch["metadata"]["name"];
  if (seed % 11 === 0 && Object.keys(patch).length > 0) patch["$patch"] = "replace";
  return patch;
}

interface ListChange {
  readonly was: readonly JsonValue[];
  readonly is: readonly JsonValue[];
  readonly mergeKey: string;
  readonly seed: number;
}

function listPatch(key: string, { was, is, mergeKey, seed }: ListChange): JsonObject {
  if (mergeKey === "") {
    const gone = was.filter((one) => !is.some((other) => sameJson(one, other)));
    const order = seed % 2 === 0 ? { [`$setElementOrder/${key}`]: [...is] } : {};
    return { [`$deleteFromPrimitiveList/${key}`]: gone, [key]: [...is], ...order };
  }
  const keyOf = (one: JsonValue): JsonValue => (isObject(one) ? (one[mergeKey] ?? null) : null);
  const gone = was.filter((one) => !is.some((other) => sameJson(keyOf(one), keyOf(other))));
  const deletions = gone.map((one) => ({ [mergeKey]: keyOf(one), $patch: "delete" }));
  const order = { [`$setElementOrder/${key}`]: is.map((one) => ({ [mergeKey]: keyOf(one) })) };
  if (seed % 5 === 0) return { [key]: [...is, { $patch: "replace" }] };
  return { [key]: [...is, ...deletions], ...(seed % 3 === 0 ? order : {}) };
}

/** Some of the fields, the same for the same seed: what one of several managers wants. */
export function partOf(body: JsonObject, seed: number): JsonObject {
  if (seed % 3 === 0) return body;
  const kept = (value: JsonValue, path: string): JsonValue | undefined => {
    if (isObject(value)) {
      const entries = Object.entries(value).flatMap(([key, one]): [string, JsonValue][] => {
        const below = kept(one, `${path}.${key}`);
        return below === undefined ? [] : [[key, below]];
      });
      return entries.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(entries);
    }
    return hash(path) % 7 < seed % 7 ? undefined : value;
  };
  const { apiVersion = "", kind = "", metadata = {}, ...rest } = body;
  const part = kept(rest, String(seed));
  return { apiVersion, kind, metadata, ...(isObject(part) ? part : {}) };
}

function hash(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}
