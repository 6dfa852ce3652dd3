import { GoError } from "../value.ts";
import type { Value } from "../value.ts";
import type { Node } from "./parse/node.ts";
import type { TemplateSet } from "./set.ts";

/** Go's limit of templates calling templates. */
export const DEPTH_MAX = 100_000;

/** One run of one template and of those it calls with `{{template}}`. An `include` starts another. */
export class Execution {
  out = "";
  /** The variables of the running template; `$` is the first. */
  variables: Value[] = [];
  /** Open `{{template}}` calls, outermost first. */
  readonly calls: Node[] = [];
  /** Where evaluation came to a stop, for the few expressions that end in different places (`and`, `or`). */
  last: Node | undefined = undefined;

  constructor(readonly set: TemplateSet) {}
}

/** How a list of statements ended. */
export type Outcome = 0 | 1 | 2;
export const DONE = 0;
export const BREAK = 1;
export const CONTINUE = 2;

/** A compiled statement: appends to the output. */
export type Run = (execution: Execution, dot: Value) => Outcome;

/** A compiled expression. */
export type Eval = (execution: Execution, dot: Value) => Value;

/** Whether the JavaScript stack is used up. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && !(error instanceof GoError) && error.message.includes("call stack");
}
