/** The text of a token in quotes or in a heredoc: escapes are resolved (hcl 2.24, hclsyntax/scan_string_lit.rl). */
import { quote } from "../../../go/strconv/index.ts";
import { problem } from "./diagnostic.ts";
import { advance, type Range } from "./range.ts";
import type { Token } from "./token.ts";

const TEMPLATE_ESCAPE = /\$\$\{|%%\{/g;
const ESCAPE = /\\u[0-9a-fA-F]{0,4}|\\U[0-9a-fA-F]{0,8}|\\[^]?|\$\$\{|%%\{/gu;

/** Throws a `SyntaxProblem` for an escape that is none. */
export function literalText(token: Token): string {
  if (token.kind !== "quotedText") return token.text.replace(TEMPLATE_ESCAPE, (escape) => escape.slice(1));
  return token.text.replace(ESCAPE, (escape, at: number) => {
    if (!escape.startsWith("\\")) return escape.slice(1);
    return SIMPLE.get(escape) ?? unicode(escape, () => placeOf(token, escape, at));
  });
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
  ['\\"', '"'],
  ["\\\\", "\\"],
]);

function placeOf({ text, range }: Token, escape: string, at: number): Range {
  const start = advance(range.start, text.slice(0, at));
  return { file: range.file, start, end: advance(start, escape) };
}

function unicode(escape: string, place: () => Range): string {
  const invalid = (detail: string) => problem("Invalid escape sequence", detail, place());
  if (escape === "\\") throw invalid("Backslash must be followed by an escape sequence selector character.");
  const [kind, digits] = [escape[1], escape.slice(2)];
  if (kind !== "u" && kind !== "U")
    throw invalid(`The symbol ${quote(escape.slice(1))} is not a valid escape sequence selector.`);
  if (kind === "u" && digits.length !== 4)
    throw invalid("The \\u escape sequence must be followed by four hexadecimal digits.");
  if (kind === "U" && digits.length !== 8)
    throw invalid("The \\U escape sequence must be followed by eight hexadecimal digits.");
  const code = parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw invalid(`Cannot encode character U+${code.toString(16).padStart(4, "0")} in UTF-8.`);
  return String.fromCodePoint(code);
}
