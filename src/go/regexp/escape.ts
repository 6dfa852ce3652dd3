/** Backslash escapes of single characters: `\n`, `\x41`, `\x{1F600}`, `\012`, `\.`. */
import { syntaxError } from "./node.ts";
import type { Source } from "./source.ts";

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const CODE_MAX = 0x10ffff;

/** Reads an escape and gives the code of its character. Throws when it is none. */
export function readEscape(source: Source): number {
  const start = source.at++;
  if (source.isAtEnd) throw syntaxError("trailing backslash at end of expression", "");
  const char = source.next();
  const code = readCode(source, char);
  if (code === undefined) throw syntaxError("invalid escape sequence", source.since(start));
  return code;
}

function readCode(source: Source, char: string): number | undefined {
  if (char >= "0" && char <= "7") return readOctal(source, char);
  if (char === "x") return readHex(source);
  const control = CONTROLS[char];
  if (control !== undefined) return control;
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 && !/[0-9A-Za-z]/.test(char) ? code : undefined;
}

/** `\1` alone would be a reference to a group, which RE2 has not. */
function readOctal(source: Source, first: string): number | undefined {
  if (first !== "0" && !/[0-7]/.test(source.peek())) return undefined;
  let digits = first;
  while (digits.length < 3 && /[0-7]/.test(source.peek())) digits += source.next();
  return Number.parseInt(digits, 8);
}

function readHex(source: Source): number | undefined {
  if (source.isAtEnd) return undefined;
  if (source.take("{")) return readBracedHex(source);
  const digits = source.next() + source.next();
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

function readBracedHex(source: Source): number | undefined {
  let code = 0;
  for (let digits = 0; !source.isAtEnd; digits++) {
    const char = source.next();
    if (char === "}") return digits > 0 ? code : undefined;
    if (!/[0-9A-Fa-f]/.test(char)) return undefined;
    code = code * 16 + Number.parseInt(char, 16);
    if (code > CODE_MAX) return undefined;
  }
  return undefined;
}
