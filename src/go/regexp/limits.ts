/** How large an expression may be: Go's own limits (regexp/syntax, parse.go). */
import { syntaxError, type Node } from "./node.ts";

const HEIGHT_MAX = 1000;
/** In instructions: 128 MiB in Go. */
const SIZE_MAX = Math.floor((128 << 20) / 40);
/** Repetitions inside repetitions, multiplied. */
const REPEATS_MAX = 1000;

/** Throws when nested counted repetitions come to more than Go allows. */
export function checkRepeats(node: Node, text: string): void {
  if (!repeatsFit(node, REPEATS_MAX)) throw syntaxError("invalid repeat count", text);
}

function repeatsFit(node: Node, room: number): boolean {
  if (node.kind !== "repeat") return childrenOf(node).every((child) => repeatsFit(child, room));
  const { min, max } = node;
  if (max === 0) return true;
  // `*`, `+` and `?` are operators of their own and count as one.
  const isCounted = !(min <= 1 && max === Infinity) && !(min === 0 && max === 1);
  const times = isCounted ? (max === Infinity ? min : max) : 0;
  if (times > room) return false;
  return repeatsFit(node.node, times > 0 ? Math.floor(room / times) : room);
}

/** Throws when an expression is too deep or too large. */
export function checkShape(node: Node, pattern: string): void {
  if (pattern.length >= HEIGHT_MAX && heightOf(node) > HEIGHT_MAX) {
    throw syntaxError("expression nests too deeply", pattern);
  }
  if (sizeOf(node) > SIZE_MAX) throw syntaxError("expression too large", pattern);
}

function heightOf(root: Node): number {
  let height = 0;
  let level: readonly Node[] = [root];
  for (; level.length > 0; height++) level = level.flatMap(childrenOf);
  return height;
}

function sizeOf(node: Node): number {
  const inside = childrenOf(node).reduce((sum, child) => sum + sizeOf(child), 0);
  if (node.kind === "repeat") return Math.max(1, repeatSize(node, inside));
  if (node.kind === "capture") return inside + 2;
  if (node.kind === "alternate") return inside + node.nodes.length - 1;
  return Math.max(1, inside);
}

function repeatSize({ min, max }: { min: number; max: number }, inside: number): number {
  if (max !== Infinity) return max * inside + (max - min);
  return min === 0 ? inside + 2 : min * inside + 1;
}

export function childrenOf(node: Node): readonly Node[] {
  if (node.kind === "concat" || node.kind === "alternate") return node.nodes;
  return node.kind === "capture" || node.kind === "repeat" ? [node.node] : [];
}
