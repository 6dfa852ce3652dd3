/**
 * The JSONPath templates of Kubernetes (k8s.io/client-go util/jsonpath): text with `{…}` in it, `range` and `end`, quoted text, paths.
 * Left out: filters with `&&`, `||` or nested paths on both sides.
 */
import { GoError, type Value } from "../../go/index.ts";

export type Step =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "wildcard" }
  | { readonly kind: "descend" }
  | { readonly kind: "union"; readonly names: readonly string[] }
  | {
      readonly kind: "slice";
      readonly from: number;
      readonly to: number | undefined;
      readonly step: number;
      readonly single: boolean;
    }
  | { readonly kind: "filter"; readonly path: readonly Step[]; readonly operator: string; readonly operand: Value };

export type Node =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "path"; readonly steps: readonly Step[] }
  | { readonly kind: "range"; readonly steps: readonly Step[]; readonly body: readonly Node[] };

/** Throws `GoError`. */
export function parseTemplate(template: string): readonly Node[] {
  return readNodes(cut(template), { nested: false });
}

type Piece = { readonly action: boolean; readonly text: string };

function cut(template: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = template;
  while (rest !== "") {
    const open = rest.indexOf("{");
    if (open !== 0) {
      pieces.push({ action: false, text: open < 0 ? rest : rest.slice(0, open) });
      rest = open < 0 ? "" : rest.slice(open);
      continue;
    }
    const end = actionEnd(rest);
    pieces.push({ action: true, text: rest.slice(1, end).trim() });
    rest = rest.slice(end + 1);
  }
  return pieces;
}

/** Where the brace that opens a text closes, beyond quoted ones. */
function actionEnd(text: string): number {
  let quoted = "";
  for (let i = 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (quoted !== "") {
      if (character === "\\") i++;
      else if (character === quoted) quoted = "";
    } else if (character === '"' || character === "'") quoted = character;
    else if (character === "}") return i;
  }
  throw new GoError(quoted === "" ? "unclosed action" : "unterminated quoted string");
}

function readNodes(pieces: Piece[], { nested }: { nested: boolean }): Node[] {
  const nodes: Node[] = [];
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
    if (!piece.action) nodes.push({ kind: "text", text: piece.text });
    else if (piece.text === "end") {
      if (!nested) throw new GoError("not in range, nothing to end");
      return nodes;
    } else if (/^range\b/.test(piece.text)) {
      const steps = parsePath(piece.text.slice("range".length).trim());
      nodes.push({ kind: "range", steps, body: readNodes(pieces, { nested: true }) });
    } else if (/^["']/.test(piece.text)) nodes.push({ kind: "text", text: unquote(piece.text) });
    else for (const path of words(piece.text)) nodes.push({ kind: "path", steps: parsePath(path) });
  }
  if (nested) throw new GoError("unexpected end of range");
  return nodes;
}

function words(text: string): string[] {
  return text.match(/(?:\[[^\]]*\]|\S)+/g) ?? [];
}

function unquote(text: string): string {
  const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r" };
  return text.slice(1, -1).replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}

/** Throws `GoError`. */
export function parsePath(text: string): readonly Step[] {
  const steps: Step[] = [];
  let rest = text.replace(/^[$@]/, "");
  while (rest !== "") {
    const { step, length } = readStep(rest);
    if (step !== undefined) steps.push(step);
    rest = rest.slice(length);
  }
  return steps;
}

function readStep(rest: string): { step: Step | undefined; length: number } {
  if (rest.startsWith("..")) return { step: { kind: "descend" }, length: 2 };
  if (rest.startsWith("[")) {
    const end = bracketEnd(rest);
    return { step: readBracket(rest.slice(1, end)), length: end + 1 };
  }
  const dotted = rest.startsWith(".") ? 1 : 0;
  if (rest.charAt(dotted) === "*") return { step: { kind: "wildcard" }, length: dotted + 1 };
  const name = /^(?:\\.|[^.[\]{}\s\\,])*/.exec(rest.slice(dotted))?.[0] ?? "";
  if (name === "" && dotted === 0)
    throw new GoError(`unrecognized character in action: U+${hex(rest)} '${rest.charAt(0)}'`);
  const step: Step | undefined = name === "" ? undefined : { kind: "field", name: name.replace(/\\(.)/g, "$1") };
  return { step, length: dotted + name.length };
}

function hex(text: string): string {
  return (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

function bracketEnd(text: string): number {
  let quoted = "";
  for (let i = 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (quoted !== "") quoted = character === quoted ? "" : quoted;
    else if (character === '"' || character === "'") quoted = character;
    else if (character === "]") return i;
  }
  throw new GoError("unterminated array");
}

const SLICE = /^(-?[0-9]*)(?::(-?[0-9]*))?(?::(-?[0-9]*))?$/;

function readBracket(inside: string): Step {
  const text = inside.trim();
  if (text === "*") return { kind: "wildcard" };
  const filter = /^\?\((.*)\)$/s.exec(text);
  if (filter !== null) return readFilter(filter[1] ?? "");
  const slice = SLICE.exec(text);
  if (slice !== null && text !== "") {
    const single = !text.includes(":");
    const from = Number(slice[1] || 0);
    const to = slice[2] === undefined || slice[2] === "" ? undefined : Number(slice[2]);
    return { kind: "slice", from, to, step: Number(slice[3] || 1), single };
  }
  const names = text.split(",").map((name) => name.trim());
  if (names.every((name) => /^(?:'.*'|".*")$/.test(name)))
    return { kind: "union", names: names.map((name) => name.slice(1, -1)) };
  throw new GoError(`invalid array index ${text}`);
}

const COMPARISON = /^(.*?)\s*(==|!=|>=|<=|>|<)\s*(.*)$/s;

function readFilter(text: string): Step {
  const parts = COMPARISON.exec(text);
  if (parts === null) return { kind: "filter", path: parsePath(text.trim()), operator: "exists", operand: null };
  return {
    kind: "filter",
    path: parsePath((parts[1] ?? "").trim()),
    operator: parts[2] ?? "",
    operand: literal((parts[3] ?? "").trim()),
  };
}

function literal(text: string): Value {
  if (/^["']/.test(text)) return unquote(text);
  if (text === "true" || text === "false") return text === "true";
  return Number.isNaN(Number(text)) ? text : Number(text);
}
