import { sameJson, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { isSecretField, MASK } from "../masked.ts";
import { fieldsOf, withoutServerFields, type Fields } from "./fields.ts";

/** A field that changes; a side is left out where the field is not there. */
export interface Difference {
  readonly path: string;
  readonly old?: JsonValue;
  readonly new?: JsonValue;
}

/** In the order of the new object, what goes away last. */
export function differences(before: JsonObject, after: JsonObject): Difference[] {
  const [old, wanted] = [fieldsOf(withoutServerFields(before)), fieldsOf(withoutServerFields(after))];
  const result: Difference[] = [];
  for (const [path, value] of wanted) {
    const was = old.get(path);
    if (was === undefined && !isHollow(path, value, old)) result.push({ path, new: value });
    if (was !== undefined && !sameJson(was, value)) result.push({ path, old: was, new: value });
  }
  for (const [path, value] of old) {
    if (!wanted.has(path) && !isHollow(path, value, wanted)) result.push({ path, old: value });
  }
  return result;
}

/** An empty list or object that the other side has filled says nothing that the fields below do not say. */
function isHollow(path: string, value: JsonValue, other: Fields): boolean {
  if (typeof value !== "object" || value === null) return false;
  return [...other.keys()].some((one) => one.startsWith(`${path}.`) || one.startsWith(`${path}[`));
}

/** The differences of an object of this kind as they may be shown. */
export function shown(kind: string, found: readonly Difference[]): Difference[] {
  return found.map((one) => {
    if (!isSecretField(kind, one.path)) return one;
    return {
      path: one.path,
      ...(one.old === undefined ? {} : { old: MASK }),
      ...(one.new === undefined ? {} : { new: MASK }),
    };
  });
}
