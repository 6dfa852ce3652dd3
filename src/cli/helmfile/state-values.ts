/** The texts of `--state-values-set` and `--state-values-set-string` (Helmfile 1.8.0, pkg/config/config.go and pkg/maputil). */
import { int64, type GoMap, type List, type Value } from "../../go/index.ts";
import { parseInt, quote } from "../../go/strconv/index.ts";
import { panicError } from "./command-errors.ts";

/** Each text holds pairs split at commas only. Words for truth, null and whole numbers are such values. */
export function stateValues(texts: readonly string[]): GoMap {
  const values: GoMap = new Map();
  for (const pair of texts.flatMap((text) => text.split(","))) {
    const equals = pair.indexOf("=");
    if (equals < 0) throw panicError(`--state-values-set: ${quote(pair)} must be formatted as key=value`);
    setAt(values, keyParts(pair.slice(0, equals)), typed(pair.slice(equals + 1)));
  }
  return values;
}

const STRING_PAIR = /(?:,|^)([^\t\n\f\r =]+)=(['"][^'"]*['"]|[^,]+)/g;

/** The values stay text, quotes around them included, and what is no pair is passed over. */
export function stateStrings(texts: readonly string[]): GoMap {
  const values: GoMap = new Map();
  for (const text of texts) {
    for (const [, key = "", value = ""] of text.matchAll(STRING_PAIR)) setAt(values, keyParts(key), value);
  }
  return values;
}

/** Parts between dots that no backslash stands before. */
function keyParts(key: string): string[] {
  const parts: string[] = [];
  let part = "";
  let escaped = false;
  for (const letter of key) {
    if (letter === "\\" && !escaped) {
      escaped = true;
      continue;
    }
    if (letter === "." && !escaped) {
      parts.push(part);
      part = "";
    } else part += letter;
    escaped = false;
  }
  return part === "" ? parts : [...parts, part];
}

function typed(text: string): Value {
  if (/^true$/iu.test(text)) return true;
  if (/^false$/iu.test(text)) return false;
  if (/^null$/iu.test(text)) return null;
  if (text === "0") return int64(0);
  if (text === "" || text.startsWith("0")) return text;
  try {
    return int64(parseInt(text, 10, 64));
  } catch {
    return text;
  }
}

function setAt(values: GoMap, parts: readonly string[], value: Value): void {
  const last = parts.at(-1);
  if (last === undefined) throw panicError("state values: a value has no key");
  let inside = values;
  for (const part of parts.slice(0, -1)) inside = mapAt(inside, placeOf(part));
  const { key, index } = placeOf(last);
  if (index === undefined) inside.set(key, value);
  else inside.set(key, listAt(inside, { key, index }).with(index, value));
}

interface Place {
  readonly key: string;
  readonly index: number | undefined;
}

const LIST_LENGTH_MAX = 65536;

/** `name[3]`; brackets that hold no number are read as spaces and stay so. */
function placeOf(part: string): Place {
  const spaced = part.replace(/[[\]]/g, " ");
  const [, key, digits] = /^\s*(\S+)\s+([+-]?\d+)/.exec(spaced) ?? [];
  if (key === undefined || digits === undefined) return { key: spaced, index: undefined };
  const index = Number(digits);
  if (index >= LIST_LENGTH_MAX || index < 0) throw panicError(`state values: index ${digits} is out of range`);
  return { key, index };
}

function mapAt(values: GoMap, place: Place): GoMap {
  const { key, index } = place;
  if (index === undefined) {
    if (!values.has(key)) values.set(key, new Map());
    return mapOrRefused(values.get(key), key);
  }
  const isShort = lengthAt(values, key) <= index;
  const list = listAt(values, { key, index });
  list[index] ??= new Map();
  // A list that had to grow for a map inside of it is not put back: what is set there is lost, as in Helmfile.
  if (!isShort || !values.has(key)) values.set(key, list);
  return mapOrRefused(list[index], nameOf(place));
}

function mapOrRefused(value: Value, name: string): GoMap {
  if (value instanceof Map) return value;
  throw panicError(`state values: ${name} is no map`);
}

function nameOf({ key, index }: Place): string {
  return index === undefined ? key : `${key}[${index}]`;
}

function lengthAt(values: GoMap, key: string): number {
  const list = values.get(key);
  return Array.isArray(list) ? list.length : 0;
}

/** The list at a key, long enough for the index: a new one where it was not. */
function listAt(values: GoMap, { key, index }: { readonly key: string; readonly index: number }): List {
  const there = values.has(key) ? values.get(key) : [];
  if (!Array.isArray(there)) throw panicError(`state values: ${key} is no list`);
  return there.length > index ? there : [...there, ...Array<Value>(index + 1 - there.length).fill(null)];
}
