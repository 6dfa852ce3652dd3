/**
 * Strategic merge patches in three ways (apimachinery util/strategicpatch, CreateThreeWayMergePatch 0.37): what is live is changed to
 * what is wanted, and only what was applied before is deleted. The server insists on elements in the order of `$setElementOrder`, and
 * deletions behind them.
 */
import { isObject, writeJson, type JsonObject, type JsonValue } from "../json.ts";
import type { PatchField, PatchSchema } from "../schema/patch-schema.ts";
import { sameJson } from "./same-json.ts";

export interface ThreeWay {
  /** As applied last. */
  readonly original: JsonObject;
  readonly modified: JsonObject;
  /** Live. */
  readonly current: JsonObject;
}

type Part = "changes" | "deletions";

/** Empty where nothing is to be done. */
export function strategicPatch({ original, modified, current }: ThreeWay, schema: PatchSchema): JsonObject {
  const changes = diffObjects(current, modified, { schema, part: "changes" });
  const deletions = diffObjects(original, modified, { schema, part: "deletions" });
  return combine(deletions, changes, schema);
}

interface DiffOptions {
  readonly schema: PatchSchema;
  readonly part: Part;
}

function diffObjects(from: JsonObject, to: JsonObject, { schema, part }: DiffOptions): JsonObject {
  const patch: JsonObject = {};
  if (part === "deletions") {
    for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch[key] = null;
  }
  for (const [key, value] of Object.entries(to)) {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    const field = schema(key);
    if (isObject(value) && isObject(before)) {
      const below = withRetainKeys(diffObjects(before, value, { schema: field.schema, part }), value, field);
      if (Object.keys(below).length > 0) patch[key] = below;
    } else if (Array.isArray(value) && Array.isArray(before) && field.mergeKey !== undefined) {
      Object.assign(patch, diffLists(key, { from: before, to: value, field, part }));
    } else if (part === "changes" && (before === undefined || !sameJson(before, value))) {
      patch[key] = value;
    }
  }
  return patch;
}

/** Where the strategy says so, keys that are not wanted go, whoever set them. */
function withRetainKeys(patch: JsonObject, wanted: JsonObject, { retainKeys }: PatchField): JsonObject {
  if (!retainKeys || Object.keys(patch).length === 0) return patch;
  return { ...patch, $retainKeys: Object.keys(wanted).sort() };
}

interface ListDiff {
  readonly from: readonly JsonValue[];
  readonly to: readonly JsonValue[];
  readonly field: PatchField;
  readonly part: Part;
}

function diffLists(key: string, diff: ListDiff): JsonObject {
  const { from, to, field, part } = diff;
  if (field.mergeKey === "") return diffScalars(key, diff);
  const mergeKey = field.mergeKey ?? "";
  // Go's sorting turns elements of one key round, and pairs them so.
  const wanted = keyed(to.toReversed(), mergeKey);
  const before = keyed(from.toReversed(), mergeKey);
  const list: JsonValue[] = [];
  for (const [id, element] of wanted) {
    const old = before.get(id);
    if (old === undefined) {
      if (part === "changes") list.push(element);
      continue;
    }
    const below = withRetainKeys(diffObjects(old, element, { schema: field.schema, part }), element, field);
    if (Object.keys(below).length > 0) list.push({ ...below, [mergeKey]: element[mergeKey] ?? null });
  }
  if (part === "deletions") {
    for (const [id, element] of [...before].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!wanted.has(id)) list.push({ $patch: "delete", [mergeKey]: element[mergeKey] ?? null });
    }
  }
  const orderOf = (elements: readonly JsonValue[]): JsonObject[] =>
    elements.filter(isObject).map((element) => ({ [mergeKey]: element[mergeKey] ?? null }));
  const order = orderOf(to);
  const sameOrder = sameJson(orderOf(from), order);
  return {
    ...(list.length > 0 ? { [key]: inOrder(list, order, mergeKey) } : {}),
    ...(order.length > 0 && (list.length > 0 || (part === "changes" && !sameOrder))
      ? { [`$setElementOrder/${key}`]: order }
      : {}),
  };
}

/** Elements by the value of their key; those that share one are told apart by their place among those. */
function keyed(list: readonly JsonValue[], mergeKey: string): Map<string, JsonObject> {
  const elements = new Map<string, JsonObject>();
  for (const element of list) {
    if (!isObject(element)) continue;
    const value = writeJson(element[mergeKey] ?? null);
    let id = value;
    for (let i = 1; elements.has(id); i++) id = `${value}#${i}`;
    elements.set(id, element);
  }
  return elements;
}

function diffScalars(key: string, { from, to, part }: ListDiff): JsonObject {
  const has = (list: readonly JsonValue[], value: JsonValue) => list.some((one) => sameJson(one, value));
  const changed = part === "changes" ? to.filter((one) => !has(from, one)) : from.filter((one) => !has(to, one));
  const place = part === "changes" ? key : `$deleteFromPrimitiveList/${key}`;
  const isOrdered = to.length > 0 && (changed.length > 0 || (part === "changes" && !sameJson([...from], [...to])));
  return {
    ...(changed.length > 0 ? { [place]: changed } : {}),
    ...(isOrdered ? { [`$setElementOrder/${key}`]: [...to] } : {}),
  };
}

/** One patch of both parts. */
function combine(deletions: JsonObject, changes: JsonObject, schema: PatchSchema): JsonObject {
  const result = { ...deletions };
  for (const [key, value] of Object.entries(changes)) {
    const before = result[key];
    const field = schema(key);
    if (isObject(value) && isObject(before)) result[key] = combine(before, value, field.schema);
    else if (Array.isArray(value) && Array.isArray(before) && field.mergeKey) {
      result[key] = combineLists(before, value, field);
    } else result[key] = value;
  }
  for (const [key, list] of Object.entries(result)) {
    const order = result[`$setElementOrder/${key}`];
    const { mergeKey } = schema(key);
    if (mergeKey && Array.isArray(list) && Array.isArray(order)) result[key] = inOrder(list, order, mergeKey);
  }
  return result;
}

function combineLists(deletions: readonly JsonValue[], changes: readonly JsonValue[], field: PatchField): JsonValue[] {
  const result = keyed(deletions, field.mergeKey ?? "");
  for (const [id, element] of keyed(changes, field.mergeKey ?? "")) {
    const before = result.get(id);
    result.set(id, before === undefined ? element : combine(before, element, field.schema));
  }
  return [...result.values()];
}

/** Elements as their order wants them, then deletions. */
function inOrder(list: readonly JsonValue[], order: readonly JsonValue[], mergeKey: string): JsonValue[] {
  const rank = new Map([...keyed(order, mergeKey).keys()].map((id, i) => [id, i]));
  const ranked = [...keyed(list, mergeKey)].map(([id, element]) => ({
    element,
    rank: element["$patch"] === "delete" ? Infinity : (rank.get(id) ?? rank.size),
  }));
  return ranked.sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank)).map(({ element }) => element);
}
