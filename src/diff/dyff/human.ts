/** The report that dyff 1.12 writes for people (pkg/dyff/output_human.go). */
import { assertNever } from "../../base/index.ts";
import type { Node } from "../../yaml/index.ts";
import { isOnlyWhiteSpace, type Comparison, type Detail, type Difference } from "./compare.ts";
import { matchLines } from "./match-lines.ts";
import { neatYaml } from "./neat.ts";
import { restructure } from "./restructure.ts";
import { besides, table } from "./table.ts";

export interface HumanOptions {
  /** Columns of the terminal. */
  readonly width: number;
}

export function humanReport({ differences, documents }: Comparison, options: HumanOptions): string {
  const blocks = differences.map((difference) => {
    const details = difference.details.map((detail) => detailText(detail, options));
    return `\n${placeText(difference, documents > 1)}\n${besides(details, options.width)}`;
  });
  return `${blocks.join("")}\n`;
}

function placeText({ place }: Difference, named: boolean): string {
  if (place === undefined) return "(file level)";
  const { root, path } = place;
  const text = path.length === 0 ? "(root level)" : path.filter((step) => step !== "").join(".");
  return named ? `${text}  (${root})` : text;
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

function wholeText(node: Node, { sign, verb }: Change, { width }: HumanOptions): string {
  const { length } = node.content;
  const count =
    node.kind === "document"
      ? plural(length, "document", "documents")
      : node.kind === "sequence"
        ? plural(length, "list entry", "list entries")
        : plural(length / 2, "map entry", "map entries");
  restructure(node);
  return `${sign} ${count} ${verb}:\n${besides([neatYaml(node)], width)}`;
}

const NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

function plural(count: number, one: string, several: string): string {
  return `${NUMBERS[count] ?? count} ${count === 1 ? one : several}`;
}

function modificationText(from: Node, to: Node, options: HumanOptions): string {
  const [before, after] = [typeName(from), typeName(to)];
  if (before === "string" && after === "string") return stringText(from.value, to.value, options);
  const title = before === after ? "± value change" : `± type change from ${before} to ${after}`;
  const [old, current] = [valueText(from), valueText(to)].map((text) => text.replace(/\n+$/, ""));
  return `${title}\n${withPrefix("- ", old ?? "")}${withPrefix("+ ", current ?? "")}`;
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

function valueText(node: Node): string {
  return node.tag === "!!null" ? "<nil>" : neatYaml(node);
}

function stringText(from: string, to: string, { width }: HumanOptions): string {
  if (isOnlyWhiteSpace(from, to)) {
    const shown = (text: string): string => text.replaceAll("\n", "↵\n").replaceAll(" ", "·");
    return `± whitespace only change\n${besides([withPrefix("- ", shown(from)), withPrefix("+ ", shown(to))], width)}`;
  }
  if (from.includes("\n") || to.includes("\n")) return linesText(from, to);
  return `± value change\n${withPrefix("- ", from)}${withPrefix("+ ", to)}`;
}

function linesText(from: string, to: string): string {
  const chunks = matchLines(from, to);
  const count = (kind: "insert" | "delete"): number => chunks.filter((chunk) => chunk.kind === kind).length;
  const [inserts, deletions] = [
    plural(count("insert"), "insert", "inserts"),
    plural(count("delete"), "deletion", "deletions"),
  ];
  const body = chunks.map(({ kind, text }) =>
    kind === "same" ? "" : prefixed(kind === "insert" ? "+ " : "- ", text.replace(/\n$/, "")),
  );
  return `± value change in multiline text (${inserts}, ${deletions})\n${body.join("")}\n`;
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
  const blanks = " ".repeat(prefix.length);
  return text
    .split("\n")
    .map((line, i) => `${i === 0 ? prefix : blanks}${line}\n`)
    .join("");
}

function orderText(from: Node, to: Node, { width }: HumanOptions): string {
  const [before, after] = [from, to].map(({ content }) => content.map((node) => node.value || valueText(node)));
  const title = "⇆ order changed\n";
  const [old = [], current = []] = [before, after];
  const length = (names: readonly string[]): number => [...names.join(", ")].length;
  if (Math.max(length(old), length(current)) < Math.floor(width / 2)) {
    return `${title}- ${old.join(", ")}\n+ ${current.join(", ")}\n`;
  }
  return title + table([old.join("\n"), current.join("\n")], { separator: " ", indent: 2 });
}
