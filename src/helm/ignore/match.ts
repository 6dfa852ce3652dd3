/**
 * Go's path/filepath.Match on Unix: `*` and `?` never match a slash, `[a-z]` is a class of characters, a backslash makes the
 * next character ordinary. As in Go a malformed part is only noticed when the text before it has matched.
 */
import { GoError } from "../../go/index.ts";

type Token =
  | { readonly kind: "any" }
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "class"; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] };

/** What stands between two stars. */
interface Piece {
  readonly afterStar: boolean;
  readonly runes: readonly string[];
  tokens?: readonly Token[];
}

/** Reports whether the whole of `name` matches. Throws `GoError` for a malformed pattern. */
export function match(pattern: string, name: string): boolean {
  return compilePattern(pattern)(name);
}

/** The same for many names. */
export function compilePattern(pattern: string): (name: string) => boolean {
  if (!/[*?[\\]/.test(pattern)) return (name) => name === pattern;
  const star = pattern.indexOf("*");
  if (star === pattern.search(/[*?[\\]/) && !/[*?[\\]/.test(pattern.slice(star + 1))) return oneStar(pattern, star);
  const pieces = splitAtStars(Array.from(pattern));
  return (name) => matchPieces(pieces, Array.from(name));
}

/** Most patterns are like `*.txt`. */
function oneStar(pattern: string, star: number): (name: string) => boolean {
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return (name) =>
    name.length >= start.length + end.length &&
    name.startsWith(start) &&
    name.endsWith(end) &&
    !name.slice(start.length, name.length - end.length).includes("/");
}

function matchPieces(pieces: readonly Piece[], name: readonly string[]): boolean {
  let rest = name;
  for (const [i, piece] of pieces.entries()) {
    if (piece.afterStar && piece.runes.length === 0) return !rest.includes("/");
    const tokens = (piece.tokens ??= parse(piece.runes));
    const start = find(tokens, rest, { anywhere: piece.afterStar, toEnd: i === pieces.length - 1 });
    if (start === undefined) return false;
    rest = rest.slice(start + tokens.length);
  }
  return rest.length === 0;
}

/** Where the tokens match first; only at the front unless a star allows `anywhere`, which never skips a slash. */
function find(tokens: readonly Token[], runes: readonly string[], options: { anywhere: boolean; toEnd: boolean }) {
  for (let start = 0; start + tokens.length <= runes.length; start++) {
    if (start > 0 && (!options.anywhere || runes[start - 1] === "/")) return undefined;
    if (options.toEnd && start + tokens.length !== runes.length) continue;
    if (tokens.every((token, i) => matches(token, runes[start + i] ?? ""))) return start;
  }
  return undefined;
}

function matches(token: Token, rune: string): boolean {
  switch (token.kind) {
    case "any":
      return rune !== "/";
    case "char":
      return rune === token.char;
    case "class": {
      const code = rune.codePointAt(0) ?? 0;
      return token.ranges.some(([low, high]) => low <= code && code <= high) !== token.negated;
    }
  }
}

function splitAtStars(runes: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let i = 0;
  while (i < runes.length) {
    const afterStar = runes[i] === "*";
    while (runes[i] === "*") i++;
    const start = i;
    for (let inClass = false; i < runes.length && (inClass || runes[i] !== "*"); i++) {
      if (runes[i] === "\\") i++;
      else if (runes[i] === "[") inClass = true;
      else if (runes[i] === "]") inClass = false;
    }
    i = Math.min(i, runes.length);
    pieces.push({ afterStar, runes: runes.slice(start, i) });
  }
  return pieces;
}

function parse(runes: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < runes.length; i++) {
    const rune = runes[i] ?? "";
    if (rune === "?") {
      tokens.push({ kind: "any" });
    } else if (rune === "[") {
      const parsed = parseClass(runes, i + 1);
      tokens.push(parsed.token);
      i = parsed.end;
    } else {
      const char = rune === "\\" ? runes[++i] : rune;
      if (char === undefined) throw badPattern();
      tokens.push({ kind: "char", char });
    }
  }
  return tokens;
}

function badPattern(): GoError {
  return new GoError("syntax error in pattern");
}

/** A class whose first character stands at `start`; `end` is where its bracket closes. */
function parseClass(runes: readonly string[], start: number): { token: Token; end: number } {
  const negated = runes[start] === "^";
  const ranges: [number, number][] = [];
  let i = negated ? start + 1 : start;
  while (runes[i] !== "]" || ranges.length === 0) {
    const low = classRune(runes, i);
    const high = runes[low.next] === "-" ? classRune(runes, low.next + 1) : low;
    ranges.push([low.code, high.code]);
    i = high.next;
  }
  return { token: { kind: "class", negated, ranges }, end: i };
}

function classRune(runes: readonly string[], at: number): { code: number; next: number } {
  const i = runes[at] === "\\" ? at + 1 : at;
  const rune = runes[i];
  const unescaped = i === at && (rune === "-" || rune === "]");
  if (rune === undefined || unescaped || i + 1 >= runes.length) throw badPattern();
  return { code: rune.codePointAt(0) ?? 0, next: i + 1 };
}
