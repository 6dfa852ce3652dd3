/** Fields of a YAML mapping as a Go struct of strings has them: numbers keep the text in which they were written. */
import type { Node } from "../../yaml/index.ts";

export function fieldOf(node: Node | undefined, name: string): Node | undefined {
  if (node?.kind === "alias") return fieldOf(node.alias, name);
  if (node?.kind !== "mapping") return undefined;
  const at = node.content.findIndex(({ value }, i) => i % 2 === 0 && value === name);
  return at < 0 ? undefined : node.content[at + 1];
}

export function textOf(node: Node | undefined): string {
  if (node?.kind === "alias") return textOf(node.alias);
  return node?.kind === "scalar" && node.tag !== "!!null" ? node.value : "";
}
