/** Fields and elements, with and without `?` (cel-go 0.26 interpreter/attributes.go, common/types). */
import { isNumber } from "../values/equal.ts";
import { CelList } from "../values/list.ts";
import { CelMap, keyText } from "../values/map.ts";
import { Optional } from "../values/optional.ts";
import { StructValue } from "../values/struct.ts";
import { typeOfValue } from "../values/type-of.ts";
import { Uint } from "../values/uint.ts";
import { CelError, type Value } from "../values/value.ts";

/** `value.field`; within an optional it stays one. */
export function selected(value: Value, field: string): Value {
  if (value instanceof Optional) return selectedOptional(value, field);
  if (value instanceof CelMap) return value.get(field);
  if (value instanceof StructValue) return fieldOf(value, field);
  return withoutKeys(value, field);
}

/** What is neither a list nor a map has no key, whatever it is. */
function withoutKeys(value: Value, key: Value): never {
  if (value instanceof CelList) position(key);
  throw new CelError(`no such key: ${keyText(key)}`);
}

function fieldOf(value: StructValue, field: string): Value {
  const found = value.fields.get(field);
  if (found === undefined) throw new CelError(`no such key: ${field}`);
  return found;
}

/** `has(value.field)` */
export function isPresent(value: Value, field: string): boolean {
  if (value instanceof Optional) return value.value !== undefined && isPresent(value.value, field);
  if (value instanceof CelMap) return value.has(field);
  if (value instanceof StructValue) return value.fields.has(field);
  if (value instanceof CelList) position(field);
  return false;
}

/** `value.?field` */
export function selectedOptional(value: Value, field: Value): Value {
  if (value instanceof Optional)
    return value.value === undefined ? Optional.none : selectedOptional(value.value, field);
  if (value instanceof CelMap) return optional(value.find(field));
  if (value instanceof StructValue) return optional(value.fields.get(String(field)));
  if (value instanceof CelList) position(field);
  return Optional.none;
}

/** `value[index]` */
export function indexed(value: Value, index: Value): Value {
  if (value instanceof Optional) return value.value === undefined ? Optional.none : indexedOptional(value.value, index);
  if (value instanceof CelList) return value.get(position(index));
  if (value instanceof CelMap) return value.get(index);
  return withoutKeys(value, index);
}

/** `value[?index]` */
export function indexedOptional(value: Value, index: Value): Value {
  if (value instanceof Optional) return value.value === undefined ? Optional.none : indexedOptional(value.value, index);
  if (value instanceof CelMap) return optional(value.find(index));
  if (!(value instanceof CelList)) return Optional.none;
  const at = position(index);
  return at >= 0 && at < value.size ? new Optional(value.at(Number(at))) : Optional.none;
}

function optional(value: Value | undefined): Optional {
  return value === undefined ? Optional.none : new Optional(value);
}

function position(index: Value): number | bigint {
  if (isNumber(index)) {
    const whole = index instanceof Uint ? index.value : index;
    const at = typeof whole === "number" ? wholeOf(whole) : whole;
    if (at !== undefined && BigInt.asIntN(64, at) === at) return Number.isSafeInteger(Number(at)) ? Number(at) : at;
    throw new CelError(`unsupported index value ${whole} in list`);
  }
  throw new CelError(`unsupported index type '${typeOfValue(index).name}' in list`);
}

function wholeOf(value: number): bigint | undefined {
  return Number.isInteger(value) ? BigInt(value) : undefined;
}
