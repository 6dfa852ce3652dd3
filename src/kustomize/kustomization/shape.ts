/** Descriptions of Go structs, for decoding JSON as encoding/json does (Go 1.26): folded field names, and its error texts. */
import { quote } from "../../go/strconv/index.ts";
import { Int, isMap, listItems, type Value } from "../../go/index.ts";
import { sprint } from "../../go/fmt/index.ts";
import type { Target } from "../../yaml/index.ts";
import { KustomizeError } from "../error.ts";

export type Shape = ScalarShape | ListShape | MapShape | StructShape;
/** `text`: a type of its own, which is a text. */
export type ScalarShape = "string" | "bool" | "int" | "int64" | "any" | { readonly text: string };
interface ListShape {
  readonly list: Shape;
  /** Of pointers, for messages. */
  readonly pointers?: boolean;
  /** The Go type, where it is one of its own. */
  readonly type?: string;
}
interface MapShape {
  readonly map: Shape;
}
export interface StructShape {
  /** The Go type, for messages: `Kustomization`. */
  readonly name: string;
  /** With its package, where that is not `types`. */
  readonly type?: string;
  readonly fields: Readonly<Record<string, Shape>>;
  /** By field: the structs that Go embeds in this one and that the field stands in, for messages: `ResId.Gvk`. */
  readonly embedded?: Readonly<Record<string, string>>;
  /** Fields that are written even when they are empty: those without `omitempty`, and structs that are not pointers. */
  readonly always?: readonly string[];
}

export function isScalarShape(shape: Shape): shape is ScalarShape {
  return typeof shape === "string" || "text" in shape;
}

export const strings: Shape = { list: "string" };
export const stringMap: Shape = { map: "string" };

/** That fields stand in an embedded struct. */
export function within(struct: string, fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, struct]));
}

interface Context {
  /** What went wrong first; decoding goes on after it, as in Go. */
  error: string | undefined;
  readonly strict: boolean;
  lenient: boolean;
  readonly path: string[];
  struct: string;
}

export interface DecodeOptions {
  /** Unknown fields are errors. */
  readonly strict?: boolean;
  /**
   * Numbers and booleans become texts where a text is wanted, as sigs.k8s.io/yaml does when it decodes into a struct. It does not see
   * into embedded structs, so what stands in one stays a number.
   */
  readonly lenient?: boolean;
}

/** An object with the struct's fields; fields that are missing or null are absent. Throws the first error there is. */
export function decodeStruct(value: Value, shape: StructShape, options: DecodeOptions = {}): Record<string, unknown> {
  return (decodeAs(value, shape, options) ?? {}) as Record<string, unknown>;
}

/** A list of structs. */
export function decodeList(value: Value, shape: StructShape, options: DecodeOptions = {}): Record<string, unknown>[] {
  return (decodeAs(value, { list: shape }, options) ?? []) as Record<string, unknown>[];
}

/** Where a shape wants text, as far as lenient reading sees it. */
export function targetOf(shape: Shape): Target {
  if (isScalarShape(shape)) return { isText: shape === "string" || typeof shape === "object" };
  if ("list" in shape) return { below: (key) => (key === undefined ? targetOf(shape.list) : undefined) };
  return { below: (key) => (key === undefined ? undefined : targetOf(memberOf(shape, key))) };
}

function memberOf(shape: MapShape | StructShape, key: string): Shape {
  if ("map" in shape) return shape.map;
  const name = fieldNamed(shape, key);
  return name === undefined || shape.embedded?.[name] !== undefined ? "any" : (shape.fields[name] ?? "any");
}

function decodeAs(value: Value, shape: Shape, options: DecodeOptions): unknown {
  const context: Context = {
    error: undefined,
    strict: options.strict === true,
    lenient: options.lenient === true,
    path: [],
    struct: "",
  };
  const result = decode(value, shape, context);
  if (context.error !== undefined) throw new KustomizeError(context.error);
  return result;
}

function decode(value: Value, shape: Shape, context: Context): unknown {
  if (value === null || value === undefined) return undefined;
  if (isScalarShape(shape)) return decodeScalar(value, shape, context);
  if ("list" in shape) return decodeItems(value, shape, context);
  if ("map" in shape) return decodeMap(value, shape, context);
  return decodeFields(value, shape, context);
}

function decodeScalar(value: Value, shape: ScalarShape, context: Context): unknown {
  if (shape === "any") return value;
  if ((shape === "string" || typeof shape === "object") && isText(value, context)) return textOf(value);
  if (shape === "bool" && typeof value === "boolean") return value;
  if (shape === "int" || shape === "int64") {
    if (typeof value === "number" || value instanceof Int) return decodeInt(value, shape, context);
  }
  return mismatch(value, shape, context);
}

type Plain = string | number | boolean | Int;

function isText(value: Value, { lenient }: Context): value is Plain {
  if (typeof value === "string") return true;
  return lenient && (typeof value === "number" || typeof value === "boolean" || value instanceof Int);
}

function textOf(value: Plain): string {
  return typeof value === "string" ? value : sprint([value]);
}

function decodeInt(value: number | Int, shape: "int" | "int64", context: Context): unknown {
  const number = typeof value === "number" ? value : value.toNumber();
  return Number.isInteger(number) ? number : mismatch(value, shape, context, ` ${number}`);
}

function decodeItems(value: Value, shape: ListShape, context: Context): unknown {
  const items = listItems(value);
  if (items === undefined) return mismatch(value, shape, context);
  return items.map((item) => decode(item, shape.list, context) ?? zeroOf(shape.list));
}

function decodeMap(value: Value, shape: MapShape, context: Context): unknown {
  if (!isMap(value)) return mismatch(value, shape, context);
  const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([key, item]) => [key, decode(item, shape.map, context) ?? zeroOf(shape.map)]));
}

function decodeFields(value: Value, shape: StructShape, context: Context): unknown {
  if (!isMap(value)) return mismatch(value, shape, context);
  const result: Record<string, unknown> = {};
  const { struct: outer, lenient } = context;
  for (const key of [...value.keys()].sort()) {
    const name = fieldNamed(shape, key);
    if (name === undefined) {
      if (context.strict) context.error ??= `json: unknown field ${quote(key)}`;
      continue;
    }
    const struct = shape.embedded?.[name];
    context.path.push(struct === undefined ? name : `${struct}.${name}`);
    context.struct = shape.name;
    context.lenient = lenient && struct === undefined;
    const decoded = decode(value.get(key), shape.fields[name] ?? "any", context);
    if (decoded !== undefined) result[name] = decoded;
    context.path.pop();
  }
  Object.assign(context, { struct: outer, lenient });
  return result;
}

function fieldNamed(shape: StructShape, key: string): string | undefined {
  if (Object.hasOwn(shape.fields, key)) return key;
  const folded = key.toLowerCase();
  return Object.keys(shape.fields).find((name) => name.toLowerCase() === folded);
}

function zeroOf(shape: Shape): unknown {
  if (typeof shape !== "string") return "name" in shape ? {} : "text" in shape ? "" : undefined;
  return { string: "", bool: false, int: 0, int64: 0, any: null }[shape];
}

function mismatch(value: Value, shape: Shape, context: Context, detail = ""): undefined {
  const field = context.path.length === 0 ? "Go value" : `Go struct field ${context.struct}.${context.path.join(".")}`;
  context.error ??= `json: cannot unmarshal ${jsonKind(value)}${detail} into ${field} of type ${goType(shape)}`;
  return undefined;
}

function jsonKind(value: Value): string {
  if (isMap(value)) return "object";
  if (listItems(value) !== undefined) return "array";
  if (typeof value === "boolean") return "bool";
  return typeof value === "string" ? "string" : "number";
}

/** As messages name it. */
export function goType(shape: Shape): string {
  if (shape === "any") return "interface {}";
  if (typeof shape === "string") return shape;
  if ("text" in shape) return shape.text;
  if ("list" in shape) return shape.type ?? `[]${shape.pointers === true ? "*" : ""}${goType(shape.list)}`;
  if ("map" in shape) return `map[string]${goType(shape.map)}`;
  return shape.type ?? `types.${shape.name}`;
}
