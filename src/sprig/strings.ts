/** Sprig v3.3.0's string functions (strings.go and their entries in functions.go). Cutting and counting is done in bytes. */
import { byteLength, byteSlice, func, GoError, isAscii, toBytes, type List, type Value } from "../go/index.ts";
import { sprint } from "../go/fmt/index.ts";
import { quote as goQuote } from "../go/strconv/index.ts";
import { latin1 } from "./binary.ts";
import { functionMap } from "./function-map.ts";
import { lower, swapCase, title, untitle, upper } from "./letter-case.ts";
import { checkTextLength } from "./limits.ts";
import { splitFunctions } from "./split.ts";
import { strval } from "./strval.ts";
import { trimAll, trimSpace } from "./trim.ts";
import { isSpace } from "./unicode.ts";
import { joinWords, pascalCase } from "./word-case.ts";
import { abbreviate, wrap } from "./wrap.ts";

const ANY = "interface {}";

export const stringFunctions = functionMap([
  func("hello", "", () => "Hello!"),
  func("trim", "string", trimSpace),
  func("trimAll", "string, string", trimAll),
  func("trimall", "string, string", trimAll),
  func("trimSuffix", "string, string", trimSuffix),
  func("trimPrefix", "string, string", trimPrefix),
  func("upper", "string", upper),
  func("lower", "string", lower),
  func("title", "string", title),
  func("untitle", "string", untitle),
  func("swapcase", "string", swapCase),
  func("snakecase", "string", (text: string) => joinWords(text, "_")),
  func("kebabcase", "string", (text: string) => joinWords(text, "-")),
  func("camelcase", "string", pascalCase),
  func("nospace", "string", nospace),
  func("initials", "string", initials),
  func("trunc", "int, string", trunc),
  func("substr", "int, int, string", substr),
  func("abbrev", "int, string", abbrev),
  func("abbrevboth", "int, int, string", abbrevboth),
  func("wrap", "int, string", (width: number, text: string) => wrap(text, { width, separator: "", breakWords: false })),
  func("wrapWith", "int, string, string", (width: number, separator: string, text: string) =>
    wrap(text, { width, separator, breakWords: true }),
  ),
  func("repeat", "int, string", repeat),
  func("contains", "string, string", (part: string, text: string) => text.includes(part)),
  func("hasPrefix", "string, string", (start: string, text: string) => text.startsWith(start)),
  func("hasSuffix", "string, string", (end: string, text: string) => text.endsWith(end)),
  func("quote", `...${ANY}`, (...values: List) => joinPresent(values, quote)),
  func("squote", `...${ANY}`, (...values: List) => joinPresent(values, (value) => `'${printed(value)}'`)),
  func("cat", `...${ANY}`, (...values: List) => joinPresent(values, printed)),
  func("indent", "int, string", indent),
  func("nindent", "int, string", (spaces: number, text: string) => `\n${indent(spaces, text)}`),
  func("replace", "string, string, string", replace),
  func("plural", "string, string, int", (one: string, many: string, count: number) => (count === 1 ? one : many)),
  func("toString", ANY, strval),
  ...splitFunctions,
]);

function trimSuffix(suffix: string, text: string): string {
  return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
}

function trimPrefix(prefix: string, text: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

function joinPresent(values: List, print: (value: Value) => string): string {
  const [only] = values;
  if (values.length === 1) return isNil(only) ? "" : print(only);
  return values
    .filter((value) => !isNil(value))
    .map(print)
    .join(" ");
}

function isNil(value: Value): boolean {
  return value === null || value === undefined;
}

function printed(value: Value): string {
  return typeof value === "string" ? value : sprint([value]);
}

const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;

function quote(value: Value): string {
  const text = strval(value);
  return NEEDS_NO_ESCAPE.test(text) ? `"${text}"` : goQuote(text);
}

function repeat(count: number, text: string): string {
  if (count < 0) throw new GoError("strings: negative Repeat count");
  checkTextLength(count * text.length);
  return text.repeat(count);
}

function indent(spaces: number, text: string): string {
  const pad = repeat(spaces, " ");
  if (!text.includes("\n")) return pad + text;
  const lines = text.split("\n");
  checkTextLength(lines.length * spaces + text.length);
  return pad + lines.join(`\n${pad}`);
}

function replace(old: string, replacement: string, text: string): string {
  if (old === replacement) return text;
  const parts = old === "" ? ["", ...text, ""] : text.split(old);
  checkTextLength(text.length + (parts.length - 1) * replacement.length);
  return parts.join(replacement);
}

function trunc(count: number, text: string): string {
  const length = byteLength(text);
  if (count < 0) return length + count > 0 ? byteSlice(text, length + count) : text;
  return length > count ? byteSlice(text, 0, count) : text;
}

function substr(start: number, end: number, text: string): string {
  const length = byteLength(text);
  if (start < 0) {
    if (end < 0) throw outOfRange(`:${end}`);
    if (end > length) throw outOfRange(`:${end}`, ` with length ${length}`);
    return byteSlice(text, 0, end);
  }
  const last = end < 0 || end > length ? length : end;
  if (start > last) throw outOfRange(`${start}:${last}`);
  return byteSlice(text, start, last);
}

/** Go's panic about `s[from:to]`. */
function outOfRange(bounds: string, ending = ""): GoError {
  return new GoError(`runtime error: slice bounds out of range [${bounds}]${ending}`);
}

function abbrev(width: number, text: string): string {
  return width < 4 ? text : abbreviate(text, { offset: 0, width });
}

function abbrevboth(offset: number, width: number, text: string): string {
  if (width < 4 || (offset > 0 && width < 7)) return text;
  return abbreviate(text, { offset, width });
}

/** goutils takes every byte for a character: what is not ASCII comes out as Latin-1. */
function nospace(text: string): string {
  if (isAscii(text)) return text.replace(/[\t-\r ]+/g, "");
  const chars = [...latin1(toBytes(text))];
  const kept = chars.filter((char) => !isSpace(char));
  return kept.length === chars.length ? text : kept.join("");
}

function initials(text: string): string {
  let afterGap = true;
  let out = "";
  for (const char of latin1(toBytes(text))) {
    const isGap = isSpace(char);
    if (afterGap && !isGap) out += char;
    afterGap = isGap;
  }
  return out;
}
