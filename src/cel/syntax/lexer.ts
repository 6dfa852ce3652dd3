/** Cuts an expression into tokens; what is none is told of and passed over (cel-go 0.26 parser/gen/CEL.g4). */
import type { Problem, Source } from "./source.ts";
import { KEYWORDS, type Token, type TokenKind } from "./token.ts";

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?\x60]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7][0-7])`;
const STRING = [
  `"""(?:${ESCAPE}|[^\\\\])*?"""`,
  `'''(?:${ESCAPE}|[^\\\\])*?'''`,
  `"(?:${ESCAPE}|[^\\\\"\\n\\r])*"`,
  `'(?:${ESCAPE}|[^\\\\'\\n\\r])*'`,
  `[rR]"""[^]*?"""`,
  `[rR]'''[^]*?'''`,
  `[rR]"[^"\\n\\r]*"`,
  `[rR]'[^'\\n\\r]*'`,
].join("|");

/** In the order in which the first of the longest is taken. */
const PATTERNS: readonly (readonly [TokenKind | "space", RegExp])[] = [
  ["space", /[\t \r\n\f]+|\/\/[^\n]*/uy],
  ["float", /\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?/uy],
  ["uint", /(?:0x[0-9a-fA-F]+|\d+)[uU]/uy],
  ["int", /0x[0-9a-fA-F]+|\d+/uy],
  ["bytes", new RegExp(`[bB](?:${STRING})`, "uy")],
  ["string", new RegExp(STRING, "uy")],
  ["identifier", /[A-Za-z_][A-Za-z0-9_]*/uy],
  ["escaped", /`[A-Za-z0-9_./ -]+`/uy],
  ["symbol", /==|!=|<=|>=|&&|\|\||[<>[\]{}().,!?:+*/%-]/uy],
];

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

export function tokenize({ text, codePoints }: Source): Lexed {
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  let at = 0;
  let offset = 0;
  while (at < text.length) {
    const { kind, length } = longest(text, at);
    const word = text.slice(at, at + length);
    if (kind === "wrong")
      problems.push({ offset, message: `Syntax error: token recognition error at: '${shown(word)}'` });
    else if (kind !== "space") tokens.push({ kind: KEYWORDS.has(word) ? "keyword" : kind, text: word, offset });
    at += length;
    offset += [...word].length;
  }
  tokens.push({ kind: "end", text: "<EOF>", offset: codePoints.length });
  return { tokens, problems };
}

/** In an error line breaks are visible. */
function shown(text: string): string {
  return text.replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
}

interface Match {
  readonly kind: TokenKind | "space" | "wrong";
  readonly length: number;
}

function longest(text: string, at: number): Match {
  let best: Match = { kind: "wrong", length: 0 };
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    if (length > best.length) best = { kind, length };
  }
  return best.length > 0 ? best : { kind: "wrong", length: wrongLength(text, at) };
}

/** How far a token could have gone on before it was clear that it is none. */
function wrongLength(text: string, at: number): number {
  const rest = text.slice(at);
  const open = /^(?:"(?:\\.|[^\\"\n\r])*|'(?:\\.|[^\\'\n\r])*)/u.exec(rest)?.[0];
  if (open !== undefined)
    return Math.min(brokenEscape(open) ?? open.length + (rest.length > open.length ? 1 : 0), rest.length);
  const twin = /^[=&|]/u.exec(rest) === null ? 0 : Math.min(2, rest.length);
  if (twin > 0) return Math.max(twin === 2 && /\s/u.test(rest[1] ?? "") ? 2 : twin, 1);
  return (rest.codePointAt(0) ?? 0) > 0xffff ? 2 : 1;
}

const BEGUN = /^\\(?:[xX][0-9a-fA-F]?|u[0-9a-fA-F]{0,3}|U[0-9a-fA-F]{0,7}|[0-3][0-7]?)?/;

/** Where within an open string an escape is none. */
function brokenEscape(open: string): number | undefined {
  const escape = new RegExp(ESCAPE, "uy");
  for (let i = 1; i < open.length; i++) {
    if (open[i] !== "\\") continue;
    escape.lastIndex = i;
    const length = escape.exec(open)?.[0].length;
    if (length === undefined) return i + (BEGUN.exec(open.slice(i))?.[0].length ?? 1) + 1;
    i += length - 1;
  }
  return undefined;
}
