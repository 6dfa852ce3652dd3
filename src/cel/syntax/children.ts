import type { Expression } from "./ast.ts";

/** The parts of an expression that are expressions. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "literal":
    case "identifier":
      return [];
    case "select":
      return [node.operand];
    case "call":
      return node.target === undefined ? node.args : [node.target, ...node.args];
    case "list":
      return node.elements;
    case "map":
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case "struct":
      return node.entries.map(({ value }) => value);
    case "comprehension":
      return [node.range, node.start, node.condition, node.step, node.result];
  }
}
