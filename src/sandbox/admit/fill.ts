/** Filling in what was left out. Works upon an object that was just decoded, and is nobody else's yet. */
import { isObject, listAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

/** Sets the keys that are not there. */
export function fill(object: JsonObject, values: JsonObject): void {
  for (const [key, value] of Object.entries(values)) object[key] ??= structuredClone(value);
}

/** Sets the keys that are not there, or hold what Go takes for nothing. */
export function fillZeros(object: JsonObject, values: JsonObject): void {
  for (const [key, value] of Object.entries(values)) object[key] ||= structuredClone(value);
}

/** The object below a path; where there is none, one that nobody sees. */
export function objectIn(object: JsonObject, ...path: readonly string[]): JsonObject {
  const found = valueAt(object, ...path);
  return isObject(found) ? found : {};
}

/** The object below a key, made where it is missing. */
export function madeIn(object: JsonObject, key: string): JsonObject {
  const found = object[key];
  if (isObject(found)) return found;
  const made: JsonObject = {};
  object[key] = made;
  return made;
}

export function objectsIn(object: JsonValue, ...path: readonly string[]): JsonObject[] {
  return listAt(object, ...path).filter(isObject);
}
