/** Structs, by descriptions of their fields. */
import * as strconv from "../../go/strconv/index.ts";
import { GoError, type Value } from "../../go/index.ts";
import { decodeAs, mismatch, type Context, type GoType } from "./go-type.ts";

type Fields = Record<string, readonly [key: string, type: GoType<unknown>] | GoType<unknown>>;
type FieldValue<F> = F extends readonly [string, GoType<infer T>] ? T : F extends GoType<infer T> ? T : never;
type FieldValues<F extends Fields> = { -readonly [K in keyof F]: FieldValue<F[K]> };

interface Field {
  readonly property: string;
  readonly key: string;
  readonly type: GoType<unknown>;
  /** As Go's errors name the field: its key, behind the embedded struct that it belongs to. */
  readonly path: string;
  /** The property that this struct is. */
  readonly within?: string;
}

export interface StructType<T> extends GoType<T> {
  readonly fields: readonly Field[];
}

/**
 * A struct named `pkg.Name`, or written out (`struct {…}`) when Go has no name for it; a field whose key differs from its name
 * here is given as `[key, type]`.
 */
export function struct<const F extends Fields>(name: string, fields: F): StructType<FieldValues<F>> {
  const table = tableOf(fields);
  return structOf<FieldValues<F>>(name, table, () => zeroOf(table));
}

/** The same with a struct that it embeds, which is decoded into `property`. */
export function structEmbedding<const F extends Fields, E, P extends string>(
  name: string,
  { fields, property, embedded }: { fields: F; property: P; embedded: StructType<E> },
): StructType<FieldValues<F> & Record<P, E>> {
  const own = tableOf(fields);
  const path = shortName(embedded.name);
  const theirs = embedded.fields.map((field) => ({ ...field, within: property, path: `${path}.${field.path}` }));
  const table = [...theirs, ...own];
  return structOf<FieldValues<F> & Record<P, E>>(name, table, () => ({ ...zeroOf(own), [property]: embedded.zero() }));
}

function tableOf(fields: Fields): Field[] {
  return Object.entries(fields).map(([property, field]) =>
    "decode" in field
      ? { property, key: property, path: property, type: field }
      : { property, key: field[0], path: field[0], type: field[1] },
  );
}

function zeroOf(table: readonly Field[]): Record<string, unknown> {
  return Object.fromEntries(table.map(({ property, type }) => [property, type.zero()]));
}

function shortName(name: string): string {
  return name.startsWith("struct ") ? "" : name.slice(name.indexOf(".") + 1);
}

function structOf<T>(name: string, fields: readonly Field[], zero: () => Record<string, unknown>): StructType<T> {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  // Of several fields the first takes a key that differs from all of them.
  const byFolded = new Map(fields.toReversed().map((field) => [field.key.toLowerCase(), field]));
  const structName = shortName(name);
  const fieldOf = (key: string) => byKey.get(key) ?? byFolded.get(key.toLowerCase());
  const type: StructType<T> = {
    name,
    fields,
    below: (key) => (key === undefined ? undefined : ownType(fieldOf(key))),
    zero: () => zero() as T,
    decode(value, context) {
      const result = zero();
      if (context.onto !== undefined) Object.assign(result, context.onto);
      if (!(value instanceof Map)) {
        mismatch(value, type, context);
        return result as T;
      }
      // Of `Name` and `name`, which are one field, the last wins.
      for (const key of context.isJson ? value.keys() : [...value.keys()].sort()) {
        const field = fieldOf(key);
        if (field === undefined) reportUnknown(key, context);
        else decodeField(value.get(key), field, { result, structName, context });
      }
      return result as T;
    },
  };
  return type;
}

/** sigs.k8s.io/yaml looks for what should be text among a struct's own fields only. */
function ownType(field: Field | undefined): GoType<unknown> | undefined {
  return field?.within === undefined ? field?.type : undefined;
}

function decodeField(
  value: Value,
  { property, type, path, within }: Field,
  { result, structName, context }: { result: Record<string, unknown>; structName: string; context: Context },
): void {
  const target = within === undefined ? result : (result[within] as Record<string, unknown>);
  const { strict, plainNumbers, isJson, report } = context;
  target[property] = decodeAs(value, type, {
    ...{ onto: target[property], struct: structName, strict, plainNumbers, isJson, report },
    path: context.path === "" ? path : `${context.path}.${path}`,
    exact: context.exact || within !== undefined,
  });
}

function reportUnknown(key: string, { strict, report }: Context): void {
  if (!strict) return;
  report(new GoError(`error unmarshaling JSON: while decoding JSON: json: unknown field ${strconv.quote(key)}`));
}
