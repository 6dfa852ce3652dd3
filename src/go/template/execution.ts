import { GoError, type Value } from "../value.ts";
import type { Node } from "./parse/node.ts";

/** Go's limit of templates calling templates. */
export const DEPTH_MAX = 100_000;

/** A template that can be run. */
export interface RunnableTemplate {
  readonly name: string;
  readonly compiled: { readonly run: Run };
}

/** The templates that a run can call: what functions such as `include` and `tpl` work with. `TemplateSet` is this. */
export interface RunningSet {
  lookup(name: string): RunnableTemplate | undefined;
  execute(name: string, data: Value): string;
  executeTemplate(template: RunnableTemplate, data: Value): string;
  parse(name: string, text: string): RunnableTemplate;
  clone(): RunningSet;
}

/** One run of one template and of those it calls with `{{template}}`. An `include` starts another. */
export class Execution {
  out = "";
  /** The variables of the running template; `$` is the first. */
  variables: Value[] = [];
  /** Open `{{template}}` calls, outermost first. */
  readonly calls: Node[] = [];
  /** Where evaluation came to a stop, for the few expressions that end in different places (`and`, `or`). */
  last: Node | undefined = undefined;

  constructor(readonly set: RunningSet) {}
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
