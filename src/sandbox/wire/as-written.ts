/**
 * What of a body's text its values do not show: how numbers are written, and what a field that is given twice was given first. It is known by the object or
 * list that holds them; nearly no body has any.
 */
import type { JsonObject, JsonValue } from "../../kube/index.ts";

type Holder = JsonObject | JsonValue[];

/** Of one object or list. */
export interface Written {
  /** Numbers that are written otherwise than they are printed, by key or index: `1.0`, `1e3`, `18446744073709551615`. */
  readonly numbers: ReadonlyMap<string | number, string>;
  /** What a later value of its key took the place of, in order. */
  readonly earlier: readonly (readonly [key: string, value: JsonValue])[];
}

const known = new WeakMap<Holder, Written>();

export function remember(holder: Holder, written: Written): void {
  if (written.numbers.size > 0 || written.earlier.length > 0) known.set(holder, written);
}

/** Of a copy what is known of its original. */
export function alsoWrittenIn<T extends Holder>(copy: T, original: Holder): T {
  const written = known.get(original);
  if (written !== undefined) known.set(copy, written);
  return copy;
}

/** A number as it was written. */
export function numberText(value: number | bigint, holder: Holder | undefined, part: string | number): string {
  return (holder === undefined ? undefined : known.get(holder)?.numbers.get(part)) ?? String(value);
}

export function earlierIn(holder: Holder): Written["earlier"] {
  return known.get(holder)?.earlier ?? NONE;
}

const NONE: Written["earlier"] = [];
