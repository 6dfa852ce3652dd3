import type { Value } from "../../value.ts";
import { compilePhrase } from "../compile/compiler.ts";
import type { Expression } from "../compile/site.ts";
import type { Execution } from "../execution.ts";
import { isSimpleMap } from "../field.ts";
import type { PipeNode } from "../parse/node.ts";

/** The value of a pipeline, which is compiled first if it was not met before. */
export function evaluate(execution: Execution, pipe: PipeNode, dot: Value): Value {
  const expression = compiled(execution, pipe);
  execution.leaves = pipe.leaves;
  return expression.eval(execution, dot);
}

/** The same; what can be read without compiling is. Most conditions are such, and are asked for once. */
export function evaluateQuickly(execution: Execution, pipe: PipeNode, dot: Value): Value {
  const { lone } = pipe;
  if (lone === undefined) return evaluate(execution, pipe, dot);
  if (lone.kind === "string") return lone.value;
  const value = readPlainly(lone.names, dot);
  // What is missing may be an error.
  return value === undefined ? evaluate(execution, pipe, dot) : value === null ? undefined : value;
}

/** What the fields lead to through plain maps alone. */
function readPlainly(names: readonly string[], dot: Value): Value {
  let value = dot;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? "";
    if (!isSimpleMap(value, name)) return undefined;
    value = value.get(name);
  }
  return value;
}

/** A pipeline is compiled when it is first met, for all places that say the same. */
export function compiled(execution: Execution, pipe: PipeNode): Expression {
  return (pipe.compiled ??= compilePhrase(pipe, execution.language));
}
