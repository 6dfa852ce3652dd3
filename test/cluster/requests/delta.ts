/** What turns one JSON value into another, as `[PLACE, VALUE]`, or `[PLACE]` where it goes: recordings of answers that are nearly the same stay small. */
import { isObject, sameJson, type JsonObject, type JsonValue } from "../../../src/kube/index.ts";

export type Delta = readonly (readonly [place: string, value?: JsonValue])[];

export function delta(before: JsonValue, after: JsonValue, at: readonly string[] = []): Delta {
  if (sameJson(before, after)) return [];
  const place = at.map(escaped).join("/");
  if (Array.isArray(before) && Array.isArray(after)) return listDelta(before, after, at);
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => valueDelta(before[key], after[key], [...at, key]));
  }
  return [[place, after]];
}

function listDelta(before: readonly JsonValue[], after: readonly JsonValue[], at: readonly string[]): Delta {
  const indexes = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i);
  // What goes goes from the end.
  const ordered = [...indexes.slice(0, after.length), ...indexes.slice(after.length).reverse()];
  return ordered.flatMap((i) => valueDelta(before[i], after[i], [...at, String(i)]));
}

function valueDelta(before: JsonValue | undefined, after: JsonValue | undefined, at: readonly string[]): Delta {
  const place = at.map(escaped).join("/");
  if (after === undefined) return [[place]];
  return before === undefined ? [[place, after]] : delta(before, after, at);
}

export function patched(before: JsonValue, changes: Delta): JsonValue {
  const root: JsonObject = { root: structuredClone(before) };
  for (const [place, value] of changes)
    set(root, ["root", ...(place === "" ? [] : place.split("/").map(unescaped))], value);
  return root["root"] ?? null;
}

/** Sets the value at a place, or takes it away; what is missing on the way is made. */
export function set(at: JsonValue | undefined, path: readonly string[], value: JsonValue | undefined): void {
  const [key = "", ...rest] = path;
  if (Array.isArray(at)) {
    const index = Number(key);
    if (rest.length > 0) set((at[index] ??= {}), rest, value);
    else if (value === undefined) at.splice(index, 1);
    else at[index] = structuredClone(value);
  } else if (isObject(at)) {
    if (rest.length > 0) set((at[key] ??= {}), rest, value);
    else if (value === undefined) delete at[key];
    else at[key] = structuredClone(value);
  }
}

export const escaped = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");
export const unescaped = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");
