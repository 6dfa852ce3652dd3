/** JSON patches (RFC 6902) with the behaviour and messages of evanphx/json-patch v4, which Kustomize uses. */
import { quote } from "../../go/strconv/index.ts";
import { Int, isMap, type Value } from "../../go/index.ts";
import { KustomizeError } from "../error.ts";

export interface Operation {
  readonly op: string;
  /** These are texts where they are right. `undefined` when the operation has none. */
  readonly path: Value;
  readonly from: Value;
  readonly value: Value;
}

type Container = Map<string, Value> | Value[];

const MISSING = "missing value";
const BAD_INDEX = "invalid index referenced";
const TEST_FAILED = "test failed";

/** The operations of a patch. Throws Go's text when it is not a list of objects. */
export function decodeOperations(value: Value): Operation[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw cannotDecode(value, "jsonpatch.Patch");
  return value.map((entry) => {
    if (entry === null) return operationOf(new Map());
    if (!isMap(entry)) throw cannotDecode(entry, "jsonpatch.Operation");
    return operationOf(entry);
  });
}

function cannotDecode(value: Value, type: string): KustomizeError {
  const kind = isMap(value)
    ? "object"
    : Array.isArray(value)
      ? "array"
      : typeof value === "boolean"
        ? "bool"
        : undefined;
  return new KustomizeError(
    `json: cannot unmarshal ${kind ?? (typeof value === "string" ? "string" : "number")} into Go value of type ${type}`,
  );
}

function operationOf(entry: ReadonlyMap<string, Value>): Operation {
  const op = entry.get("op");
  return {
    ...{ op: typeof op === "string" ? op : "unknown", path: entry.get("path"), from: entry.get("from") },
    value: entry.get("value"),
  };
}

/** Applies the operations to a document that may be changed; returns the result. */
export function applyOperations(document: Value, operations: readonly Operation[]): Value {
  const root = { value: document };
  for (const operation of operations) applyOne(root, operation);
  return root.value;
}

interface Root {
  value: Value;
}

function applyOne(root: Root, operation: Operation): void {
  switch (operation.op) {
    case "add":
      return add(root, operation);
    case "remove":
      return remove(root, operation);
    case "replace":
      return replace(root, operation);
    case "move":
      return move(root, operation);
    case "copy":
      return copy(root, operation);
    case "test":
      return test(root, operation);
    default:
      throw new KustomizeError(`Unexpected kind: ${operation.op}`);
  }
}

/** Their paths are missing, whatever is wrong with them. */
const UNTOLD: ReadonlySet<string> = new Set(["add", "remove", "copy"]);

function pathOf({ op, path }: Operation): string {
  if (typeof path === "string") return path;
  const why = UNTOLD.has(op) ? MISSING : textProblem(path, "operation missing path field");
  throw new KustomizeError(`${op} operation failed to decode path: ${why}`);
}

function fromOf({ op, from }: Operation): string {
  if (typeof from === "string") return from;
  const why = textProblem(from, "operation, missing from field");
  throw new KustomizeError(`${op} operation failed to decode from: ${why}`);
}

function textProblem(value: Value, missing: string): string {
  return value === undefined || value === null ? `${missing}: ${MISSING}` : cannotDecode(value, "string").message;
}

interface Place {
  readonly container: Container;
  readonly key: string;
}

function find(root: Root, path: string): Place | undefined {
  const parts = path.split("/").slice(1);
  const key = parts.pop();
  if (key === undefined) return undefined;
  let at: Value = root.value;
  for (const part of parts) {
    if (!isContainer(at)) return undefined;
    const next = peek(at, unescape(part));
    if (!isContainer(next)) return undefined;
    at = next;
  }
  return isContainer(at) ? { container: at, key: unescape(key) } : undefined;
}

function isContainer(value: Value): value is Container {
  return isMap(value) || Array.isArray(value);
}

function peek(container: Container, key: string): Value {
  try {
    return get(container, key);
  } catch {
    return undefined;
  }
}

function unescape(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function indexOf(key: string): number {
  if (!/^[+-]?\d+$/.test(key)) throw new KustomizeError(`strconv.Atoi: parsing ${quote(key)}: invalid syntax`);
  const index = Number(key);
  if (Math.abs(index) < 2 ** 63) return index;
  throw new KustomizeError(`strconv.Atoi: parsing ${quote(key)}: value out of range`);
}

/** Negative indices count from the end. */
function checkedIndex(index: number, size: number): number {
  if (index >= size || index < -size) {
    throw new KustomizeError(`Unable to access invalid index: ${index}: ${BAD_INDEX}`);
  }
  return index < 0 ? index + size : index;
}

function get(container: Container, key: string): Value {
  if (isMap(container)) return container.get(key);
  return container[checkedIndex(indexOf(key), container.length)];
}

function insert(container: Container, key: string, value: Value): void {
  if (isMap(container)) container.set(key, value ?? null);
  else if (key === "-") container.push(value ?? null);
  else container.splice(insertionIndex(container, key), 0, value ?? null);
}

function insertionIndex(container: readonly Value[], key: string): number {
  let index;
  try {
    index = indexOf(key);
  } catch (error) {
    throw new KustomizeError(`value was not a proper array index: '${key}': ${(error as Error).message}`);
  }
  return checkedIndex(index, container.length + 1);
}

function drop(container: Container, key: string): void {
  if (!isMap(container)) {
    container.splice(checkedIndex(indexOf(key), container.length), 1);
    return;
  }
  if (!container.delete(key)) throw new KustomizeError(`Unable to remove nonexistent key: ${key}: ${MISSING}`);
}

function attempt<Result>(prefix: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw new KustomizeError(`${prefix}: ${(error as Error).message}`, { cause: error });
  }
}

function add(root: Root, operation: Operation): void {
  const path = pathOf(operation);
  const place = find(root, path);
  if (place === undefined) {
    throw new KustomizeError(`add operation does not apply: doc is missing path: "${path}": ${MISSING}`);
  }
  attempt(`error in add for path: '${path}'`, () => insert(place.container, place.key, clone(operation.value)));
}

function remove(root: Root, operation: Operation): void {
  const path = pathOf(operation);
  const place = find(root, path);
  if (place === undefined) {
    throw new KustomizeError(`remove operation does not apply: doc is missing path: "${path}": ${MISSING}`);
  }
  attempt(`error in remove for path: '${path}'`, () => drop(place.container, place.key));
}

function replace(root: Root, operation: Operation): void {
  const path = pathOf(operation);
  const value = clone(operation.value);
  if (path === "") {
    if (!isContainer(value)) {
      throw new KustomizeError("replace operation value must be object or array: %!w(<nil>)");
    }
    root.value = value;
    return;
  }
  const place = find(root, path);
  if (place === undefined) {
    throw new KustomizeError(`replace operation does not apply: doc is missing path: ${path}: ${MISSING}`);
  }
  const { container, key } = place;
  if (isMap(container)) {
    container.set(key, value ?? null);
    return;
  }
  let index;
  try {
    index = checkedIndex(indexOf(key), container.length);
  } catch {
    throw new KustomizeError(`replace operation does not apply: doc is missing key: ${path}: ${MISSING}`);
  }
  container[index] = value ?? null;
}

function move(root: Root, operation: Operation): void {
  const from = fromOf(operation);
  const source = find(root, from);
  if (source === undefined) {
    throw new KustomizeError(`move operation does not apply: doc is missing from path: ${from}: ${MISSING}`);
  }
  const value = attempt(`error in move for path: '${source.key}'`, () => {
    const found = get(source.container, source.key);
    drop(source.container, source.key);
    return found;
  });
  const path = pathOf(operation);
  const place = find(root, path);
  if (place === undefined) {
    throw new KustomizeError(`move operation does not apply: doc is missing destination path: ${path}: ${MISSING}`);
  }
  attempt(`error in move for path: '${path}'`, () => insert(place.container, place.key, value));
}

function copy(root: Root, operation: Operation): void {
  const from = fromOf(operation);
  const source = find(root, from);
  if (source === undefined) {
    throw new KustomizeError(`copy operation does not apply: doc is missing from path: ${from}: ${MISSING}`);
  }
  const value = attempt(`error in copy for from: '${from}'`, () => get(source.container, source.key));
  const path = pathOf(operation);
  const place = find(root, path);
  if (place === undefined) {
    throw new KustomizeError(`copy operation does not apply: doc is missing destination path: ${path}: ${MISSING}`);
  }
  attempt("error while adding value during copy", () => insert(place.container, place.key, clone(value)));
}

function test(root: Root, operation: Operation): void {
  const path = pathOf(operation);
  const found = path === "" ? root.value : valueAt(root, path);
  if (same(found ?? null, operation.value ?? null)) return;
  throw new KustomizeError(`testing value ${path} failed: ${TEST_FAILED}`);
}

function valueAt(root: Root, path: string): Value {
  const place = find(root, path);
  if (place === undefined) {
    throw new KustomizeError(`test operation does not apply: is missing path: ${path}: ${MISSING}`);
  }
  return attempt(`error in test for path: '${path}'`, () => get(place.container, place.key));
}

function clone(value: Value): Value {
  if (isMap(value)) return new Map([...value].map(([key, item]) => [key, clone(item)]));
  return Array.isArray(value) ? value.map(clone) : value;
}

function same(a: Value, b: Value): boolean {
  if (isMap(a)) {
    return isMap(b) && a.size === b.size && [...a].every(([key, item]) => b.has(key) && same(item, b.get(key)));
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => same(item, b[at]));
  }
  const number = numberText(a);
  return number === undefined ? a === b : number === numberText(b);
}

/** As it stands in JSON; `undefined` for what is no number. */
function numberText(value: Value): string | undefined {
  if (value instanceof Int) return String(value.value);
  return typeof value === "number" ? String(value) : undefined;
}
