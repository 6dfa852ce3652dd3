/**
 * Typed reading of YAML, as sigs.k8s.io/yaml 1.6.0 decodes into a Go struct through encoding/json (go1.26): keys match
 * whatever their case, numbers and booleans become text where text is wanted, the first type error is the one reported.
 * Left out: json.Unmarshal's custom methods.
 */
import * as strconv from "../go/strconv/index.ts";
import { GoError, Int, type Value } from "../go/index.ts";

/** Describes a Go type; `T` is what it decodes to. */
export interface GoType<T> {
  /** As Go's errors print it: `[]string`. */
  readonly name: string;
  readonly zero: () => T;
  /** The value, never null. */
  readonly decode: (value: NonNullable<Value>, context: Context) => T;
}

/** Where decoding stands: the innermost struct, the keys on the way there, and the first error met. */
interface Context {
  /** What stood there before: what the document says nothing of stays as it is, in elements of lists, too. */
  readonly onto?: unknown;
  readonly struct: string;
  readonly path: string;
  /** A key that no field takes is an error. */
  readonly strict: boolean;
  /** The document was read without telling integers from floats: whole numbers are written out. */
  readonly plainNumbers: boolean;
  /** Nothing becomes text that is none. */
  readonly exact: boolean;
  /** Written as JSON: keys come in the document's order, in that made from YAML they are sorted. */
  readonly isJson: boolean;
  readonly report: (error: GoError) => void;
}

export type Decoded<Type> = Type extends GoType<infer T> ? T : never;

export interface DecodeOptions<T> {
  readonly onto?: T & object;
  readonly strict?: boolean;
  readonly plainNumbers?: boolean;
  /** The document was written as JSON, not as YAML. */
  readonly isJson?: boolean;
}

/** Decodes a whole document, over the fields of `onto` if given. Throws `GoError` with the text that Helm prints. */
export function decode<T>(value: Value, type: GoType<T>, options: DecodeOptions<T> = {}): T {
  const { decoded, error } = decodePartly(value, type, options);
  if (error !== undefined) throw error;
  return decoded;
}

/** The same, with what could be decoded beside the first error: what Go's struct then holds. */
export function decodePartly<T>(
  value: Value,
  type: GoType<T>,
  options: DecodeOptions<T> = {},
): { decoded: T; error: GoError | undefined } {
  const errors: GoError[] = [];
  const report = (error: GoError) => void errors.push(error);
  if (options.onto !== undefined && (value === null || value === undefined)) {
    return { decoded: options.onto, error: undefined };
  }
  const decoded = decodeAs(value, type, {
    onto: options.onto,
    struct: "",
    path: "",
    strict: options.strict === true,
    plainNumbers: options.plainNumbers === true,
    exact: options.isJson === true,
    isJson: options.isJson === true,
    report,
  });
  return { decoded, error: errors[0] };
}

function decodeAs<T>(value: Value, type: GoType<T>, context: Context): T {
  if (value !== null && value !== undefined) return type.decode(value, context);
  // Null makes lists, maps and pointers nil, and leaves anything else as it was.
  const zero = type.zero();
  return zero === undefined || zero === null || context.onto === undefined ? zero : (context.onto as T);
}

function mismatch(value: Value, type: GoType<unknown>, context: Context): void {
  const into =
    context.struct === "" && context.path === "" ? "Go value" : `Go struct field ${context.struct}.${context.path}`;
  const message = `json: cannot unmarshal ${jsonKind(value)} into ${into} of type ${type.name}`;
  context.report(new GoError(`error unmarshaling JSON: while decoding JSON: ${message}`));
}

function jsonKind(value: Value): string {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (Array.isArray(value)) return "array";
  return value instanceof Map ? "object" : "number";
}

export const text: GoType<string> = {
  name: "string",
  zero: () => "",
  decode(value, context) {
    const scalar = context.exact && typeof value !== "string" ? undefined : scalarText(value, context);
    if (scalar === undefined) mismatch(value, text, context);
    return scalar ?? "";
  },
};

/** The text of a scalar where Go wants a string, `undefined` for lists and maps. */
export function scalarText(
  value: Value,
  { plainNumbers }: { plainNumbers: boolean } = { plainNumbers: true },
): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (value instanceof Int) return value.value.toString();
  if (typeof value !== "number") return undefined;
  return plainNumbers && Number.isSafeInteger(value) ? String(value) : strconv.formatFloat(value, "g", -1, FLOAT_BITS);
}

/** sigs.k8s.io/yaml writes out floats as if they were of 32 bits (yaml.go, convertToJSONableObject). */
const FLOAT_BITS = 32;

export const bool: GoType<boolean> = {
  name: "bool",
  zero: () => false,
  decode(value, context) {
    if (typeof value === "boolean") return value;
    mismatch(value, bool, context);
    return false;
  },
};

/** `interface {}`: anything, as it is. */
export const any: GoType<Value> = { name: "interface {}", zero: () => null, decode: (value) => value };

/** A slice; nil becomes `undefined`. Go's type may have a name. */
export function list<T>(item: GoType<T>, name = `[]${item.name}`): GoType<T[] | undefined> {
  const type: GoType<T[] | undefined> = {
    name,
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
    zero: () => undefined,
    decode(value, context) {
      if (!(value instanceof Map)) {
        mismatch(value, type, context);
        return undefined;
      }
      // Go's errors name the fields of structs on the way, no keys of maps.
      const elements = { ...context, onto: undefined };
      const result = new Map(context.onto instanceof Map ? (context.onto as Map<string, T>) : undefined);
      for (const [key, entry] of value) result.set(key, decodeAs(entry, item, elements));
      return result;
    },
  };
  return type;
}

/** A pointer: null stays null. */
export function pointer<T>(to: GoType<T>): GoType<T | null> {
  return { name: `*${to.name}`, zero: () => null, decode: (value, context) => to.decode(value, context) };
}

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
  const type: StructType<T> = {
    name,
    fields,
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
        const field = byKey.get(key) ?? byFolded.get(key.toLowerCase());
        if (field === undefined) reportUnknown(key, context);
        else decodeField(value.get(key), field, { result, structName, context });
      }
      return result as T;
    },
  };
  return type;
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
    // sigs.k8s.io/yaml looks for what should be text among a struct's own fields only.
    exact: context.exact || within !== undefined,
  });
}

function reportUnknown(key: string, { strict, report }: Context): void {
  if (!strict) return;
  report(new GoError(`error unmarshaling JSON: while decoding JSON: json: unknown field ${strconv.quote(key)}`));
}
