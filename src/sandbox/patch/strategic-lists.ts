/** Lists of a strategic merge patch: their directives, the keys of their elements, and their order (apimachinery util/strategicpatch 0.36, with its texts). */
import { isInteger, isNumber, isObject, sameJson, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { goPrinted } from "./convert.ts";
import { PatchError } from "./json-patch.ts";

/** A directive that does not fit (400), or a list that cannot be merged (500). */
export class StrategicPatchError extends Error {
  override name = "StrategicPatchError";

  constructor(
    readonly code: 400 | 500,
    message: string,
  ) {
    super(message);
  }
}

export const DIRECTIVE = "$patch";
export const ORDER = "$setElementOrder";

export function unknownDirective(directive: JsonValue, patch: JsonObject): StrategicPatchError {
  return new StrategicPatchError(500, `unknown patch type: ${goPrinted(directive)} in map: ${goPrinted(patch)}`);
}

export function checkAlike(lists: readonly (readonly JsonValue[])[]): void {
  const kinds = new Set(lists.flat().map(goTypeOf));
  if (lists.flat().some((one) => Array.isArray(one))) throw new PatchError("lists of lists are not supported");
  if (kinds.size <= 1) return;
  const shown = lists.map((list) => goPrinted([...list])).join(" ");
  throw new StrategicPatchError(500, `list element types are not identical: [${shown}]`);
}

function goTypeOf(value: JsonValue): string {
  if (isNumber(value)) return isInteger(value) ? "int64" : "float64";
  return isObject(value) ? "map" : typeof value;
}

/** Throws where an element has none. */
export function keyIn(element: JsonValue, mergeKey: string): JsonValue {
  const key = isObject(element) ? element[mergeKey] : undefined;
  if (key !== undefined) return key;
  const text = `map: ${goPrinted(element)} does not contain declared merge key: ${mergeKey}`;
  throw new StrategicPatchError(500, text);
}

interface Directed {
  readonly before: readonly JsonValue[];
  readonly wanted: readonly JsonValue[];
}

/** Of a list that is replaced its new elements are what was there before. */
export function afterDirectives(list: readonly JsonValue[], patch: readonly JsonValue[], mergeKey: string): Directed {
  const wanted: JsonValue[] = [];
  let before = [...list];
  let isReplaced = false;
  for (const element of patch) {
    const directive = isObject(element) ? element[DIRECTIVE] : undefined;
    if (directive === undefined || !isObject(element)) wanted.push(element);
    else if (directive === "replace") isReplaced = true;
    else if (directive === "delete") {
      const key = keyIn(element, mergeKey);
      before = before.filter((one) => !isObject(one) || one[mergeKey] !== key);
    } else if (directive === "merge")
      throw new StrategicPatchError(500, "merging lists cannot yet be specified in the patch");
    else throw unknownDirective(directive, element);
  }
  return isReplaced ? { before: wanted, wanted: [] } : { before, wanted };
}

export function asList(value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value)) return value;
  const given = isObject(value) ? "map[string]interface {}" : value === null ? "%!s(<nil>)" : goTypeOf(value ?? null);
  throw new StrategicPatchError(500, `expected a []interface {}, but received a ${given}`);
}

/** What a patch gives stands in the order that it wants. */
export function checkOrder(patch: readonly JsonValue[], order: readonly JsonValue[], mergeKey: string): void {
  const keyOf = (one: JsonValue): JsonValue | undefined =>
    mergeKey === "" ? one : isObject(one) ? one[mergeKey] : undefined;
  const kept = patch.filter((one) => !isObject(one) || one[DIRECTIVE] === undefined);
  if (order.length === 0 || kept.length === 0) return;
  let next = 0;
  for (const one of order) if (next < kept.length && sameKey(keyOf(kept[next] ?? null), keyOf(one))) next++;
  if (next === kept.length) return;
  const [given, wanted] = [patch, order].map((list) => goPrinted([...list]));
  const text = `The order in patch list:\n${given}\n doesn't match ${ORDER} list:\n${wanted}\n`;
  throw new StrategicPatchError(500, text);
}

const sameKey = (a: JsonValue | undefined, b: JsonValue | undefined): boolean =>
  a !== undefined && b !== undefined && sameJson(a, b);

interface Order {
  /** As the patch wants its own elements. */
  readonly wanted: readonly JsonValue[];
  /** As they were before. */
  readonly before: readonly JsonValue[];
  /** Throws for an element that has no key. */
  readonly keyOf: (value: JsonValue) => JsonValue;
}

/** The patch's elements in its order, and the others before those that they stood before (normalizeElementOrder and mergeSortedSlice). */
export function ordered(list: readonly JsonValue[], { wanted, before, keyOf }: Order): JsonValue[] {
  const rankIn = (order: readonly JsonValue[]): ReadonlyMap<JsonValue, number> =>
    new Map(order.map((one, i) => [keyOf(one), i]));
  const [own, old] = [rankIn(wanted), rankIn(before)];
  const sorted = (some: readonly JsonValue[], rank: ReadonlyMap<JsonValue, number>): JsonValue[] =>
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
