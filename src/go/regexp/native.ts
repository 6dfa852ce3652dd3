/**
 * Translates a syntax tree to a JavaScript RegExp where both surely find the same matches: RE2's default is the order of a
 * backtracking search. Not translated: repetitions whose body may be empty or may match in several ways, groups that a repetition
 * sets only sometimes (JavaScript forgets them), and mixed case folding. `Machine` runs those.
 */
import { charSetSource } from "./char-set.ts";
import { childrenOf } from "./limits.ts";
import type { Assertion, Node, Repeat } from "./node.ts";
import { canBeEmpty } from "./program.ts";

export interface Native {
  readonly regExp: RegExp;
  /** A text with one of these characters is for `Machine`. */
  readonly refuses: RegExp;
  /** How many ways to try there may be in a text of this length. */
  readonly ways: (length: number) => number;
}

/** Bytes that are not UTF-8, which Go reads as U+FFFD. */
const INVALID = /[\udc80-\udcff]/;
/** The two characters that become ASCII letters when case is folded: no word characters to Go. */
const INVALID_OR_FOLDED = /[\udc80-\udcff\u017f\u212a]/;

export interface NativeOptions {
  /** Leave groups out where only the whole match is asked for. */
  readonly groups: boolean;
}

export function compileNative(node: Node, options: NativeOptions): Native | undefined {
  const folds = foldings(node);
  if (folds.size > 1 || !isTranslatable(node, options)) return undefined;
  const isFolded = folds.has(true);
  try {
    const flags = `gu${isFolded ? "i" : ""}${options.groups ? "d" : ""}`;
    const regExp = new RegExp(sourceOf(node, options), flags);
    return {
      regExp,
      refuses: isFolded ? INVALID_OR_FOLDED : INVALID,
      ways: (length) => length * waysOfAll(node, length),
    };
  } catch {
    // An engine without lookbehind, or a class it does not know.
    return undefined;
  }
}

/** With case and without: both only in mixed expressions. */
function foldings(node: Node): Set<boolean> {
  if (node.kind === "chars") return new Set([node.set.fold]);
  return new Set(childrenOf(node).flatMap((child) => [...foldings(child)]));
}

function isTranslatable(node: Node, options: NativeOptions): boolean {
  if (node.kind !== "repeat") return childrenOf(node).every((child) => isTranslatable(child, options));
  if (node.max === 0) return !hasGroup(node.node);
  if (canBeEmpty(node.node)) return false;
  if (options.groups && node.max > 1 && hasOptionalGroup(node.node)) return false;
  return isTranslatable(node.node, options);
}

function hasGroup(node: Node): boolean {
  return node.kind === "capture" || childrenOf(node).some(hasGroup);
}

/** A group that a pass through the node may leave out. */
function hasOptionalGroup(node: Node): boolean {
  const mayBeLeftOut = node.kind === "alternate" || (node.kind === "repeat" && node.min === 0);
  return mayBeLeftOut ? hasGroup(node) : childrenOf(node).some(hasOptionalGroup);
}

/** Upper bound of the ways in which a node matches at one place of a text, as far as something behind it may still fail. */
function waysOf(node: Node, length: number): number {
  switch (node.kind) {
    case "concat":
      return node.nodes.reduce((ways, child) => ways * waysOf(child, length), 1);
    case "alternate":
      return node.nodes.reduce((ways, child) => ways + waysOf(child, length), 0);
    case "capture":
      return waysOf(node.node, length);
    case "repeat":
      return waysOfRepeat(node, length);
    default:
      return 1;
  }
}

function waysOfRepeat({ node, min, max }: Repeat, length: number): number {
  const most = Math.min(max, length);
  const counts = Math.max(most - min, 0) + 1;
  const once = waysOf(node, length);
  return once === 1 ? counts : counts * once ** most;
}

/** The same for a whole expression: nothing fails behind a repetition at its very end. */
function waysOfAll(node: Node, length: number): number {
  const last = node.kind === "concat" ? node.nodes.at(-1) : node;
  const isOpenEnd = last?.kind === "repeat" && waysOf(last.node, length) === 1;
  if (!isOpenEnd) return waysOf(node, length);
  return node.kind === "concat" ? waysOf({ kind: "concat", nodes: node.nodes.slice(0, -1) }, length) : 1;
}

function sourceOf(node: Node, options: NativeOptions): string {
  switch (node.kind) {
    case "empty":
      return "(?:)";
    case "chars":
      return charSetSource(node.set);
    case "assert":
      return ASSERTIONS[node.assertion];
    case "capture":
      return `(${options.groups ? "" : "?:"}${sourceOf(node.node, options)})`;
    case "concat":
      return node.nodes
        .map((child) => (child.kind === "alternate" ? group(child, options) : sourceOf(child, options)))
        .join("");
    case "alternate":
      return node.nodes.map((child) => sourceOf(child, options)).join("|");
    case "repeat":
      return group(node.node, options) + quantifier(node);
  }
}

function group(node: Node, options: NativeOptions): string {
  const source = sourceOf(node, options);
  return node.kind === "chars" && source.startsWith("[") ? source : `(?:${source})`;
}

function quantifier({ min, max, greedy }: Repeat): string {
  const lazy = greedy ? "" : "?";
  if (max === 1 && min === 0) return `?${lazy}`;
  if (max === Infinity && min <= 1) return (min === 0 ? "*" : "+") + lazy;
  return `{${min},${max === Infinity ? "" : max}}${lazy}`;
}

/** JavaScript's own `m` also ends lines at U+2028, and its `\b` follows the case flag. */
const ASSERTIONS: Readonly<Record<Assertion, string>> = {
  beginText: "^",
  endText: "$",
  beginLine: String.raw`(?<![^\n])`,
  endLine: String.raw`(?![^\n])`,
  wordBoundary: String.raw`\b`,
  noWordBoundary: String.raw`\B`,
};
