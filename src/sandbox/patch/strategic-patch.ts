/** A strategic merge patch applied (apimachinery util/strategicpatch, StrategicMergeMapPatch 0.36, with its texts): lists merge by their keys, `$` words direct. */
import { isObject, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { ANY, type ObjectSchema, type Schema } from "../schema/schema.ts";
import {
  afterDirectives,
  asList,
  checkAlike,
  checkOrder,
  DIRECTIVE,
  keyIn,
  ORDER,
  ordered,
  StrategicPatchError,
  unknownDirective,
} from "./strategic-lists.ts";

const RETAIN = "$retainKeys";
const DELETE_FROM = "$deleteFromPrimitiveList";

export function strategicPatched(target: JsonObject, patch: JsonObject, schema: Schema): JsonObject {
  const { [DIRECTIVE]: directive, [RETAIN]: retain, ...rest } = patch;
  if (directive !== undefined) return directed(directive, patch);
  const at: Merging = { result: retained(target, rest, retain), patch: rest, schema };
  for (const key of Object.keys(rest)) if (key.startsWith(ORDER)) mergeOrdered(at, key);
  for (const [key, value] of Object.entries(rest)) {
    if (key.startsWith(DELETE_FROM)) removeValues(at, keyBehind(DELETE_FROM, key), value);
    else mergeField(at, key, value);
  }
  return at.result;
}

/** What is done already is taken out of the patch. */
interface Merging {
  readonly result: JsonObject;
  readonly patch: JsonObject;
  readonly schema: Schema;
}

/** What is below stays as it was sent, with its own directives. */
function directed(directive: JsonValue, patch: JsonObject): JsonObject {
  const { [DIRECTIVE]: _, ...rest } = patch;
  if (directive === "replace") return rest;
  if (directive === "delete") return {};
  throw unknownDirective(directive, patch);
}

/** Throws where the patch gives what it does not retain. */
function retained(target: JsonObject, patch: JsonObject, keys: JsonValue | undefined): JsonObject {
  if (keys === undefined) return { ...target };
  const list = Array.isArray(keys) ? keys : undefined;
  const isGiven = ([key, value]: [string, JsonValue]): boolean =>
    value !== null && !key.startsWith(ORDER) && !key.startsWith(DELETE_FROM);
  const isBad = Object.entries(patch).some((entry) => isGiven(entry) && list?.includes(entry[0]) !== true);
  if (list === undefined || isBad) throw new StrategicPatchError(400, "invalid patch format of retainKeys");
  return Object.fromEntries(Object.entries(target).filter(([key]) => list.includes(key)));
}

const BAD_FORMATS: Readonly<Record<string, string>> = {
  [ORDER]: "invalid patch format of setElementOrder list",
  [DELETE_FROM]: "invalid patch format of primitive list",
};

function keyBehind(prefix: string, key: string): string {
  if (key.startsWith(`${prefix}/`)) return key.slice(prefix.length + 1);
  throw new StrategicPatchError(400, BAD_FORMATS[prefix] ?? "");
}

interface Found {
  readonly schema: Schema;
  /** Undefined where a list is replaced; empty where it has plain values. */
  readonly mergeKey: string | undefined;
}

/** What is known of a field that is to be merged; throws where nothing is. */
function fieldAt(schema: Schema, key: string): Found {
  if (schema.kind === "object") {
    const field = schema.fields.get(key);
    if (field !== undefined) return field;
    const why = `unable to find api field in struct ${structName(schema)} for the json field ${JSON.stringify(key)}`;
    throw new StrategicPatchError(500, why);
  }
  if (schema.kind === "any") return { schema: ANY, mergeKey: undefined };
  const kind = schema.kind === "list" ? "slice" : schema.kind === "map" ? "map" : schema.type;
  throw new StrategicPatchError(500, `merging an object in json but data type is not struct, instead is: ${kind}`);
}

function structName({ name }: ObjectSchema): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function mergeField({ result, schema }: Merging, key: string, value: JsonValue): void {
  if (value === null) {
    delete result[key];
    return;
  }
  const before = result[key];
  if (isObject(before) && isObject(value)) {
    result[key] = strategicPatched(before, value, fieldAt(schema, key).schema);
  } else if (Array.isArray(before) && Array.isArray(value)) {
    result[key] = mergedList(before, value, fieldAt(schema, key));
  } else {
    const taken = withoutDirected(value);
    if (taken === undefined) delete result[key];
    else result[key] = taken;
  }
}

/** What is new: without what its directives stand at, and without nulls. */
function withoutDirected(value: JsonValue): JsonValue | undefined {
  if (Array.isArray(value)) return value.map(withoutDirected).filter((one) => one !== undefined);
  if (!isObject(value)) return value;
  if (value[DIRECTIVE] !== undefined) return undefined;
  const kept = Object.entries(value).flatMap(([key, one]): [string, JsonValue][] => {
    const below = one === null ? undefined : withoutDirected(one);
    return below === undefined ? [] : [[key, below]];
  });
  return Object.fromEntries(kept);
}

// --- lists: what merges them; what they are told apart and put in order by is in strategic-lists.ts

function mergedList(before: readonly JsonValue[], patch: readonly JsonValue[], field: Found): JsonValue[] {
  if (field.mergeKey === undefined) return [...patch];
  if (before.length === 0 && patch.length === 0) return [];
  checkAlike([before, patch]);
  if (isObject(before[0] ?? patch[0])) return mergedElements(before, patch, field);
  const merged = [...new Set([...before, ...patch])];
  return ordered(merged, { wanted: patch, before, keyOf: identity });
}

const identity = (value: JsonValue): JsonValue => value;

function mergedElements(
  list: readonly JsonValue[],
  patch: readonly JsonValue[],
  { schema, mergeKey = "" }: Found,
): JsonValue[] {
  if (mergeKey === "") {
    const name = schema.kind === "list" && schema.items.kind === "object" ? structName(schema.items) : "";
    throw new StrategicPatchError(500, `cannot merge lists without merge key for ${name}`);
  }
  const items = schema.kind === "list" ? schema.items : ANY;
  const { before, wanted } = afterDirectives(list, patch, mergeKey);
  const keyOf = (element: JsonValue): JsonValue => keyIn(element, mergeKey);
  const merged = [...before];
  for (const element of wanted) {
    const key = keyOf(element);
    const at = merged.findIndex((one) => isObject(one) && one[mergeKey] === key);
    const found = merged[at];
    // What is new keeps its directives.
    if (isObject(found) && isObject(element)) merged[at] = strategicPatched(found, element, items);
    else merged.push(element);
  }
  return ordered(merged, { wanted, before, keyOf });
}

/** The order that a patch wants for a list, together with what it wants of the list. */
function mergeOrdered({ result, patch, schema }: Merging, directive: string): void {
  const order = asList(patch[directive]);
  const key = keyBehind(ORDER, directive);
  delete patch[directive];
  const [before, wanted] = [result[key], patch[key]].map((list) => (list === undefined ? undefined : asList(list)));
  const field = fieldAt(schema, key);
  const { mergeKey = "" } = field;
  if (wanted !== undefined) checkOrder(wanted, order, mergeKey);
  if (before === undefined && wanted === undefined) return;
  delete patch[key];
  const merged =
    before === undefined
      ? asList(withoutDirected([...(wanted ?? [])]))
      : wanted === undefined
        ? before
        : mergedList(before, wanted, field);
  checkAlike([before ?? [], wanted ?? []]);
  const keyOf = mergeKey === "" ? identity : (element: JsonValue): JsonValue => keyIn(element, mergeKey);
  const keyed = order.filter((one) => mergeKey === "" || (isObject(one) && one[mergeKey] !== undefined));
  result[key] = ordered(merged, { wanted: keyed, before: before ?? [], keyOf });
}

function removeValues({ result, schema }: Merging, key: string, values: JsonValue): void {
  const list = result[key];
  if (values === null) delete result[key];
  if (!Array.isArray(list) || !Array.isArray(values)) return;
  const field = fieldAt(schema, key);
  if (list.some(isObject)) result[key] = mergedList(list, values, { ...field, mergeKey: field.mergeKey ?? "" });
  else result[key] = list.filter((one) => !values.includes(one));
}
