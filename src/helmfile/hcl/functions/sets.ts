/** Functions of sets (cty 1.19, function/stdlib/set.go, and setproduct of collection.go). */
import { attempt, GoError } from "../../../go/index.ts";
import { unifyTypes } from "../values/conversion.ts";
import { convert } from "../values/convert.ts";
import { contains, set } from "../values/set.ts";
import { DYNAMIC, listOf, nameOf, setOf, tupleOf, type Type } from "../values/type.ts";
import { elementsOf, elementType, isKnown, isWhollyKnown, list, tuple, unknown, type Value } from "../values/value.ts";
import { ArgumentError, blaming, type Function, type FunctionTable, parameter } from "./function.ts";

const ANY_SET = setOf(DYNAMIC);

type Combine = (a: readonly Value[], b: readonly Value[]) => readonly Value[];

/** Of one set and any number of others. */
function operation(combine: Combine): Function {
  return {
    params: [parameter("first_set", ANY_SET, "dynamic")],
    rest: parameter("other_sets", ANY_SET, "dynamic"),
    returns: commonSet,
    call: (args, type) => combined(args, type, combine),
  };
}

function without(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  return a.filter((one) => !contains(b, one));
}

export const SETS: FunctionTable = {
  setintersection: operation((a, b) => a.filter((one) => contains(b, one))),
  setproduct: { params: [], rest: parameter("sets", DYNAMIC, "unknown"), returns: productType, call: product },
  setsubtract: {
    params: [parameter("a", ANY_SET, "dynamic"), parameter("b", ANY_SET, "dynamic")],
    returns: commonSet,
    call: (args, type) => combined(args, type, without),
  },
  setunion: operation((a, b) => [...a, ...b]),
};

/** Empty sets of no type fit any other. */
function commonSet(args: readonly Value[]): Type {
  const isOpen = (arg: Value): boolean =>
    isKnown(arg) && elementsOf(arg).length === 0 && elementType(arg.type).kind === "dynamic";
  const types = args.filter((arg) => !isOpen(arg)).map(({ type }) => elementType(type));
  if (types.length === 0) return ANY_SET;
  const common = unifyTypes(types);
  if (common === undefined) throw new GoError("given sets must all have compatible element types");
  return setOf(common);
}

function combined(args: readonly Value[], type: Type, combine: Combine): Value {
  const sets = args.map((arg, i) => blaming(i, () => convert(arg, type)));
  if (!sets.every(isWhollyKnown)) return unknown(type);
  return set(sets.map(elementsOf).reduce(combine), elementType(type));
}

function productType(args: readonly Value[]): Type {
  if (args.length < 2) throw new GoError("at least two arguments are required");
  const types = args.map(({ type }, i) => factorType(type, i));
  const wanted = tupleOf(types);
  return args.some(({ type }) => type.kind === "set") ? setOf(wanted) : listOf(wanted);
}

function factorType(type: Type, index: number): Type {
  if (type.kind === "set" || type.kind === "list") return type.element;
  if (type.kind !== "tuple") throw new ArgumentError(index, "a set or a list is required");
  if (type.elements.length === 0) return DYNAMIC;
  const common = unifyTypes(type.elements);
  if (common === undefined) throw new ArgumentError(index, "all elements must be of the same type");
  return common;
}

/** More combinations than this are refused: they would fill the memory. */
const PRODUCT_MAX = 2 ** 20;

function product(args: readonly Value[], type: Type): Value {
  if (!args.every((arg) => arg.type.kind === "tuple" || isKnown(arg))) return unknown(type);
  const wanted = elementType(type);
  const types = wanted.kind === "tuple" ? wanted.elements : [];
  const tuples = combinations(args.map((arg) => [...elementsOf(arg).entries()])).map((row) =>
    tuple(row.map(([n, one], i) => factor(one, types[i] ?? one.type, `${i}][${n}`))),
  );
  return type.kind === "list" ? list(tuples, wanted) : set(tuples, wanted);
}

/** The last factor changes fastest. */
function combinations<Item>(factors: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  if (factors.reduce((total, { length }) => total * length, 1) > PRODUCT_MAX)
    throw new GoError("too many combinations");
  let rows: (readonly Item[])[] = [[]];
  for (const items of factors) rows = rows.flatMap((row) => items.map((one) => [...row, one]));
  return rows;
}

function factor(one: Value, wanted: Type, place: string): Value {
  const value = attempt(() => convert(one, wanted));
  if (value !== undefined) return value;
  throw new GoError(`failed to convert argVals[${place}] to ${nameOf(wanted)}; this is a bug in cty`);
}
