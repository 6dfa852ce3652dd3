/** Flags inside an expression: `(?i)`, `(?s-m:`. */
import { syntaxError } from "./node.ts";
import type { Source } from "./source.ts";

export interface Flags {
  readonly fold: boolean;
  readonly multiLine: boolean;
  readonly dotNewline: boolean;
  readonly nonGreedy: boolean;
}

export const NO_FLAGS: Flags = { fold: false, multiLine: false, dotNewline: false, nonGreedy: false };

const NAMES: Readonly<Record<string, keyof Flags>> = {
  i: "fold",
  m: "multiLine",
  s: "dotNewline",
  U: "nonGreedy",
};

/** Reads from the parenthesis on. `opensGroup` is false where the flags are for the rest of the group around them. */
export function readFlags(source: Source, before: Flags): { flags: Flags; opensGroup: boolean } {
  const start = source.at;
  source.at += "(?".length;
  let flags = before;
  let isOn = true;
  let sawFlag = false;
  while (!source.isAtEnd) {
    const char = source.next();
    const name = NAMES[char];
    if (name !== undefined) {
      flags = { ...flags, [name]: isOn };
      sawFlag = true;
    } else if (char === "-" && isOn) {
      isOn = false;
      sawFlag = false;
    } else if ((char === ":" || char === ")") && (isOn || sawFlag)) {
      return { flags, opensGroup: char === ":" };
    } else {
      break;
    }
  }
  throw syntaxError("invalid or unsupported Perl syntax", source.since(start));
}
