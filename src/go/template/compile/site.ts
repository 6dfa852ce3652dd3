import { isOutOfMemory } from "../../limits.ts";
import { GoError } from "../../value.ts";
import { execErrorAt, type ExecError } from "../error.ts";
import type { Eval, Execution } from "../execution.ts";
import type { Node } from "../parse/node.ts";
import { counterpart } from "../parse/shape.ts";

/** A compiled expression and the node that an error right after it is reported at. */
export interface Expression {
  readonly eval: Eval;
  /** `undefined` where it is only known at run time: then `Execution.last` holds it. */
  readonly last: Node | undefined;
}

const TOO_LONG = "text or list is too long";

/** The place in the source that one step of a template reports its errors at. */
export class Site {
  constructor(
    readonly node: Node,
    /** Replaces `node`: the last operand evaluated before this step. */
    readonly after?: { readonly last: Node | undefined },
  ) {}

  fail(execution: Execution, problem: string, cause?: GoError): ExecError {
    const node = this.after === undefined ? this.node : (this.after.last ?? execution.last ?? this.node);
    const { template, statement } = execution;
    const own = statement?.pipe === undefined ? node : counterpart(statement.pipe, node);
    return execErrorAt({ template, statement, node: own }, problem, cause);
  }

  /** Words a failure of our own checks; anything that is not one passes through. */
  wrap(execution: Execution, error: unknown): unknown {
    if (isOutOfMemory(error)) return this.fail(execution, TOO_LONG);
    return error instanceof GoError ? this.fail(execution, error.message) : error;
  }

  /** Words what a called function failed with. */
  wrapCall(execution: Execution, name: string, error: unknown): unknown {
    if (isOutOfMemory(error)) return this.fail(execution, `error calling ${name}: ${TOO_LONG}`);
    if (!(error instanceof GoError)) return error;
    return this.fail(execution, `error calling ${name}: ${error.message}`, error);
  }
}
