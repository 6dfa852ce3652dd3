import type { Type } from "../check/types.ts";
import type { Value } from "./value.ts";

/** A value of a type that a library adds: a URL, a quantity. */
export abstract class Opaque {
  abstract readonly type: Type;

  /** For what it costs to work with. */
  readonly size: number = 1;
  readonly patternSize: number = 1;

  abstract equals(other: Value): boolean;
}
