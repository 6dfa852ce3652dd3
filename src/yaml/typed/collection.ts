/** Slices, maps and pointers. */
import { compareStrings } from "../../go/index.ts";
import { decodeAs, mismatch, type GoType } from "./go-type.ts";

/** A slice; nil becomes `undefined`. Go's type may have a name. */
export function list<T>(item: GoType<T>, name = `[]${item.name}`): GoType<T[] | undefined> {
  const type: GoType<T[] | undefined> = {
    name,
    below: (key) => (key === undefined ? item : undefined),
    zero: () => undefined,
    decode(value, context) {
      const before: readonly unknown[] = Array.isArray(context.onto) ? context.onto : [];
      const elements = { ...context, onto: undefined };
      if (Array.isArray(value)) {
        return value.map((entry, i) =>
          decodeAs(entry, item, i < before.length ? { ...context, onto: before[i] } : elements),
        );
      }
      mismatch(value, type, context);
      return undefined;
    },
  };
  return type;
}

/** `map[string]T`; nil becomes `undefined`. Go's type may have a name. */
export function mapOf<T>(item: GoType<T>, name = `map[string]${item.name}`): GoType<Map<string, T> | undefined> {
  const type: GoType<Map<string, T> | undefined> = {
    name,
    below: (key) => (key === undefined ? undefined : item),
    zero: () => undefined,
    decode(value, context) {
      if (!(value instanceof Map)) {
        mismatch(value, type, context);
        return undefined;
      }
      // Go's errors name the fields of structs on the way, no keys of maps.
      const elements = { ...context, onto: undefined };
      const result = new Map(context.onto instanceof Map ? (context.onto as Map<string, T>) : undefined);
      for (const key of value.keys()) result.set(key, undefined as T);
      // The first fault is the first in the JSON that the YAML becomes, whose keys are sorted.
      const keys = context.isJson ? value.keys() : [...value.keys()].sort(compareStrings);
      for (const key of keys) result.set(key, decodeAs(value.get(key), item, elements));
      return result;
    },
  };
  return type;
}

/** A pointer: null stays null. */
export function pointer<T>(to: GoType<T>): GoType<T | null> {
  return { ...to, name: `*${to.name}`, zero: () => null };
}
