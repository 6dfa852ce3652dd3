import { GoError, type Value } from "../value.ts";
import type { Language } from "./language.ts";
import type { ActiveStatement, ListNode, Node } from "./parse/node.ts";
import type { Leaf } from "./parse/leaf.ts";

/** Go's limit of templates calling templates. */
export const DEPTH_MAX = 100_000;

/** A template that can be run. */
export interface RunnableTemplate {
  readonly name: string;
  readonly root: ListNode;
}

/** Elements gone over, and templates called, in one set: a chart of thousands of templates needs a few million. */
const STEPS_MAX = 2 ** 24;
/** A template called counts as so many elements. */
export const CALL_STEPS = 16;
/** What one template may write. */
const OUTPUT_LENGTH_MAX = 2 ** 28;

/** What is left of the work that the templates of a set may do: Go would go on for hours, or until memory ends. */
export class Budget {
  steps = 0;
  /** Runs within runs (`include`, `tpl`). */
  depth = 0;
}

/** The templates that a run can call: what functions such as `include` and `tpl` work with. `TemplateSet` is this. */
export interface RunningSet {
  readonly budget: Budget;
  lookup(name: string): RunnableTemplate | undefined;
  execute(name: string, data: Value): string;
  executeTemplate(template: RunnableTemplate, data: Value): string;
  parse(name: string, text: string): RunnableTemplate;
  clone(): RunningSet;
}

/** One run of one template and of those it calls with `{{template}}`. An `include` starts another. */
export class Execution {
  out = "";
  /** The variables of the running template; `$` is the first. The parser has numbered their places. */
  variables: Value[] = [];
  /** Which of them hold an element of type `interface {}`: messages name that type, not the value's. */
  inInterface: (boolean | undefined)[] = [];
  /** Whether dot is such an element. */
  dotInInterface = false;
  /** Open `{{template}}` calls, outermost first. */
  readonly calls: Node[] = [];
  /** The name of the running template, and its statement: where errors are. */
  template = "";
  statement: ActiveStatement | undefined = undefined;
  /** Of the phrase that is evaluated (see parse/shape.ts). */
  leaves: readonly Leaf[] = [];
  /** Where evaluation came to a stop, for the few expressions that end in different places (`and`, `or`). */
  last: Node | undefined = undefined;

  readonly #budget: Budget;

  constructor(
    readonly set: RunningSet,
    readonly language: Language,
  ) {
    this.#budget = set.budget;
  }

  /** Gives the variable at a place its value. */
  store(slot: number, value: Value, inInterface: boolean): void {
    this.variables[slot] = value;
    this.inInterface[slot] = inInterface;
  }

  /** To be called for every round of a loop, and every call. Throws `GoError` where it is enough. */
  step(steps = 1): void {
    const { out } = this;
    if ((this.#budget.steps += steps) > STEPS_MAX) {
      throw new GoError(`templates run for too long (more than ${STEPS_MAX} steps)`);
    }
    if (out.length > OUTPUT_LENGTH_MAX) throw new GoError(`output is too long (max ${OUTPUT_LENGTH_MAX} characters)`);
  }
}

/** How a list of statements ended. */
export type Outcome = 0 | 1 | 2;
export const DONE = 0;
export const BREAK = 1;
export const CONTINUE = 2;

/** A compiled expression. */
export type Eval = (execution: Execution, dot: Value) => Value;

/** Whether the JavaScript stack is used up. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && !(error instanceof GoError) && error.message.includes("call stack");
}
