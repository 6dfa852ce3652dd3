/** The report that dyff 1.12 writes for people (pkg/dyff/output_human.go). */
import { assertNever } from "../../base/index.ts";
import type { Node } from "../../yaml/index.ts";
import { certificateSummary } from "./certificate.ts";
import { isOnlyWhiteSpace, type Comparison, type Detail, type Difference } from "./compare.ts";
import { byteLength } from "../../go/index.ts";
import { editDistance } from "../edit-distance.ts";
import { type Chunk, matchCharacters, matchLines } from "./match-lines.ts";
import { neatYaml } from "./neat.ts";
import { restructure } from "./restructure.ts";
import { COLORS, GREENISH, plainPen, REDDISH, type Pen, type Rgb } from "./styles.ts";
import { besides, plainLength, table } from "./table.ts";

export interface HumanOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly pen: Pen;
}

function red(text: string, { pen }: HumanOptions): string {
  return pen(text, { color: COLORS.removal, eachLine: true });
}

function green(text: string, { pen }: HumanOptions): string {
  return pen(text, { color: COLORS.addition, eachLine: true });
}

function yellow(text: string, { pen }: HumanOptions): string {
  return pen(text, { color: COLORS.change, eachLine: true });
}

export function humanReport({ differences, documents }: Comparison, options: HumanOptions): string {
  const blocks = differences.map((difference) => {
    const details = difference.details.map((detail) => detailText(detail, options));
    return `\n${placeText(difference, documents > 1, options)}\n${besides(details, options.width)}`;
  });
  return `${blocks.join("")}\n`;
}

function placeText({ place }: Difference, named: boolean, { pen }: HumanOptions): string {
  if (place === undefined) return pen("(file level)", { bold: true });
  const { root, path } = place;
  const steps = path.filter(({ name }) => name !== "");
  const text =
    path.length === 0
      ? pen("(root level)", { bold: true })
      : steps.map(({ name, isEntry }) => pen(name, { bold: true, italic: isEntry })).join(".");
  return named ? `${text}  ${pen(`(${root})`, { color: COLORS.root })}` : text;
}

function detailText(detail: Detail, options: HumanOptions): string {
  switch (detail.kind) {
    case "addition":
      return wholeText(detail.to, { sign: "+", verb: "added" }, options);
    case "removal":
      return wholeText(detail.from, { sign: "-", verb: "removed" }, options);
    case "modification":
      return modificationText(detail.from, detail.to, options);
    case "order":
      return orderText(detail.from, detail.to, options);
    default:
      return assertNever(detail);
  }
}

interface Change {
  readonly sign: string;
  readonly verb: string;
}

function wholeText(node: Node, { sign, verb }: Change, options: HumanOptions): string {
  const { length } = node.content;
  const count =
    node.kind === "document"
      ? plural(length, "document", "documents")
      : node.kind === "sequence"
        ? plural(length, "list entry", "list entries")
        : plural(length / 2, "map entry", "map entries");
  restructure(node);
  const body = neatYaml(node, options.pen, sign === "+" ? GREENISH : REDDISH);
  return yellow(`${sign} ${count} ${verb}:\n`, options) + besides([body], options.width);
}

const NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

function plural(count: number, one: string, several: string): string {
  return `${NUMBERS[count] ?? count} ${count === 1 ? one : several}`;
}

function modificationText(from: Node, to: Node, options: HumanOptions): string {
  const [before, after] = [typeName(from), typeName(to)];
  if (before === "string" && after === "string") return stringText(from.value, to.value, options);
  const [was, is] = [before, after].map((name) => options.pen(name, { italic: true, eachLine: true }));
  const title = before === after ? "± value change\n" : `± type change from ${was} to ${is}\n`;
  const [old, current] = [from, to].map((node) => valueText(node, options).replace(/\n+$/, ""));
  return yellow(title, options) + replacedText(old ?? "", current ?? "", options);
}

function replacedText(from: string, to: string, options: HumanOptions): string {
  return red(withPrefix("- ", from), options) + green(withPrefix("+ ", to), options);
}

function typeName({ kind, tag, alias }: Node): string {
  switch (kind) {
    case "document":
      return "document";
    case "mapping":
      return "map";
    case "sequence":
      return "list";
    case "alias":
      return alias === undefined ? "" : typeName(alias);
    case "scalar":
      return tag === "!!str" ? "string" : tag === "!!null" ? "<nil>" : tag.slice(2);
    default:
      return assertNever(kind);
  }
}

function valueText(node: Node, { pen }: HumanOptions): string {
  return node.tag === "!!null" ? "<nil>" : neatYaml(node, pen);
}

function stringText(from: string, to: string, options: HumanOptions): string {
  const [old, current] = [certificateSummary(from), certificateSummary(to)];
  if (old !== undefined && current !== undefined) return certificateText(old, current, options);
  if (isOnlyWhiteSpace(from, to)) return whiteSpaceText(from, to, options);
  if (from.includes("\n") || to.includes("\n")) return linesText(from, to, options);
  const title = yellow("± value change\n", options);
  if (options.pen === plainPen || !isMinorChange(from, to)) return title + replacedText(from, to, options);
  const chunks = matchCharacters(from, to);
  return title + highlighted(chunks, "delete", options) + highlighted(chunks, "insert", options);
}

/** Both summaries have as many lines. */
function certificateText(from: string, to: string, options: HumanOptions): string {
  const { pen, width } = options;
  const [before, after] = [from.split("\n"), to.split("\n")];
  const side = (lines: readonly string[], other: readonly string[], paint: typeof red, light: Rgb): string =>
    lines
      .map((line, i) => (line === other[i] ? pen(line, { color: light, eachLine: true }) : paint(line, options)))
      .join("\n");
  const sides = [
    withPrefix(red("- ", options), side(before, after, red, COLORS.lightRemoval)),
    withPrefix(green("+ ", options), side(after, before, green, COLORS.lightAddition)),
  ];
  return yellow("± certificate change\n", options) + besides(sides, width);
}

function whiteSpaceText(from: string, to: string, options: HumanOptions): string {
  const bold = (text: string): string => options.pen(text, { bold: true, eachLine: true });
  const shown = (text: string): string => text.replaceAll("\n", bold("↵\n")).replaceAll(" ", bold("·"));
  const sides = [red(withPrefix("- ", shown(from)), options), green(withPrefix("+ ", shown(to)), options)];
  return yellow("± whitespace only change\n", options) + besides(sides, options.width);
}

/** So many characters that are taken out or put in are few. */
const FEW_CHARACTERS = 4;
const MINOR_SHARE = 0.1;

/** Whether few characters change, or few of them. */
function isMinorChange(from: string, to: string): boolean {
  const shorter = Math.min(byteLength(from), byteLength(to));
  const max = Math.max(FEW_CHARACTERS, Math.ceil(shorter * MINOR_SHARE));
  const edits = editDistance(codePoints(from), codePoints(to), max);
  return edits !== undefined && (edits <= FEW_CHARACTERS || edits / shorter < MINOR_SHARE);
}

function codePoints(text: string): Int32Array {
  return Int32Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

/** One side of a text of which a part changes. */
function highlighted(chunks: readonly Chunk[], side: "delete" | "insert", options: HumanOptions): string {
  const isRemoval = side === "delete";
  const paint = isRemoval ? red : green;
  const light = isRemoval ? COLORS.lightRemoval : COLORS.lightAddition;
  const pieces = chunks.map(({ kind, text }) => {
    if (kind === "same") return options.pen(text, { color: light, eachLine: true });
    return kind === side ? options.pen(paint(text, options), { bold: true, eachLine: true }) : "";
  });
  return `${paint(isRemoval ? "- " : "+ ", options)}${pieces.join("")}\n`;
}

function linesText(from: string, to: string, options: HumanOptions): string {
  const chunks = matchLines(from, to);
  const count = (kind: "insert" | "delete"): number => chunks.filter((chunk) => chunk.kind === kind).length;
  const inserts = plural(count("insert"), "insert", "inserts");
  const deletions = plural(count("delete"), "deletion", "deletions");
  const body = chunks.map(({ kind, text }) => {
    const line = text.replace(/\n$/, "");
    if (kind === "same") return "";
    return kind === "insert" ? green(prefixed("+ ", line), options) : red(prefixed("- ", line), options);
  });
  return `${yellow(`± value change in multiline text (${inserts}, ${deletions})\n`, options)}${body.join("")}\n`;
}

/** The prefix before every line. */
function prefixed(prefix: string, text: string): string {
  return text
    .split("\n")
    .map((line) => `${prefix}${line}\n`)
    .join("");
}

/** The prefix before the first line, and blanks before the others. */
function withPrefix(prefix: string, text: string): string {
  const blanks = " ".repeat(plainLength(prefix));
  return text
    .split("\n")
    .map((line, i) => `${i === 0 ? prefix : blanks}${line}\n`)
    .join("");
}

function orderText(from: Node, to: Node, options: HumanOptions): string {
  const [before = [], after = []] = [from, to].map(({ content }) =>
    content.map((node) => node.value || valueText(node, options)),
  );
  const title = yellow("⇆ order changed\n", options);
  const length = (names: readonly string[]): number => plainLength(names.join(", "));
  if (Math.max(length(before), length(after)) < Math.floor(options.width / 2)) {
    return title + red(`- ${before.join(", ")}\n`, options) + green(`+ ${after.join(", ")}\n`, options);
  }
  const columns = [red(before.join("\n"), options), green(after.join("\n"), options)];
  return title + table(columns, { separator: " ", indent: 2 });
}
