import type { Eval } from "../execution.ts";
import type { StringNode } from "../parse/node.ts";
import type { CompileContext } from "./context.ts";

/** A text that the running phrase knows. */
export function textLeaf(compiler: CompileContext, node: StringNode): Eval | undefined {
  const leaf = compiler.placeOfLeaf(node);
  return leaf < 0 ? undefined : ({ leaves }) => leaves[leaf] as string;
}
