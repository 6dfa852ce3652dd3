/** `format` and `formatlist` (cty 1.19, function/stdlib/format.go, format_fsm.rl). */
import { GoError, within } from "../../../go/index.ts";
import { marshal } from "../../../go/json/index.ts";
import { quote, quoteRune } from "../../../go/strconv/index.ts";
import { characters } from "../syntax/range.ts";
import { convert } from "../values/convert.ts";
import { jsonText } from "../values/json.ts";
import { generalText } from "../values/number-text.ts";
import { BOOL, DYNAMIC, isSequence, listOf, NUMBER, STRING, type Type } from "../values/type.ts";
import {
  elementsOf,
  isKnown,
  isNull,
  isWhollyKnown,
  list,
  numberOf,
  string,
  textOf,
  unknown,
  type Value,
} from "../values/value.ts";
import { formatFloat, formatInteger } from "./format-number.ts";
import { ArgumentError, type FunctionTable, parameter } from "./function.ts";

const PARAMS = [parameter("format", STRING)];
const REST = parameter("args", DYNAMIC, "null", "unknown", "dynamic");
const TEXTS = listOf(STRING);

export const FORMAT: FunctionTable = {
  format: { params: PARAMS, rest: REST, returns: STRING, call: formatOne },
  formatlist: { params: PARAMS, rest: REST, returns: TEXTS, call: formatEach },
};

function formatOne([format, ...args]: readonly Value[]): Value {
  if (format === undefined || !args.every(isWhollyKnown)) return unknown(STRING);
  return string(formatted(textOf(format), args));
}

/** Sequences are gone through together, anything else is the same each time. */
function formatEach([format, ...args]: readonly Value[]): Value {
  if (format === undefined || !args.every(isKnown)) return unknown(TEXTS);
  if (args.length === 0) return list([string(formatted(textOf(format), []))], STRING);
  const count = commonLength(args);
  const rows = Array.from({ length: count }, (_, row) =>
    args.map((arg) => (isIterated(arg) ? (elementsOf(arg)[row] ?? arg) : arg)),
  );
  return list(
    rows.map((row, i) => (row.every(isWhollyKnown) ? string(rowText(textOf(format), row, i)) : unknown(STRING))),
    STRING,
  );
}

function isIterated(arg: Value): boolean {
  return isSequence(arg.type) && !isNull(arg);
}

function commonLength(args: readonly Value[]): number {
  const chooser = args.findIndex(isIterated);
  const first = args[chooser];
  if (first === undefined) return 1;
  const wanted = elementsOf(first).length;
  for (const [i, arg] of args.entries()) {
    const { length } = elementsOf(arg);
    if (isIterated(arg) && length !== wanted)
      throw new ArgumentError(
        i + 1,
        `argument ${i + 1} has length ${length}, which is inconsistent with argument ${chooser + 1} of length ${wanted}`,
      );
  }
  return wanted;
}

function rowText(format: string, row: readonly Value[], index: number): string {
  return within(`error on format iteration ${index}`, () => formatted(format, row));
}

interface Verb {
  /** As it is written, without the number of its argument. */
  readonly raw: string;
  readonly whole: string;
  readonly offset: number;
  readonly argument: number;
  readonly mode: string;
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

const VERB = /%([0#\-+ ]*)([1-9]\d*)?(\.\d*)?(?:\[([1-9]\d*)\])?([a-zA-Z])/y;

/** Throws `GoError`, an `ArgumentError` for one argument too many. */
function formatted(format: string, args: readonly Value[]): string {
  let text = "";
  let next = 1;
  let highest = 0;
  for (let at = 0; at < format.length;) {
    const percent = format.indexOf("%", at);
    text += format.slice(at, percent < 0 ? undefined : percent);
    if (percent < 0) break;
    if (format.startsWith("%%", percent)) {
      text += "%";
      at = percent + 2;
      continue;
    }
    const verb = verbAt(format, percent, next);
    highest = Math.max(highest, verb.argument);
    text += verbText(verb, args);
    next = verb.argument + 1;
    at = percent + verb.whole.length;
  }
  if (highest >= args.length) return text;
  const used = highest === 0 ? "no verbs in format string" : `only ${highest} used by format string`;
  throw new ArgumentError(highest + 1, `too many arguments; ${used}`);
}

function verbAt(format: string, at: number, next: number): Verb {
  VERB.lastIndex = at;
  const found = VERB.exec(format);
  if (found === null) throw brokenVerb(format, at);
  const [whole, flags = "", width, precision, index, mode = ""] = found;
  return {
    raw: whole.replace(/\[\d+\]/, ""),
    whole,
    offset: at,
    argument: index === undefined ? next : Number(index),
    mode,
    flags,
    width: width === undefined ? undefined : Number(width),
    precision: precision === undefined ? undefined : Number(precision.slice(1)),
  };
}

/** As far as something could still have become a verb. */
const BEGUN = /%[0#\-+ ]*(?:[1-9]\d*)?(?:\.\d*)?(?:\[(?:[1-9]\d*)?\]?)?/y;

function brokenVerb(format: string, at: number): GoError {
  BEGUN.lastIndex = at;
  const begun = BEGUN.exec(format)?.[0] ?? "";
  const end = at + (begun.endsWith("[]") ? begun.length - 1 : begun.length);
  if (end >= format.length) return new GoError(`invalid format string starting at offset ${format.length}`);
  return new GoError(`unrecognized format character ${quoteRune(format.codePointAt(end) ?? 0)} at offset ${end}`);
}

function verbText(verb: Verb, args: readonly Value[]): string {
  const arg = args[verb.argument - 1];
  if (arg === undefined)
    throw new GoError(
      `not enough arguments for ${quote(verb.whole)} at ${verb.offset}: need index ${verb.argument} but have ${args.length} total`,
    );
  if (verb.mode !== "v" && isNull(arg)) throw unsupported(verb, "null value cannot be formatted");
  if (verb.mode === "v") return padded(verb, asIs(verb, arg));
  if (verb.mode === "t") return String(asType(verb, arg, BOOL).data === true);
  if (verb.mode === "s" || verb.mode === "q") return padded(verb, asText(verb, arg));
  if ("bdoxX".includes(verb.mode)) return asInteger(verb, arg);
  if ("eEfgG".includes(verb.mode)) return formatFloat(numberOf(asType(verb, arg, NUMBER)), verb);
  throw new GoError(
    `unsupported format verb ${quoteRune(verb.mode.codePointAt(0) ?? 0)} in ${quote(verb.whole)} at offset ${verb.offset}`,
  );
}

function unsupported({ whole, offset }: Verb, reason: string): GoError {
  return new GoError(`unsupported value for ${quote(whole)} at ${offset}: ${reason}`);
}

function explaining<Result>(verb: Verb, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (error instanceof GoError) throw unsupported(verb, error.message);
    throw error;
  }
}

function asType(verb: Verb, arg: Value, type: Type): Value {
  return explaining(verb, () => convert(arg, type));
}

function asIs(verb: Verb, arg: Value): string {
  if (!verb.flags.includes("#") && !isNull(arg)) {
    if (arg.type.kind === "string") return textOf(arg);
    if (arg.type.kind === "number") return generalText(numberOf(arg));
  }
  return explaining(verb, () => jsonText(arg));
}

function asInteger(verb: Verb, arg: Value): string {
  const value = numberOf(asType(verb, arg, NUMBER));
  if (!value.isInteger) throw unsupported(verb, "an integer is required");
  return formatInteger(value.truncated(), verb);
}

function asText(verb: Verb, arg: Value): string {
  const text = textOf(asType(verb, arg, STRING));
  const { precision = 0 } = verb;
  const cut = precision > 0 ? characters(text).slice(0, precision).join("") : text;
  return verb.mode === "q" ? marshal(cut) : cut;
}

function padded({ width = 0, flags }: Verb, text: string): string {
  const missing = Math.max(0, width - characters(text).length);
  const padding = (flags.includes("0") ? "0" : " ").repeat(missing);
  return flags.includes("-") ? text + padding : padding + text;
}
