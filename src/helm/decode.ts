/**
 * Typed reading of YAML, as sigs.k8s.io/yaml 1.6.0 decodes into a Go struct through encoding/json (go1.26): keys match
 * whatever their case, numbers and booleans become text where text is wanted, the first type error is the one reported.
 * Left out: json.Unmarshal's custom methods, and structs that are embedded.
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
  readonly report: (error: GoError) => void;
}

export type Decoded<Type> = Type extends GoType<infer T> ? T : never;

/** Decodes a whole document, over the fields of `onto` if given. Throws `GoError` with the text that Helm prints. */
export function decode<T>(
  value: Value,
  type: GoType<T>,
  options: { onto?: T & object; strict?: boolean; plainNumbers?: boolean } = {},
): T {
  const errors: GoError[] = [];
  const report = (error: GoError) => void errors.push(error);
  if (options.onto !== undefined && (value === null || value === undefined)) return options.onto;
  const decoded = decodeAs(value, type, {
    onto: options.onto,
    struct: "",
    path: "",
    strict: options.strict === true,
    plainNumbers: options.plainNumbers === true,
    report,
  });
  const [first] = errors;
  if (first !== undefined) throw first;
  return decoded;
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
    const scalar = scalarText(value, context);
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
  return plainNumbers && Number.isSafeInteger(value) ? String(value) : strconv.formatFloat(value, "g", -1, 64);
}

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

/** A slice; nil becomes `undefined`. */
export function list<T>(item: GoType<T>): GoType<T[] | undefined> {
  const type: GoType<T[] | undefined> = {
    name: `[]${item.name}`,
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

/** `map[string]T`; nil becomes `undefined`. */
export function mapOf<T>(item: GoType<T>): GoType<Map<string, T> | undefined> {
  const type: GoType<Map<string, T> | undefined> = {
    name: `map[string]${item.name}`,
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

/**
 * A struct named `pkg.Name`, or written out (`struct {…}`) when Go has no name for it; a field whose key differs from its name
 * here is given as `[key, type]`.
 */
export function struct<const F extends Fields>(
  name: string,
  fields: F,
): GoType<{ -readonly [K in keyof F]: FieldValue<F[K]> }> {
  type Result = { -readonly [K in keyof F]: FieldValue<F[K]> };
  const table = Object.entries(fields).map(([property, field]) =>
    "decode" in field ? { property, key: property, type: field } : { property, key: field[0], type: field[1] },
  );
  const byKey = new Map(table.map((field) => [field.key, field]));
  // Of several fields the first takes a key that differs from all of them.
  const byFolded = new Map(table.toReversed().map((field) => [field.key.toLowerCase(), field]));
  const structName = name.startsWith("struct ") ? "" : name.slice(name.indexOf(".") + 1);
  const zero = () => {
    const result: Record<string, unknown> = {};
    for (const field of table) result[field.property] = field.type.zero();
    return result as Result;
  };
  const type: GoType<Result> = {
    name,
    zero,
    decode(value, context) {
      const result: Record<string, unknown> = zero();
      if (context.onto !== undefined) Object.assign(result, context.onto);
      if (!(value instanceof Map)) {
        mismatch(value, type, context);
        return result as Result;
      }
      const { path, strict, plainNumbers, report } = context;
      for (const key of sortedKeys(value)) {
        const field = byKey.get(key) ?? byFolded.get(key.toLowerCase());
        if (field === undefined) {
          reportUnknown(key, context);
          continue;
        }
        const inner = path === "" ? field.key : `${path}.${field.key}`;
        const onto = result[field.property];
        const fieldContext = { onto, struct: structName, path: inner, strict, plainNumbers, report };
        result[field.property] = decodeAs(value.get(key), field.type, fieldContext);
      }
      return result as Result;
    },
  };
  return type;
}

function reportUnknown(key: string, { strict, report }: Context): void {
  if (!strict) return;
  report(new GoError(`error unmarshaling JSON: while decoding JSON: json: unknown field ${strconv.quote(key)}`));
}

/** JSON made from YAML has sorted keys: of `Name` and `name`, which are one field, the last wins. */
function sortedKeys(map: ReadonlyMap<string, Value>): string[] {
  return [...map.keys()].sort();
}
