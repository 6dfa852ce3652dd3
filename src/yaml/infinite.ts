/**
 * Infinities and NaN, which YAML has and JSON has not (sigs.k8s.io/yaml v1.6.0 yaml.go, convertToJSONableObject): where Go's type wants
 * text, they have become text before anything is written as JSON.
 */
import type { Value } from "../go/index.ts";

/** What Go knows of the type that is decoded into. */
export interface Target {
  readonly isText?: boolean;
  /** The type behind a key of a map or a field of a struct; without a key, that of a list's elements. */
  readonly below?: (key: string | undefined) => Target | undefined;
}

/** The first number that JSON refuses, as it is written: keys are sorted. */
export function firstInfinite(value: Value, target?: Target): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) || target?.isText === true ? undefined : value;
  if (Array.isArray(value)) return firstOf(value, (item) => firstInfinite(item, target?.below?.(undefined)));
  if (!(value instanceof Map)) return undefined;
  return firstOf([...value.keys()].sort(), (key) => firstInfinite(value.get(key), target?.below?.(key)));
}

function firstOf<T>(items: readonly T[], find: (item: T) => number | undefined): number | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
