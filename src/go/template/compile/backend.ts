/**
 * What the compiler builds its closures from. There are two sets: `plain`, which computes text and nothing else, and `traced`,
 * which also records where each piece of text came from. The compiler decides what happens; a backend only how.
 */
import type { Func, Value } from "../../value.ts";
import type { Eval, Execution, Run } from "../execution.ts";
import type { ActionNode, BranchNode, Node, TemplateNode, TextNode } from "../parse/node.ts";
import type { MissingKey } from "../field.ts";
import type { Site } from "./site.ts";

/** Like `Eval`, with the value that the stage before it in the pipeline gave (if there is one). */
export type Stage = (execution: Execution, dot: Value, final?: Value) => Value;

/** Evaluates, checks and converts one argument. */
export type Argument = (execution: Execution, dot: Value, final?: Value) => unknown;

export interface ChainParts {
  readonly receiver: Eval;
  readonly names: readonly string[];
  readonly missingKey: MissingKey;
  /** Where the fields are read. */
  readonly site: Site;
  /** Whether the receiver itself is an element of type `interface {}`. */
  readonly receiverInInterface: (execution: Execution) => boolean;
  /** Calls a method that stands in the middle of the chain, without arguments. */
  readonly callMethod: (execution: Execution, method: Func, name: string) => Value;
  /** Takes the last step, when it has arguments: only a method can. */
  readonly lastStep?: (execution: Execution, step: LastStep) => Value;
}

export interface LastStep {
  readonly dot: Value;
  readonly final: Value;
  readonly receiver: Value;
  readonly inInterface: boolean;
}

export interface CallParts {
  readonly func: Func;
  readonly name: string;
  readonly args: readonly Argument[];
  /** The node that "error calling" is reported at. */
  readonly site: Site;
  readonly node: Node;
}

export interface ActionParts {
  readonly pipe: Eval;
  readonly site: Site;
  readonly node: ActionNode;
  /** The name of the template that it stands in. */
  readonly template: string;
}

export interface RangeParts {
  readonly pipe: Eval;
  /** Places of the index and the element, where they have one. */
  readonly indexSlot: number | undefined;
  readonly elementSlot: number | undefined;
  readonly interfaceSlot: number;
  readonly variableCount: number;
  readonly body: Run;
  readonly otherwise: Run | undefined;
  readonly site: Site;
  readonly node: BranchNode;
}

export interface BranchParts {
  readonly pipe: Eval;
  readonly body: Run;
  readonly otherwise: Run | undefined;
  readonly node: BranchNode;
}

export interface TemplateCallParts {
  readonly name: string;
  readonly pipe: Eval | undefined;
  readonly site: Site;
  readonly node: TemplateNode;
  /** The name of the template that it stands in. */
  readonly template: string;
}

export interface AndOrParts {
  /** The truth that ends the evaluation: true for `or`. */
  readonly until: boolean;
  readonly args: readonly { readonly eval: Eval; readonly last: Node | undefined }[];
  readonly hasFinal: boolean;
}

export interface StoreParts {
  readonly pipe: Eval;
  readonly slots: readonly number[];
  readonly site: Site;
}

export interface Backend {
  /** Neighbouring texts may be written as one: nobody asks which action each came from. */
  readonly joinsText: boolean;
  text(node: TextNode): Run;
  action(parts: ActionParts): Run;
  branch(parts: BranchParts): Run;
  range(parts: RangeParts): Run;
  templateCall(parts: TemplateCallParts): Run;
  constant(value: Value): Eval;
  dot: Eval;
  variable(slot: number): Eval;
  chain(parts: ChainParts): Stage;
  call(parts: CallParts): Stage;
  andOr(parts: AndOrParts): Stage;
  pipeline(stages: readonly Stage[]): Eval;
  /** Stores the pipeline's value in each place. */
  store(parts: StoreParts): Eval;
  /** The value piped in, as an argument. */
  final: Stage;
}
