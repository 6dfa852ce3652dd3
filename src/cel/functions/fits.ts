import type { Type } from "../check/types.ts";
import { CelList } from "../values/list.ts";
import { typeOfValue } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

/** Whether values may be the arguments of an overload: a list is known by its first element only. */
export function fits(args: readonly Value[], wanted: readonly Type[]): boolean {
  return args.length === wanted.length && args.every((arg, i) => isOf(arg, wanted[i]));
}

/** What is within an inner list is not looked at. */
function isElement(value: Value, type: Type | undefined): boolean {
  return type?.kind === "list" || isOf(value, type);
}

function isOf(value: Value, type: Type | undefined): boolean {
  if (type === undefined) return false;
  switch (type.kind) {
    case "dyn":
    case "parameter":
      return true;
    case "list":
      return value instanceof CelList && (value.size === 0 || isElement(value.at(0), type.parameters[0]));
    default:
      return typeOfValue(value).name === type.name;
  }
}
