/** Choosing objects by the value at a path (kyaml kio/filters/grep.go, 0.21). */
import { compile } from "../../go/regexp/index.ts";
import { KustomizeError } from "../error.ts";
import { matchAll } from "../node/match.ts";
import { NodeStyles, copyNode, type Node } from "../node/node.ts";
import { emitNode } from "../node/text.ts";
import { objectOf } from "./item.ts";
import { compareQuantities } from "./quantity.ts";

export interface Query {
  readonly path: readonly string[];
  readonly operator: "=" | ">=" | "<=" | ">" | "<";
  readonly value: string;
}

const OPERATORS = [">=", "<=", ">", "<", "="] as const;

/** `spec.replicas>3`, `metadata.name=web.*`, `spec.containers[name=web].image=...`. */
export function parseQuery(text: string): Query {
  const parts = splitFieldPath(text);
  const last = parts.pop() ?? "";
  const operator = OPERATORS.find((each) => last.includes(each)) ?? "=";
  const pieces = last.split(operator);
  if (pieces.length > 2) {
    throw new KustomizeError(
      `ambiguous match -- multiple of ['<', '>', '<=', '>=', '=' in final path element: ${last}`,
    );
  }
  return { path: [...parts, pieces[0] ?? ""], operator, value: pieces[1] ?? "" };
}

/** Dots divide, `\.` does not; `list[field=value]` is two parts. */
export function splitFieldPath(path: string): string[] {
  const parts = path.replaceAll("\\.", "\0").split(".");
  return parts
    .map((part) => part.replaceAll("\0", "."))
    .flatMap((part) => {
      if (!part.includes("[")) return [part];
      const [name = "", match = "", ...more] = part.split("[");
      if (more.length === 0) return [name, `[${match}`];
      throw new KustomizeError(`unrecognized path element: ${part}.  Should be of the form 'list[field=value]'`);
    });
}

export function grep(items: readonly Node[], query: Query, { invert }: { invert: boolean }): Node[] {
  const test = testOf(query);
  return items.filter((item) => {
    const nodes = matchAll(objectOf(item), query.path);
    return nodes.some(test) !== invert;
  });
}

function testOf({ operator, value }: Query): (node: Node) => boolean {
  if (operator === "=") {
    const pattern = compile(value);
    return (node) => pattern.test(flowTextOf(node).replaceAll('"', "").trim());
  }
  return (node) => {
    if (node.value === "") return false;
    const order = compareQuantities(node.value, value);
    if (order === 0) return operator.endsWith("=");
    return order > 0 === operator.startsWith(">");
  };
}

function flowTextOf(node: Node): string {
  const copy = copyNode(node);
  copy.style = NodeStyles.flow;
  return emitNode(copy);
}
