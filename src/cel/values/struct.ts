import { objectType, type Type } from "../check/types.ts";
import { equal } from "./equal.ts";
import { Opaque } from "./opaque.ts";
import type { Value } from "./value.ts";

/** What `Name{field: value}` makes. */
export class StructValue extends Opaque {
  readonly type: Type;

  constructor(
    name: string,
    readonly fields: ReadonlyMap<string, Value>,
  ) {
    super();
    this.type = objectType(name);
  }

  equals(other: Value): boolean {
    if (!(other instanceof StructValue) || other.type.name !== this.type.name) return false;
    if (other.fields.size !== this.fields.size) return false;
    return [...this.fields].every(([key, value]) => {
      const theirs = other.fields.get(key);
      return theirs !== undefined && equal(value, theirs);
    });
  }
}
