/** JSON as the validator sees it: schemas keep the text of numbers that a float64 would not give back. */
import { GoError, Int, isMap, typeOf, type Value } from "../go/index.ts";
import { unmarshal } from "../go/json/index.ts";

/** A number by its text, where the text says more than the float64: `1.0`, `1e400`, more than 2^53. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** A value of a Go type that is not JSON; every schema but `true` refuses it. */
export class Alien {
  constructor(readonly type: string) {}
}

export type Json = null | boolean | number | string | JsonNumber | Alien | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

/** `undefined` for what is no JSON: NaN, infinities, other Go types. */
export function jsonType(value: Json): JsonType | undefined {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return Number.isFinite(value) ? "number" : undefined;
    case "boolean":
      return "boolean";
    default:
      return objectType(value);
  }
}

function objectType(value: null | JsonNumber | Alien | Json[] | JsonObject): JsonType | undefined {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof JsonNumber) return "number";
  return value instanceof Alien ? undefined : "object";
}

export function isObject(value: Json | undefined): value is JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !(value instanceof JsonNumber) && !(value instanceof Alien);
}

/** What stands under a key, without what objects inherit. */
export function get(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Names in the order in which errors are told: Go's order is random, ours is by name. */
export function sortedKeys(object: JsonObject): string[] {
  return Object.keys(object).toSorted();
}

/** Chart values as JSON. */
export function fromValue(value: Value): Json {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(fromValue);
  if (isMap(value)) return fromMap(value);
  if (value instanceof Int) return fromInt(value);
  return new Alien(typeOf(value));
}

function fromMap(map: ReadonlyMap<string, Value>): JsonObject {
  const object: JsonObject = Object.create(null) as JsonObject;
  for (const [key, value] of map) object[key] = fromValue(value);
  return object;
}

function fromInt(value: Int): Json {
  if (value.type !== value.kind || value.kind === "uintptr") return new Alien(value.type);
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : new JsonNumber(value.value.toString());
}

/** Numbers whose text a float64 may not give back: where a value begins, not inside texts such as `draft-07`. */
const UNUSUAL_NUMBER = /(?:^|[[:,])\s*-?(?:(?<=-)0|[\d.]{17}|\d{16}|\d+(?:\.\d+)?[eE]|\d+\.\d*0(?!\d))/;

/** Parses a schema. Throws GoError with the text of Go's decoder. */
export function parseJson(text: string): Json {
  try {
    return UNUSUAL_NUMBER.test(text) ? parseWithTexts(text) : (JSON.parse(text) as Json);
  } catch (error) {
    throw error instanceof SyntaxError ? decoderError(text) : error;
  }
}

/** Go's decoder of streams words some errors differently from its Unmarshal. */
function decoderError(text: string): Error {
  try {
    unmarshal(text);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    if (error.message.endsWith("after top-level value")) return new GoError("invalid character after top-level value");
    // Unmarshal says of a word or number that is cut short that a space follows it.
    const isCut = error.message.startsWith("invalid character ' ' in ") && !/\s/.test(text.slice(-1));
    if (error.message !== "unexpected end of JSON input" && !isCut) return error;
    return new GoError(text.trim() === "" ? "EOF" : "unexpected EOF");
  }
  return new GoError("invalid character after top-level value");
}

interface ReviverContext {
  readonly source?: string;
}

function parseWithTexts(text: string): Json {
  const revive = (_key: string, value: unknown, context?: ReviverContext): unknown => {
    if (typeof value !== "number") return value;
    const source = context?.source;
    return source === undefined || source === String(value) ? value : new JsonNumber(source);
  };
  return JSON.parse(text, revive as (key: string, value: unknown) => unknown) as Json;
}
