/** JSON merge patches (RFC 7386): between two objects, and in three ways as kubectl makes them (apimachinery util/jsonmergepatch). */
import { isObject, type JsonObject, type JsonValue } from "../json.ts";
import { sameJson } from "./same-json.ts";

/** What turns `from` into `to`; empty where nothing does. */
export function mergePatch(from: JsonObject, to: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch[key] = null;
  for (const [key, value] of Object.entries(to)) {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (isObject(value) && isObject(before)) {
      const below = mergePatch(before, value);
      if (Object.keys(below).length > 0) patch[key] = below;
    } else if (before === undefined || !sameJson(before, value)) {
      patch[key] = value;
    }
  }
  return patch;
}

/** Additions and changes against what is live, deletions against what was applied last. */
export function threeWayMergePatch(original: JsonObject, modified: JsonObject, current: JsonObject): JsonObject {
  const changes = filtered(mergePatch(current, modified), (value) => value !== null);
  const deletions = filtered(mergePatch(original, modified), (value) => value === null);
  return merged(changes, deletions);
}

/** The leaves that `keep` wants, without objects that end up empty. */
function filtered(patch: JsonObject, keep: (value: JsonValue) => boolean): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(patch)) {
    if (!isObject(value)) {
      if (keep(value)) result[key] = value;
      continue;
    }
    const below = filtered(value, keep);
    if (Object.keys(below).length > 0) result[key] = below;
  }
  return result;
}

function merged(a: JsonObject, b: JsonObject): JsonObject {
  const result = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = result[key];
    result[key] = isObject(value) && isObject(before) ? merged(before, value) : value;
  }
  return result;
}
