/** Arguments of a call whose overload fits: reads them as what they are known to be. */
import { CelList } from "../values/list.ts";
import { noSuchOverload, type Value } from "../values/value.ts";

export function text(args: readonly Value[], at: number): string {
  const value = args[at];
  if (typeof value === "string") return value;
  throw noSuchOverload();
}

export function int(args: readonly Value[], at: number): bigint {
  const value = args[at];
  if (typeof value === "bigint") return value;
  throw noSuchOverload();
}

export function list(args: readonly Value[], at: number): CelList {
  const value = args[at];
  if (value instanceof CelList) return value;
  throw noSuchOverload();
}

/** An argument of a class. */
export function instance<T>(args: readonly Value[], at: number, type: abstract new (...args: never[]) => T): T {
  const value: unknown = args[at];
  if (value instanceof type) return value;
  throw noSuchOverload();
}
