/** Which types may stand for which, and what open types stand for (cel-go 0.26 checker/types.go, mapping.go). */
import { DYN, formatType, isDyn, isDynOrError, sameType, type Type } from "./types.ts";

export type Bindings = ReadonlyMap<string, Type>;

/** The bindings that make `from` assignable to `to`; undefined where none do. */
export function assign(bindings: Bindings, from: readonly Type[], to: readonly Type[]): Bindings | undefined {
  const changed = new Map(bindings);
  return assignable(changed, from, to) ? changed : undefined;
}

type Mutable = Map<string, Type>;

function assignable(bindings: Mutable, from: readonly Type[], to: readonly Type[]): boolean {
  return from.length === to.length && from.every((one, i) => isAssignable(bindings, one, to[i] ?? DYN));
}

function isAssignable(bindings: Mutable, from: Type, to: Type): boolean {
  if (to.kind === "parameter") {
    const found = substitution(bindings, from, to);
    if (found !== "free") return found === "fits";
  }
  if (from.kind === "parameter") return substitution(bindings, to, from) === "fits";
  if (isDynOrError(from) || isDynOrError(to)) return true;
  if (from.kind === "null") return isNullable(to);
  if (to.kind === "null") return isNullable(from);
  switch (from.kind) {
    case "type":
      return to.kind === "type";
    case "opaque":
    case "list":
    case "map":
      return from.kind === to.kind && from.name === to.name && assignable(bindings, from.parameters, to.parameters);
    default:
      return from.kind === to.kind && from.name === to.name;
  }
}

function isNullable({ kind }: Type): boolean {
  return kind === "null" || kind === "opaque" || kind === "object" || kind === "duration" || kind === "timestamp";
}

/** Whether an open type is, or now becomes, another; "free" where it is neither bound nor may be bound to it. */
function substitution(bindings: Mutable, type: Type, open: Type): "fits" | "bound" | "free" {
  if (sameType(type, open)) return "fits";
  const bound = bindings.get(open.name);
  if (bound === undefined) {
    if (!isFreeOf(bindings, open, type)) return "free";
    bindings.set(open.name, type);
    return "fits";
  }
  if (sameType(type, bound)) return "fits";
  if (!isAssignable(bindings, type, bound)) return "bound";
  const general = mostGeneral(type, bound);
  if (isFreeOf(bindings, open, general)) bindings.set(open.name, general);
  return "fits";
}

export function mostGeneral(a: Type, b: Type): Type {
  return isAsGeneral(a, b) ? a : b;
}

function isAsGeneral(a: Type, b: Type): boolean {
  if (isDyn(a) || a.kind === "parameter") return true;
  if (isDyn(b) || b.kind === "parameter") return false;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "opaque":
    case "list":
    case "map":
      return (
        a.name === b.name &&
        a.parameters.length === b.parameters.length &&
        a.parameters.every((one, i) => isAsGeneral(one, b.parameters[i] ?? DYN))
      );
    case "type":
      return true;
    default:
      return sameType(a, b);
  }
}

function isFreeOf(bindings: Bindings, open: Type, within: Type): boolean {
  if (sameType(open, within)) return false;
  if (within.kind !== "parameter") return within.parameters.every((one) => isFreeOf(bindings, open, one));
  const bound = bindings.get(within.name);
  return bound === undefined || isFreeOf(bindings, open, bound);
}

/** With all that is bound put in; what stays open becomes dyn where `closed`. */
export function substitute(bindings: Bindings, type: Type, { closed }: { readonly closed: boolean }): Type {
  if (type.kind === "parameter") {
    const bound = bindings.get(type.name);
    if (bound !== undefined) return substitute(bindings, bound, { closed });
    return closed ? DYN : type;
  }
  if (type.parameters.length === 0) return type;
  return { ...type, parameters: type.parameters.map((one) => substitute(bindings, one, { closed })) };
}

/** A call as errors show it. */
export function signature(args: readonly Type[], isMethod: boolean): string {
  const shown = args.map(formatType);
  const [target = "", ...rest] = shown;
  return isMethod ? `${target}.(${rest.join(", ")})` : `(${shown.join(", ")})`;
}
