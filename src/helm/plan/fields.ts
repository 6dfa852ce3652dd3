/** An object as a flat table of its fields, by paths that people can read. */
import { isObject, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";

/** Path → scalar, or an empty list or object. */
export type Fields = ReadonlyMap<string, JsonValue>;

/** Elements of lists are told apart by `name` where all have one of their own, else by position. */
export function fieldsOf(object: JsonObject): Fields {
  const fields = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(object)) collect(step("", key), value, fields);
  return fields;
}

function collect(path: string, value: JsonValue, into: Map<string, JsonValue>): void {
  const below = Array.isArray(value) ? elements(path, value) : isObject(value) ? members(path, value) : [];
  if (below.length === 0) into.set(path, value);
  for (const [place, child] of below) collect(place, child, into);
}

type Child = readonly [path: string, value: JsonValue];

export function members(path: string, object: JsonObject): Child[] {
  return Object.entries(object).map(([key, value]) => [step(path, key), value]);
}

export function elements(path: string, list: readonly JsonValue[]): Child[] {
  const names = list.map((one) => textAt(one, "name"));
  const isNamed = names.every((name) => name !== "") && new Set(names).size === names.length;
  return list.map((value, i) => [`${path}[${isNamed ? `name=${names[i] ?? ""}` : i}]`, value]);
}

function step(path: string, key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

const OF_THE_SERVER = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
];

/** The object without what only the server writes. */
export function withoutServerFields(object: JsonObject): JsonObject {
  const { metadata } = object;
  const kept = without(object, ["status"]);
  return isObject(metadata) ? { ...kept, metadata: without(metadata, OF_THE_SERVER) } : kept;
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
