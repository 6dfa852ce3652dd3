/** From text to a program: what others call (as cel-go's `Env.Compile` and `Program.Eval`, with Kubernetes' environment of 1.36). */
import { check, type Checked } from "./check/checker.ts";
import type { Environment } from "./check/environment.ts";
import type { Type } from "./check/types.ts";
import { validate } from "./check/validators.ts";
import { compile, InstantiationError } from "./evaluate/compile.ts";
import { Frame, type Program } from "./evaluate/frame.ts";
import type { Expression } from "./syntax/ast.ts";
import { parse } from "./syntax/parser.ts";
import type { Value } from "./values/value.ts";

/** What one evaluation may cost (apiserver pkg/apis/cel, PerCallLimit). */
export const CALL_COST_MAX = 1_000_000;

export interface Compiled {
  readonly text: string;
  readonly type: Type;
  readonly tree: Expression;
  readonly checked: Checked;
  /** Whether it reads a variable. */
  reads(variable: string): boolean;
  /** Throws a `CelError`, or `CostExceeded`. */
  evaluate(variables: (name: string) => Value | undefined, costMax?: number): Evaluated;
}

export interface Evaluated {
  readonly value: Value;
  readonly cost: number;
}

/** An expression that is none; the message is cel-go's, with the place of every problem. */
export class CompileError extends Error {
  constructor(
    message: string,
    /** It is well-formed, and a constant in it cannot be computed. */
    readonly isInstantiation = false,
  ) {
    super(message);
  }
}

/** Throws a `CompileError`. */
export function compileExpression(text: string, environment: Environment): Compiled {
  const { source, expression, problems } = parse(text);
  if (expression === undefined || problems.length > 0) throw new CompileError(source.describe(problems));
  const checked = check(expression, environment);
  if (checked.problems.length > 0) throw new CompileError(source.describe(checked.problems));
  const wrong = validate(expression, checked);
  if (wrong.length > 0) throw new CompileError(source.describe(wrong));
  const type = checked.types.get(expression);
  if (type === undefined) throw new Error("a checked expression has a type");
  const program = instantiate(expression, checked);
  return {
    ...{ text, type, tree: expression, checked },
    reads: (variable) => [...checked.variables.values()].includes(variable),
    evaluate(variables, costMax = CALL_COST_MAX) {
      const frame = new Frame(variables, costMax);
      const value = program(frame);
      return { value, cost: frame.cost };
    },
  };
}

function instantiate(expression: Expression, checked: Checked): Program {
  try {
    return compile(expression, checked);
  } catch (error) {
    if (error instanceof InstantiationError) throw new CompileError(error.message, true);
    throw error;
  }
}
