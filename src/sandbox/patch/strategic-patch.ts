/** A strategic merge patch applied (apimachinery util/strategicpatch, StrategicMergePatch 0.36): lists merge by their keys, `$` words direct. */
import { isObject, sameJson, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { ANY, type Field, type Schema } from "../schema/schema.ts";
import { PatchError } from "./json-patch.ts";

const ORDER = "$setElementOrder/";
const DELETE_FROM = "$deleteFromPrimitiveList/";

export function strategicPatched(target: JsonObject, patch: JsonObject, schema: Schema): JsonObject {
  if (patch["$patch"] === "replace") return plain(patch);
  if (patch["$patch"] === "delete") return {};
  const result: JsonObject = { ...retained(target, patch) };
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(DELETE_FROM)) removeValues(result, key.slice(DELETE_FROM.length), value);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith("$")) continue;
    const field = fieldAt(schema, key);
    if (value === null) delete result[key];
    else result[key] = patchedValue(result[key], value, { field, order: patch[ORDER + key] });
  }
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(ORDER)) continue;
    const name = key.slice(ORDER.length);
    if (!Object.hasOwn(patch, name)) reorder(result, name, { order, field: fieldAt(schema, name) });
  }
  return result;
}

function fieldAt(schema: Schema, key: string): { readonly schema: Schema; readonly mergeKey: string | undefined } {
  const field: Field | undefined = schema.kind === "object" ? schema.fields.get(key) : undefined;
  if (field !== undefined) return field;
  return { schema: schema.kind === "map" ? schema.values : ANY, mergeKey: undefined };
}

function retained(target: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch["$retainKeys"];
  if (!Array.isArray(keys)) return target;
  return Object.fromEntries(Object.entries(target).filter(([key]) => keys.includes(key)));
}

interface ListPatch {
  readonly field: { readonly schema: Schema; readonly mergeKey: string | undefined };
  readonly order: JsonValue | undefined;
}

function patchedValue(before: JsonValue | undefined, value: JsonValue, options: ListPatch): JsonValue {
  const { field } = options;
  if (isObject(value)) {
    // What is new still has its directives, and deletions of what is not there.
    return strategicPatched(isObject(before) ? before : {}, value, field.schema);
  }
  if (!Array.isArray(value) || field.mergeKey === undefined) return value;
  const list = Array.isArray(before) ? before : [];
  return field.mergeKey === "" ? mergedValues(list, value, options) : mergedElements(list, value, options);
}

function mergedValues(list: readonly JsonValue[], patch: readonly JsonValue[], { order }: ListPatch): JsonValue[] {
  const merged = [...list];
  for (const value of patch) if (!merged.some((one) => sameJson(one, value))) merged.push(value);
  const wanted = Array.isArray(order) ? order : patch;
  return ordered(merged, { wanted, before: list, keyOf: (value) => JSON.stringify(value) });
}

function mergedElements(list: readonly JsonValue[], patch: readonly JsonValue[], options: ListPatch): JsonValue[] {
  const { field, order } = options;
  const items = field.schema.kind === "list" ? field.schema.items : ANY;
  if (patch.some((element) => textAt(element, "$patch") === "replace")) {
    return patch
      .filter((element) => textAt(element, "$patch") === "")
      .map((element) => (isObject(element) ? plain(element) : element));
  }
  const keyOf = (element: JsonValue): string =>
    JSON.stringify((isObject(element) ? element[field.mergeKey ?? ""] : null) ?? null);
  let merged = [...list];
  for (const element of patch) {
    if (!isObject(element)) throw new PatchError("expected a map in a list that is merged by a key");
    if (element[field.mergeKey ?? ""] === undefined) {
      throw new PatchError(`map: ${JSON.stringify(element)} does not contain declared merge key: ${field.mergeKey}`);
    }
    const at = merged.findIndex((one) => keyOf(one) === keyOf(element));
    const before = merged[at];
    if (element["$patch"] === "delete") merged = merged.filter((one) => keyOf(one) !== keyOf(element));
    else if (at < 0) merged.push(strategicPatched({}, element, items));
    else merged[at] = strategicPatched(isObject(before) ? before : {}, element, items);
  }
  const wanted = Array.isArray(order) ? order : patch;
  return ordered(merged, { wanted, before: list, keyOf });
}

interface Order {
  /** As the patch wants its own elements. */
  readonly wanted: readonly JsonValue[];
  /** As they were before. */
  readonly before: readonly JsonValue[];
  readonly keyOf: (value: JsonValue) => string;
}

/** The patch's elements in its order, and the others before those that they stood before (normalizeElementOrder and mergeSortedSlice). */
function ordered(list: readonly JsonValue[], { wanted, before, keyOf }: Order): JsonValue[] {
  const rankIn = (order: readonly JsonValue[]): ReadonlyMap<string, number> =>
    new Map(order.map((one, i) => [keyOf(one), i]));
  const [own, old] = [rankIn(wanted), rankIn(before)];
  const sorted = (some: readonly JsonValue[], rank: ReadonlyMap<string, number>): JsonValue[] =>
    [...some].sort((a, b) => (rank.get(keyOf(a)) ?? 0) - (rank.get(keyOf(b)) ?? 0));
  const named = sorted(
    list.filter((one) => own.has(keyOf(one))),
    own,
  );
  const others = sorted(
    list.filter((one) => !own.has(keyOf(one))),
    old,
  );
  const result: JsonValue[] = [];
  for (let n = 0, o = 0; n < named.length || o < others.length;) {
    const [a, b] = [named[n], others[o]];
    const [placeA, placeB] = [a, b].map((one) => (one === undefined ? undefined : old.get(keyOf(one))));
    const othersFirst =
      b !== undefined && (a === undefined || (placeA !== undefined && placeB !== undefined && placeB < placeA));
    if (othersFirst) {
      result.push(b);
      o++;
    } else {
      if (a !== undefined) result.push(a);
      n++;
    }
  }
  return result;
}

function reorder(target: JsonObject, key: string, { order, field }: ListPatch): void {
  const list = target[key];
  if (!Array.isArray(list) || !Array.isArray(order)) return;
  const keyOf = (value: JsonValue): string =>
    JSON.stringify((isObject(value) ? value[field.mergeKey ?? ""] : value) ?? null);
  target[key] = ordered(list, { wanted: order, before: list, keyOf });
}

function removeValues(target: JsonObject, key: string, values: JsonValue): void {
  const list = target[key];
  if (!Array.isArray(list) || !Array.isArray(values)) return;
  target[key] = list.filter((one) => !values.some((value) => sameJson(one, value)));
}

/** Without the words that direct the patch. */
function plain(patch: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith("$")));
}
