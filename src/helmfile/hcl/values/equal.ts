/** Whether two values are the same, as `==` finds it: true, false, or not known yet (cty 1.19, value_ops.go, Equals). */
import { BigFloat } from "./big-float.ts";
import { conforms, hasDynamic, sameType } from "./type.ts";
import { type Data, elementsOf, entriesOf, isKnown, isNull, isWhollyKnown, type Value } from "./value.ts";

export function equal(a: Value, b: Value): boolean | undefined {
  if (!isKnown(a) || !isKnown(b)) return equalUnknown(a, b);
  if (isNull(a) || isNull(b)) return isNull(a) && isNull(b);
  if (!isWhollyKnown(a) || !isWhollyKnown(b)) {
    if (!conforms(a.type, b.type) && !conforms(b.type, a.type)) return false;
    if (hasUnknownType(a) || hasUnknownType(b)) return undefined;
  }
  return sameType(a.type, b.type) && equalData(a, b);
}

/** An unknown may turn out to be anything of its type. */
function equalUnknown(a: Value, b: Value): boolean | undefined {
  if (!isKnown(a) && !isKnown(b)) return undefined;
  const [known, open] = isKnown(a) ? [a, b] : [b, a];
  if (isNull(known) || hasDynamic(open.type)) return undefined;
  return sameType(known.type, open.type) ? undefined : false;
}

function hasUnknownType(value: Value): boolean {
  return (!isKnown(value) && value.type.kind === "dynamic") || elementsOf(value).some(hasUnknownType);
}

function equalData(a: Value, b: Value): boolean | undefined {
  if (a.data instanceof BigFloat && b.data instanceof BigFloat) return a.data.compare(b.data) === 0;
  if (a.type.kind === "map" && !sameKeys(a, b)) return false;
  const [left, right] = [elementsOf(a), elementsOf(b)];
  if (!isComposite(a.data)) return a.data === b.data;
  if (left.length !== right.length) return false;
  for (const [i, one] of left.entries()) {
    const other = right[i];
    const same = other === undefined ? false : equal(one, other);
    if (same !== true) return same;
  }
  return true;
}

function isComposite(data: Data): boolean {
  return Array.isArray(data) || data instanceof Map;
}

function sameKeys(a: Value, b: Value): boolean {
  const keys = entriesOf(b);
  return keys.size === entriesOf(a).size && [...entriesOf(a).keys()].every((key) => keys.has(key));
}
