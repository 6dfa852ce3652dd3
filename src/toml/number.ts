/** The values of numbers, which the scanner only delimits (BurntSushi/toml v1.6.0 parse.go). */
import { int64, type Value } from "../go/index.ts";
import { NumError, parseFloat, parseInt, quote } from "../go/strconv/index.ts";

/** Says what is wrong with a number. */
export class NumberProblem extends Error {}

export function integerValue(text: string): Value {
  if (!underscoresAreFine(text)) throw new NumberProblem(underscoreProblem("integer", text));
  if (hasLeadingZero(text)) throw new NumberProblem(`Invalid integer ${quote(text)}: cannot have leading zeroes`);
  return int64(inRange(text, "int64", () => parseInt(text.replaceAll("_", ""), 0, 64)));
}

export function floatValue(text: string): number {
  const parts = text.split(/[.eE]/).filter((part) => part !== "");
  if (!parts.every(underscoresAreFine)) throw new NumberProblem(underscoreProblem("float", text));
  if (hasLeadingZero(parts[0] ?? "")) {
    throw new NumberProblem(`Invalid float ${quote(text)}: cannot have leading zeroes`);
  }
  if (/\.(?!\d)/.test(text)) {
    throw new NumberProblem(`Invalid float ${quote(text)}: '.' must be followed by one or more digits`);
  }
  if (text === "+nan" || text === "-nan") return Number.NaN;
  return inRange(text, "float64", () => parseFloat(text.replaceAll("_", "")));
}

function underscoreProblem(kind: string, text: string): string {
  return `Invalid ${kind} ${quote(text)}: underscores must be surrounded by digits`;
}

function inRange<Result>(text: string, size: "int64" | "float64", parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof NumError)) throw error;
    const isRange = error.reason === "range";
    throw new NumberProblem(isRange ? `${text} is out of range for ${size}` : `Invalid float value: ${quote(text)}`);
  }
}

const SPECIAL = /^[+-]?(?:nan|inf)$/;

/** Every underscore stands between digits, of any base, and the last character is one. */
function underscoresAreFine(text: string): boolean {
  if (SPECIAL.test(text)) return true;
  return /[0-9a-fA-F]$/.test(text) && !/(?:^|[^0-9a-fA-F])_/.test(text);
}

function hasLeadingZero(text: string): boolean {
  return /^0[^box]/.test(text) || /^[+-]0./.test(text);
}
