/**
 * The types of flags pflag knows (v1.0.10): how a word becomes a value, and how a default is told from a zero value in help.
 * Values are plain data: text, truth, numbers (durations as bigint nanoseconds), lists and maps of text.
 */
import { parseBool, parseFloat, parseInt, parseUint } from "../../go/strconv/index.ts";
import { parseDuration } from "../../go/time/index.ts";
import { readCsvRecord } from "../../go/csv/index.ts";

export type FlagValue = string | boolean | number | bigint | readonly string[] | ReadonlyMap<string, string>;

export interface FlagType {
  /** pflag's name of the type, which help shows as the name of the value unless the usage text names one in backquotes. */
  readonly name: string;
  /** The value before the flag is given; `text` is the default as help shows it. */
  initial(text: string): FlagValue;
  /** The value after the flag is given. Throws an error with Go's text. */
  parse(text: string, before: PreviousValue): FlagValue;
  /** The value after the flag is given with a text that is none; the one before where left out. */
  readonly failed?: FlagValue;
  /** The default of a flag that declares none. */
  readonly default: string;
  /** Defaults that help does not show. */
  readonly zero: readonly string[];
}

export interface PreviousValue {
  readonly value: FlagValue;
  /** Whether the flag was given before on this command line. */
  readonly changed: boolean;
}

const ANY_ZERO = ["false", "<nil>", "", "0"];

/** A type whose value is a text that only some words are allowed for. */
export function textType(name: string, parse: (text: string, before: PreviousValue) => string): FlagType {
  return { name, initial: (text) => text, parse, default: "", zero: ANY_ZERO };
}

const string: FlagType = { name: "string", initial: (text) => text, parse: (text) => text, default: "", zero: [""] };

const bool: FlagType = {
  name: "bool",
  initial: (text) => text === "true",
  parse: (text) => parseBool(text),
  failed: false,
  default: "false",
  zero: ["false", ""],
};

function integer(name: string, bits: 32 | 64): FlagType {
  return {
    name,
    initial: (text) => Number(text),
    parse: (text) => Number(parseInt(text, 0, bits)),
    failed: 0,
    default: "0",
    zero: ["0"],
  };
}

const uint: FlagType = {
  name: "uint",
  initial: (text) => Number(text),
  parse: (text) => Number(parseUint(text, 0, 64)),
  default: "0",
  zero: ["0"],
};

function float(name: string, bits: 32 | 64): FlagType {
  return {
    name,
    initial: (text) => Number(text),
    parse: (text) => parseFloat(text, bits),
    failed: 0,
    default: "0",
    zero: ["0"],
  };
}

const duration: FlagType = {
  name: "duration",
  initial: (text) => parseDuration(text),
  parse: (text) => parseDuration(text),
  default: "0s",
  zero: ["0", "0s"],
};

/** Each use of the flag adds one element, whatever it holds. */
export function arrayType(name: string): FlagType {
  return {
    name,
    initial: parseListDefault,
    parse: (text, before) => [...given(before), text],
    default: "[]",
    // pflag knows its own lists only: a program's own type shows even an empty one.
    zero: name === "stringArray" ? ["[]"] : ANY_ZERO,
  };
}

const stringSlice: FlagType = {
  name: "stringSlice",
  initial: parseListDefault,
  parse: (text, before) => [...given(before), ...(text === "" ? [] : readCsvRecord(text))],
  default: "[]",
  zero: ["[]"],
};

function given({ value, changed }: PreviousValue): readonly string[] {
  return changed ? (value as readonly string[]) : [];
}

function parseListDefault(text: string): readonly string[] {
  const inner = text.slice(1, -1);
  return inner === "" ? [] : readCsvRecord(inner);
}

const stringToString: FlagType = {
  name: "stringToString",
  initial: () => new Map<string, string>(),
  parse: (text, { value, changed }) => {
    const entries = pairsOf(text).map(splitPair);
    return new Map([...(changed ? (value as ReadonlyMap<string, string>) : []), ...entries]);
  },
  default: "[]",
  zero: ANY_ZERO,
};

/** With one `=` a comma is part of the value; with several, the text is a record of pairs. */
function pairsOf(text: string): string[] {
  const count = text.split("=").length - 1;
  if (count === 0) throw new Error(`${text} must be formatted as key=value`);
  return count === 1 ? [text.replace(/^"+|"+$/g, "")] : readCsvRecord(text);
}

function splitPair(pair: string): [string, string] {
  const equals = pair.indexOf("=");
  if (equals < 0) throw new Error(`${pair} must be formatted as key=value`);
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

const BUILT_IN = {
  string,
  bool,
  int: integer("int", 64),
  int32: integer("int32", 32),
  int64: integer("int64", 64),
  float32: float("float32", 32),
  float64: float("float64", 64),
  uint,
  duration,
  stringArray: arrayType("stringArray"),
  stringSlice,
  stringToString,
} satisfies Record<string, FlagType>;

export type FlagTypeName = keyof typeof BUILT_IN;

export function flagType(type: FlagTypeName | FlagType = "string"): FlagType {
  return typeof type === "string" ? BUILT_IN[type] : type;
}
