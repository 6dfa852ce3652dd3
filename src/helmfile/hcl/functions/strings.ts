/** Functions of texts (cty 1.19, function/stdlib/string.go). */
import { compareStrings, GoError } from "../../../go/index.ts";
import { trimSpace } from "../../../go/unicode/index.ts";
import { lower, title, upper } from "../../../sprig/index.ts";
import { characters } from "../syntax/range.ts";
import { listOf, NUMBER, STRING } from "../values/type.ts";
import {
  elementsOf,
  integer,
  isKnown,
  isNull,
  isWhollyKnown,
  list,
  string,
  textOf,
  unknown,
  type Value,
} from "../values/value.ts";
import { ArgumentError, type Function, type FunctionTable, intArgument, panic, parameter } from "./function.ts";

const TEXTS = listOf(STRING);

/** Of one text. */
function mapping(change: (text: string) => string): Function {
  return {
    params: [parameter("str", STRING)],
    returns: STRING,
    call: ([text]) => string(change(text === undefined ? "" : textOf(text))),
  };
}

/** The same, also for values of no known type. */
function lenient(change: (text: string) => string): Function {
  return { ...mapping(change), params: [parameter("str", STRING, "dynamic")] };
}

function ofTwo(second: string, change: (text: string, other: string) => string): Function {
  const params = [parameter("str", STRING), parameter(second, STRING)];
  return { params, returns: STRING, call: (args) => string(change(textAt(args, 0), textAt(args, 1))) };
}

function textAt(args: readonly Value[], i: number): string {
  const value = args[i];
  return value === undefined ? "" : textOf(value);
}

export const STRINGS: FunctionTable = {
  chomp: mapping((text) => text.replace(/(?:\r\n?|\n)*$/, "")),
  indent: { params: [parameter("spaces", NUMBER), parameter("str", STRING)], returns: STRING, call: indent },
  join: { params: [parameter("separator", STRING)], rest: parameter("lists", TEXTS), returns: STRING, call: join },
  lower: lenient(lower),
  sort: { params: [parameter("list", TEXTS, "unknown")], returns: TEXTS, call: ([texts]) => sort(texts) },
  split: {
    params: [parameter("separator", STRING), parameter("str", STRING)],
    returns: TEXTS,
    call: (args) => list(split(textAt(args, 1), textAt(args, 0)).map(string), STRING),
  },
  strlen: { params: [parameter("str", STRING, "unknown", "dynamic")], returns: NUMBER, call: ([text]) => length(text) },
  strrev: lenient((text) => [...characters(text)].reverse().join("")),
  substr: {
    params: [
      parameter("str", STRING, "dynamic"),
      parameter("offset", NUMBER, "dynamic"),
      parameter("length", NUMBER, "dynamic"),
    ],
    returns: STRING,
    call: substring,
  },
  title: mapping(title),
  trim: ofTwo("cutset", trim),
  trimprefix: ofTwo("prefix", (text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimspace: mapping(trimSpace),
  trimsuffix: ofTwo("suffix", (text, suffix) =>
    text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text,
  ),
  upper: lenient(upper),
};

function split(text: string, separator: string): readonly string[] {
  return separator === "" ? [...text] : text.split(separator);
}

function length(text: Value | undefined): Value {
  if (text === undefined || !isKnown(text)) return unknown(NUMBER);
  return integer(characters(textOf(text)).length);
}

/** Texts may not become longer than this. */
const INDENT_MAX = 2 ** 20;

function indent([spaces, text]: readonly Value[]): Value {
  if (spaces === undefined || text === undefined) return string("");
  const count = intArgument(spaces);
  if (count < 0n) throw panic("strings: negative Repeat count");
  if (count > INDENT_MAX) throw new GoError("too many spaces");
  return string(textOf(text).replaceAll("\n", `\n${" ".repeat(Number(count))}`));
}

function join([separator, ...lists]: readonly Value[]): Value {
  if (lists.length === 0) throw new GoError("at least one list is required");
  if (!lists.every(isWhollyKnown)) return unknown(STRING);
  const texts = lists.flatMap((one, i) => {
    const elements = elementsOf(one);
    const missing = elements.findIndex(isNull);
    if (missing < 0) return elements.map(textOf);
    const where = lists.length > 1 ? `element ${missing} of list ${i + 1}` : `element ${missing}`;
    throw new ArgumentError(i + 1, `${where} is null; cannot concatenate null values`);
  });
  return string(texts.join(separator === undefined ? "" : textOf(separator)));
}

function sort(texts: Value | undefined): Value {
  if (texts === undefined || !isWhollyKnown(texts)) return unknown(TEXTS);
  const elements = elementsOf(texts);
  const missing = elements.findIndex(isNull);
  if (missing >= 0) throw new GoError(`given list element ${missing} is null; a null string cannot be sorted`);
  return list(
    [...elements].sort((a, b) => compareStrings(textOf(a), textOf(b))),
    STRING,
  );
}

function trim(text: string, cutset: string): string {
  const set = new Set(cutset);
  const all = [...text];
  const isKept = (character: string): boolean => !set.has(character);
  const first = all.findIndex(isKept);
  return first < 0 ? "" : all.slice(first, all.findLastIndex(isKept) + 1).join("");
}

/** From an offset, counted from the end where it is negative, that many characters, all where that is negative. */
function substring([text, offset, count]: readonly Value[]): Value {
  if (text === undefined || offset === undefined || count === undefined) return string("");
  const all = characters(textOf(text));
  const [given, wanted] = [intArgument(offset), intArgument(count)];
  if (given >= 0n && wanted === 0n) return string("");
  const start = Math.max(0, Number(given < 0n ? given + BigInt(all.length) : given));
  // Without a character to stop at, upstream's count of nothing takes everything.
  const end = wanted <= 0n ? all.length : start + Number(wanted);
  return string(all.slice(start, end).join(""));
}
