/** The first argument that is something (cty 1.19, function/stdlib/general.go, collection.go). */
import { GoError } from "../../../go/index.ts";
import { unifyTypes } from "../values/conversion.ts";
import { convert } from "../values/convert.ts";
import { DYNAMIC, sameType, type Type } from "../values/type.ts";
import { elementsOf, isKnown, isNull, unknown, type Value } from "../values/value.ts";
import { type FunctionTable, parameter } from "./function.ts";

const VALUES = parameter("vals", DYNAMIC, "unknown", "dynamic", "null");

export const COALESCING: FunctionTable = {
  coalesce: { params: [], rest: VALUES, returns: coalescedType, call: coalesce },
  coalescelist: { params: [], rest: VALUES, returns: coalescedListType, call: coalesceList },
};

function coalescedType(args: readonly Value[]): Type {
  const common = unifyTypes(args.map(({ type }) => type));
  if (common === undefined) throw new GoError("all arguments must have the same type");
  return common;
}

function coalesce(args: readonly Value[], type: Type): Value {
  const first = args.find((arg) => !isNull(arg));
  if (first === undefined) throw new GoError("no non-null arguments");
  return isKnown(first) ? convert(first, type) : unknown(type);
}

function coalescedListType(args: readonly Value[]): Type {
  if (args.length === 0) throw new GoError("at least one argument is required");
  for (const { type, data } of args) {
    if (!isKnown({ type, data })) return DYNAMIC;
    if (type.kind !== "list" && type.kind !== "tuple")
      throw new GoError("coalescelist arguments must be lists or tuples");
  }
  const [first] = args;
  return first !== undefined && args.every(({ type }) => sameType(type, first.type)) ? first.type : DYNAMIC;
}

function coalesceList(args: readonly Value[], type: Type): Value {
  const first = args.find((arg) => !isKnown(arg) || elementsOf(arg).length > 0);
  if (first === undefined) throw new GoError("no non-null arguments");
  return isKnown(first) ? first : unknown(type);
}
