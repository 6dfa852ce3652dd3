import { noSuchOverload, type Value } from "../values/value.ts";

/** Throws where it is none. */
export function asBoolean(value: Value): boolean {
  if (typeof value === "boolean") return value;
  throw noSuchOverload();
}
