import { isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";

/** A JSON merge patch (RFC 7386) applied. */
export function mergePatched(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatched(result[key], value);
  }
  return result;
}
