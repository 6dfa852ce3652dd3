import type { Value } from "./value.ts";

/** A value that may be absent. */
export class Optional {
  static readonly none = new Optional(undefined);

  constructor(readonly value: Value | undefined) {}
}
