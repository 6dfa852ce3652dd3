/** A wait as a terminal shows it: what is not ready, down to the container and its last words. */
import { rootCause, type CauseNode } from "../../kube/index.ts";
import { causeText, objectText } from "./explanation.ts";
import type { WaitView } from "./observer.ts";
import { printable } from "./printable.ts";
import { fitted, textWidth, wrapped } from "./text-width.ts";

export interface TreeStyle {
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
}

type Tone = "plain" | "bold" | "dim" | "red" | "yellow" | "green";

/** One line of it. */
interface Line {
  /** Branches, and what stands before the text. */
  readonly indent: string;
  readonly head: string;
  readonly headTone: Tone;
  readonly tail?: string;
  readonly tailTone?: Tone;
}

const CODES: Readonly<Record<Tone, string>> = { plain: "", bold: "1", dim: "2", red: "31", yellow: "33", green: "32" };

export function treeLines(view: WaitView, style: TreeStyle): string[] {
  const open = view.trees.filter(({ outlook }) => outlook !== "ready");
  const ordered = [...open.filter(isStuck), ...open.filter((tree) => !isStuck(tree))];
  const lines = [
    titleLine(view),
    ...ordered.flatMap((tree) => nodeLines(tree, { columns: style.columns, indent: "", below: "", said: new Set() })),
  ];
  return cut(lines, Math.max(2, style.rows - 1)).map((line) => lineText(line, style));
}

function isStuck({ outlook }: CauseNode): boolean {
  return outlook === "stuck";
}

const PURPOSE = { ready: "ready", finished: "finished", gone: "gone" };

function titleLine({ purpose, ready, total, elapsedMs }: WaitView): Line {
  const head = `${ready} of ${total} ${PURPOSE[purpose]}`;
  return { indent: "", head, headTone: "bold", tail: elapsedText(elapsedMs), tailTone: "dim" };
}

export function elapsedText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function cut(lines: readonly Line[], linesMax: number): readonly Line[] {
  if (lines.length <= linesMax) return lines;
  const kept = lines.slice(0, linesMax - 1);
  return [...kept, { indent: "", head: `… ${lines.length - kept.length} more lines`, headTone: "dim" }];
}

interface Place {
  readonly columns: number;
  /** Before the node itself, and before everything below it. */
  readonly indent: string;
  readonly below: string;
  /** Causes that stand further up in the same tree. */
  readonly said: Set<string>;
}

function nodeLines(node: CauseNode, place: Place): Line[] {
  const { columns, indent, below, said } = place;
  const own: Line = { indent, ...headOf(node), tail: printable(stateText(node, said)), tailTone: "dim" };
  const more = node.more ?? 0;
  const bar = node.children.length > 0 ? "│ " : "  ";
  const details = detailsOf(node, said).flatMap(({ text, tone, lines }) =>
    wrapped(text, Math.max(10, columns - textWidth(below) - 2), lines).map((line): Line => ({
      indent: below + bar,
      head: line,
      headTone: tone,
    })),
  );
  const children = node.children.flatMap((child, i) => {
    const isLast = i === node.children.length - 1 && more === 0;
    const next = {
      columns,
      indent: `${below}${isLast ? "└─" : "├─"}`,
      below: `${below}${isLast ? "  " : "│ "}`,
      said,
    };
    return nodeLines(child, next);
  });
  const rest: Line[] = more > 0 ? [{ indent: `${below}└─`, head: `${more} more`, headTone: "dim" }] : [];
  return [own, ...details, ...children, ...rest];
}

function headOf({ object, container, outlook }: CauseNode): Pick<Line, "head" | "headTone"> {
  const head = printable(container === undefined ? objectText(object) : `container ${container}`);
  return { head, headTone: outlook === "stuck" ? "red" : outlook === "ready" ? "green" : "yellow" };
}

interface Detail {
  readonly text: string;
  readonly tone: Tone;
  readonly lines: number;
}

/** The reason too, where it is not explained below. */
function stateText({ state, cause }: CauseNode, said: ReadonlySet<string>): string {
  return cause !== undefined && said.has(cause.message) && cause.reason !== state ? `${state}, ${cause.reason}` : state;
}

/** What is repeated further down is said only there, what ten pods have in common only of the first. */
function detailsOf(node: CauseNode, said: Set<string>): Detail[] {
  const details: Detail[] = [];
  const { cause, event, log } = node;
  const deepest = rootCause(node)?.cause;
  const isDeepest = cause === deepest || cause?.message !== deepest?.message;
  if (cause !== undefined && isDeepest && !said.has(cause.message)) {
    said.add(cause.message);
    details.push({ text: causeText(cause), tone: "red", lines: 4 });
  }
  if (cause === undefined && event !== undefined && node.children.length === 0) {
    details.push({ text: printable(event), tone: "dim", lines: 2 });
  }
  if (log !== undefined) details.push({ text: `log: ${printable(log)}`, tone: "plain", lines: 2 });
  return details;
}

function lineText({ indent, head, headTone, tail, tailTone = "plain" }: Line, { columns, color }: TreeStyle): string {
  const before = fitted(indent, columns);
  const shown = fitted(head, columns - textWidth(before));
  const left = columns - textWidth(before) - textWidth(shown) - 2;
  const after =
    tail === undefined || tail === "" || left < 4 ? "" : `  ${painted(fitted(tail, left), tailTone, color)}`;
  return painted(before, "dim", color) + painted(shown, headTone, color) + after;
}

function painted(text: string, tone: Tone, color: boolean): string {
  return color && text !== "" && CODES[tone] !== "" ? `\x1b[${CODES[tone]}m${text}\x1b[0m` : text;
}
