/** JSON patches (RFC 6902) as evanphx/json-patch v4 applies them: a key that is not there may be replaced, indexes may count from the end. */
import { isObject, sameJson, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

/** The patch is none, or does not fit the object. */
export class PatchError extends Error {
  override name = "PatchError";
}

export const OPERATIONS_MAX = 10_000;

/** The document may be changed as a whole, but stays an object or a list. */
interface Document {
  root: JsonObject | JsonValue[];
}

export function jsonPatched(document: JsonValue, operations: readonly JsonValue[]): JsonValue {
  const copy = structuredClone(document);
  if (!isObject(copy) && !Array.isArray(copy)) throw new PatchError("unknown object type");
  const at: Document = { root: copy };
  for (const operation of operations) applyOne(at, operation);
  return at.root;
}

function applyOne(at: Document, operation: JsonValue): void {
  const [op, path] = [textAt(operation, "op"), textAt(operation, "path")];
  const value = isObject(operation) ? (operation["value"] ?? null) : null;
  switch (op) {
    case "add":
      return add(placeOf(at, path, op), value);
    case "replace":
      return path === "" ? replaceAll(at, value) : replace(placeOf(at, path, op), value);
    case "remove":
      return remove(placeOf(at, path, op));
    case "test":
      return test(path === "" ? at.root : (get(placeOf(at, path, op)) ?? null), value, path);
    case "move": {
      const from = placeOf(at, textAt(operation, "from"), op);
      const moved = get(from) ?? null;
      remove(from);
      return add(placeOf(at, path, op), moved);
    }
    case "copy": {
      const copied = structuredClone(get(placeOf(at, textAt(operation, "from"), op)) ?? null);
      return add(placeOf(at, path, op), copied);
    }
    default:
      throw new PatchError(`Unexpected kind: ${op}`);
  }
}

interface Place {
  readonly parent: JsonObject | JsonValue[];
  readonly key: string;
  readonly path: string;
}

function placeOf({ root }: Document, path: string, op: string): Place {
  const [first, ...parts] = path.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const key = parts.pop();
  let at: JsonValue | undefined = root;
  for (const part of parts) at = childOf(at, part);
  if (first === undefined || key === undefined || (!isObject(at) && !Array.isArray(at))) {
    throw new PatchError(`${op} operation does not apply: doc is missing path: "${path}": missing value`);
  }
  return { parent: at, key, path };
}

function childOf(value: JsonValue | undefined, part: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[indexIn(value.length, part) ?? -1];
  return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}

/** Undefined where it is no index, or none of these. */
function indexIn(length: number, key: string): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined;
  const index = Number(key) < 0 ? Number(key) + length : Number(key);
  return index >= 0 && index < length ? index : undefined;
}

function knownIndex(list: readonly JsonValue[], { key, path }: Place): number {
  const index = indexIn(list.length, key);
  if (index === undefined) throw new PatchError(`error for path: '${path}': Unable to access invalid index: ${key}`);
  return index;
}

function get(place: Place): JsonValue | undefined {
  const { parent, key } = place;
  return Array.isArray(parent) ? parent[knownIndex(parent, place)] : childOf(parent, key);
}

function add(place: Place, value: JsonValue): void {
  const { parent, key } = place;
  if (!Array.isArray(parent)) parent[key] = value;
  else if (key === "-") parent.push(value);
  else parent.splice(knownIndex([...parent, null], place), 0, value);
}

function replaceAll(at: Document, value: JsonValue): void {
  if (!isObject(value) && !Array.isArray(value)) {
    throw new PatchError("replace operation value must be object or array");
  }
  at.root = value;
}

function replace(place: Place, value: JsonValue): void {
  const { parent, key } = place;
  if (Array.isArray(parent)) parent[knownIndex(parent, place)] = value;
  else parent[key] = value;
}

function remove(place: Place): void {
  const { parent, key, path } = place;
  if (Array.isArray(parent)) parent.splice(knownIndex(parent, place), 1);
  else if (Object.hasOwn(parent, key)) delete parent[key];
  else
    throw new PatchError(
      `error in remove for path: '${path}': Unable to remove nonexistent key: ${key}: missing value`,
    );
}

function test(found: JsonValue, value: JsonValue, path: string): void {
  if (!sameJson(found, value)) throw new PatchError(`testing value ${path} failed: test failed`);
}
