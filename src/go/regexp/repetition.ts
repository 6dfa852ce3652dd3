/** How often something is repeated: `*`, `+`, `?`, `{2,3}`. */
import { syntaxError } from "./node.ts";
import type { Source } from "./source.ts";

export interface Repetition {
  readonly min: number;
  /** `Infinity` where there is no upper bound. */
  readonly max: number;
  /** Written in braces: Go limits how often those multiply. */
  readonly isCounted: boolean;
}

const COUNT_MAX = 1000;
const BRACES = /^\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/;

const OPERATORS: Readonly<Record<string, Repetition>> = {
  "*": { min: 0, max: Infinity, isCounted: false },
  "+": { min: 1, max: Infinity, isCounted: false },
  "?": { min: 0, max: 1, isCounted: false },
};

/** `undefined` where no repetition stands; a brace that begins none is a literal. Throws when it is too much. */
export function readRepetition(source: Source): Repetition | undefined {
  const operator = OPERATORS[source.peek()];
  if (operator === undefined) return source.peek() === "{" ? readBraces(source) : undefined;
  source.at++;
  return operator;
}

function readBraces(source: Source): Repetition | undefined {
  const match = BRACES.exec(source.rest);
  if (match === null) return undefined;
  const [text, low = "", comma, high = ""] = match;
  source.at += text.length;
  const min = Number(low);
  const max = comma === undefined ? min : high === "" ? Infinity : Number(high);
  const isTooMuch = min > COUNT_MAX || (max > COUNT_MAX && max !== Infinity) || min > max;
  if (isTooMuch) throw syntaxError("invalid repeat count", text);
  return { min, max, isCounted: true };
}
