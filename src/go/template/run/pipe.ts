import type { Value } from "../../value.ts";
import { compilePhrase } from "../compile/compiler.ts";
import type { Expression } from "../compile/site.ts";
import type { Execution } from "../execution.ts";
import type { PipeNode } from "../parse/node.ts";

/** The value of a statement's pipeline. What it declares is stored. */
export function evaluate(execution: Execution, pipe: PipeNode, dot: Value): Value {
  return compiled(execution, pipe).eval(execution, dot);
}

/** A pipeline is compiled when it is first met, for all places that say the same. */
export function compiled(execution: Execution, pipe: PipeNode): Expression {
  return (pipe.compiled ??= compilePhrase(pipe, execution.language));
}
