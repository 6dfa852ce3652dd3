/** Functions on strings, counted in code points (cel-go 0.26 ext/strings.go version 2, apiserver pkg/cel/library/regex.go 0.36). */
import { ArrayList } from "../values/list.ts";
import { CelError, type Value } from "../values/value.ts";
import { int, list, text } from "./arguments.ts";
import { formatted } from "./format.ts";
import type { Implementation } from "./functions.ts";
import { pattern } from "./patterns.ts";

const points = (value: string): string[] => [...value];

function outOfRange(index: bigint): CelError {
  return new CelError(`index out of range: ${index}`);
}

function charAt(value: string, index: bigint): string {
  const all = points(value);
  if (index < 0n || index > BigInt(all.length)) throw outOfRange(index);
  return all[Number(index)] ?? "";
}

function indexOf(value: string, part: string, offset: bigint): bigint {
  if (part === "") return offset;
  if (offset < 0n) throw outOfRange(offset);
  const all = points(value);
  const from = offset >= BigInt(all.length) ? undefined : all.slice(0, Number(offset)).join("").length;
  if (from === undefined) return -1n;
  const found = value.indexOf(part, from);
  return found < 0 ? -1n : BigInt(points(value.slice(0, found)).length);
}

function lastIndexOf(value: string, part: string, offset?: bigint): bigint {
  const all = points(value);
  if (part === "") return offset ?? BigInt(all.length);
  if (offset === undefined && value.length < part.length) return -1n;
  const from = offset ?? BigInt(all.length - 1);
  if (from < 0n) throw outOfRange(from);
  if (from >= BigInt(all.length)) return -1n;
  const found = value.lastIndexOf(part, all.slice(0, Number(from)).join("").length);
  return found < 0 ? -1n : BigInt(points(value.slice(0, found)).length);
}

function substring(value: string, start: bigint, end?: bigint): string {
  const all = points(value);
  const length = BigInt(all.length);
  if (end !== undefined && start > end) throw new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  for (const one of [start, end ?? start]) if (one < 0n || one > length) throw outOfRange(one);
  return all.slice(Number(start), end === undefined ? undefined : Number(end)).join("");
}

/** As Go's `strings.Replace`: where nothing is replaced it is put between all characters. */
function replace(value: string, [old, fresh]: readonly [string, string], count: bigint): string {
  if (count === 0n || old === fresh) return value;
  const limit = count < 0n ? Infinity : Number(count);
  const pieces = old === "" ? points(value) : value.split(old);
  if (old === "")
    return pieces.map((one, i) => (i < limit ? fresh : "") + one).join("") + (pieces.length < limit ? fresh : "");
  const head = pieces.slice(0, limit === Infinity ? undefined : limit);
  if (pieces.length - 1 <= limit) return pieces.join(fresh);
  return head.join(fresh) + fresh + pieces.slice(limit).join(old);
}

function split(value: string, separator: string, count: bigint): string[] {
  if (count === 0n) return [];
  const pieces = separator === "" ? points(value) : value.split(separator);
  if (count < 0n || BigInt(pieces.length) <= count) return pieces;
  const kept = Number(count) - 1;
  return [...pieces.slice(0, kept), pieces.slice(kept).join(separator)];
}

const SPACE =
  /^[\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

function join(args: readonly Value[], separator: string): string {
  const parts: string[] = [];
  for (const one of list(args, 0)) {
    if (typeof one !== "string") throw new CelError(`join: invalid input: ${String(one)}`);
    parts.push(one);
  }
  return parts.join(separator);
}

const QUOTED: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  '"': '\\"',
};

function quoted(value: string): string {
  return `"${value.replaceAll(/[\x07\b\f\n\r\t\v\\"]/g, (one) => QUOTED[one] ?? one)}"`;
}

const strings = (all: readonly string[] | undefined): ArrayList => new ArrayList(all ?? []);
const matches: Implementation = (args) => pattern(text(args, 1)).test(text(args, 0));
const ascii = (value: string, change: (part: string) => string): string => value.replaceAll(/[A-Za-z]+/g, change);

export const STRINGS: Readonly<Record<string, Implementation>> = {
  contains_string: (args) => text(args, 0).includes(text(args, 1)),
  ends_with_string: (args) => text(args, 0).endsWith(text(args, 1)),
  starts_with_string: (args) => text(args, 0).startsWith(text(args, 1)),
  matches,
  matches_string: matches,
  size_string: (args) => BigInt(points(text(args, 0)).length),
  string_size: (args) => BigInt(points(text(args, 0)).length),
  string_char_at_int: (args) => charAt(text(args, 0), int(args, 1)),
  string_find_string: (args) => pattern(text(args, 1)).find(text(args, 0)),
  string_find_all_string: (args) => strings(pattern(text(args, 1)).findAll(text(args, 0), -1)),
  string_find_all_string_int: (args) => strings(pattern(text(args, 1)).findAll(text(args, 0), Number(int(args, 2)))),
  string_format: (args) => formatted(text(args, 0), list(args, 1)),
  string_index_of_string: (args) => indexOf(text(args, 0), text(args, 1), 0n),
  string_index_of_string_int: (args) => indexOf(text(args, 0), text(args, 1), int(args, 2)),
  string_last_index_of_string: (args) => lastIndexOf(text(args, 0), text(args, 1)),
  string_last_index_of_string_int: (args) => lastIndexOf(text(args, 0), text(args, 1), int(args, 2)),
  string_lower_ascii: (args) => ascii(text(args, 0), (part) => part.toLowerCase()),
  string_upper_ascii: (args) => ascii(text(args, 0), (part) => part.toUpperCase()),
  string_replace_string_string: (args) => replace(text(args, 0), [text(args, 1), text(args, 2)], -1n),
  string_replace_string_string_int: (args) => replace(text(args, 0), [text(args, 1), text(args, 2)], int(args, 3)),
  string_split_string: (args) => strings(split(text(args, 0), text(args, 1), -1n)),
  string_split_string_int: (args) => strings(split(text(args, 0), text(args, 1), int(args, 2))),
  string_substring_int: (args) => substring(text(args, 0), int(args, 1)),
  string_substring_int_int: (args) => substring(text(args, 0), int(args, 1), int(args, 2)),
  string_trim: (args) => text(args, 0).replaceAll(SPACE, ""),
  jsonpatch_escapeKey_string: (args) => text(args, 0).replaceAll("~", "~0").replaceAll("/", "~1"),
  list_join: (args) => join(args, ""),
  list_join_string: (args) => join(args, text(args, 1)),
  strings_quote: (args) => quoted(text(args, 0)),
};
