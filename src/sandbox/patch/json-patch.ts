/** JSON patches (RFC 6902) as evanphx/json-patch v4 applies them, with its messages. */
import { isObject, sameJson, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

/** The patch is none, or does not fit the object. */
export class PatchError extends Error {
  override name = "PatchError";
}

export const OPERATIONS_MAX = 10_000;

export function jsonPatched(document: JsonValue, operations: readonly JsonValue[]): JsonValue {
  return operations.reduce((at: JsonValue, operation) => applyOne(at, operation), structuredClone(document));
}

function applyOne(document: JsonValue, operation: JsonValue): JsonValue {
  const [op, path] = [textAt(operation, "op"), textAt(operation, "path")];
  const value = isObject(operation) ? (operation["value"] ?? null) : null;
  switch (op) {
    case "add":
      return add(document, path, value);
    case "replace":
      return replace(document, path, value);
    case "remove":
      return remove(document, path);
    case "test":
      return test(document, path, value);
    case "move":
    case "copy": {
      const from = textAt(operation, "from");
      const moved = structuredClone(get(document, from) ?? null);
      return add(op === "move" ? remove(document, from) : document, path, moved);
    }
    default:
      throw new PatchError(`Unexpected kind: ${op}`);
  }
}

function segments(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

interface Place {
  readonly parent: JsonObject | JsonValue[];
  readonly key: string;
}

function placeOf(document: JsonValue, path: string, op: string): Place {
  const all = segments(path);
  const key = all.pop() ?? "";
  let at: JsonValue | undefined = document;
  for (const part of all) at = childOf(at, part);
  if (!isObject(at) && !Array.isArray(at)) {
    throw new PatchError(`${op} operation does not apply: doc is missing path: "${path}": missing value`);
  }
  return { parent: at, key };
}

function childOf(value: JsonValue | undefined, part: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(part) ? value[Number(part)] : undefined;
  return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

function get(document: JsonValue, path: string): JsonValue | undefined {
  return segments(path).reduce((at: JsonValue | undefined, part) => childOf(at, part), document);
}

function add(document: JsonValue, path: string, value: JsonValue): JsonValue {
  if (path === "") return value;
  const { parent, key } = placeOf(document, path, "add");
  if (!Array.isArray(parent)) parent[key] = value;
  else {
    const index = key === "-" ? parent.length : Number(key);
    if (!Number.isInteger(index) || index < 0 || index > parent.length) {
      throw new PatchError(`add operation does not apply: doc is missing path: "${path}": missing value`);
    }
    parent.splice(index, 0, value);
  }
  return document;
}

function replace(document: JsonValue, path: string, value: JsonValue): JsonValue {
  if (path === "") return value;
  const { parent, key } = placeOf(document, path, "replace");
  if (childOf(parent, key) === undefined) {
    throw new PatchError(`replace operation does not apply: doc is missing key: ${path}: missing value`);
  }
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else parent[key] = value;
  return document;
}

function remove(document: JsonValue, path: string): JsonValue {
  const { parent, key } = placeOf(document, path, "remove");
  if (childOf(parent, key) === undefined) {
    const why = Array.isArray(parent)
      ? `Unable to access invalid index: ${key}`
      : `Unable to remove nonexistent key: ${key}`;
    throw new PatchError(`error in remove for path: '${path}': ${why}: missing value`);
  }
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return document;
}

function test(document: JsonValue, path: string, value: JsonValue): JsonValue {
  if (!sameJson(get(document, path) ?? null, value)) throw new PatchError(`testing value ${path} failed: test failed`);
  return document;
}
