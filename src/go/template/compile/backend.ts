/**
 * How templates are run. There are two ways: `plain`, which computes text and nothing else, and `traced`, which also records where
 * each piece of text came from. Statements are run as they stand; the pipelines in them are compiled to closures, which are made here.
 */
import type { Func, Value } from "../../value.ts";
import type { Eval, Execution, Outcome } from "../execution.ts";
import type { ActionNode, BranchNode, Node, PipeNode, TemplateNode, TextNode } from "../parse/node.ts";
import type { MissingKey } from "../field.ts";
import type { Site } from "./site.ts";
import type { VariablePlace } from "./variable.ts";

/** Like `Eval`, with the value that the stage before it in the pipeline gave (if there is one). */
export type Stage = (execution: Execution, dot: Value, final?: Value) => Value;

/** Evaluates, checks and converts one argument. */
export type Argument = (execution: Execution, dot: Value, final?: Value) => unknown;

export interface ChainParts {
  readonly receiver: Eval;
  readonly names: readonly string[];
  /** The how-manieth leaf of the running phrase the names are; negative where they are `names` for all. */
  readonly leaf: number;
  readonly missingKey: MissingKey;
  /** The last name is a method's, which has arguments. */
  readonly hasArguments: boolean;
  /** Where the fields are read. */
  readonly site: Site;
  /** Whether the receiver itself is an element of type `interface {}`. */
  receiverInInterface(execution: Execution): boolean;
  /** Calls a method that stands in the middle of the chain, without arguments. */
  callMethod(execution: Execution, method: Func, name: string): Value;
  /** Takes the last step, when it has arguments: only a method can. */
  lastStep(execution: Execution, step: LastStep): Value;
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

export interface AndOrParts {
  /** The truth that ends the evaluation: true for `or`. */
  readonly until: boolean;
  readonly args: readonly { readonly eval: Eval; readonly last: Node | undefined }[];
  readonly hasFinal: boolean;
}

export interface StoreParts {
  readonly pipe: Eval;
  readonly places: readonly VariablePlace[];
  readonly site: Site;
}

export interface Backend {
  /** The value of a statement's pipeline. What it declares is stored. */
  evaluate(execution: Execution, pipe: PipeNode, dot: Value): Value;
  text(execution: Execution, node: TextNode): void;
  action(execution: Execution, node: ActionNode, dot: Value): void;
  branch(execution: Execution, node: BranchNode, dot: Value): Outcome;
  range(execution: Execution, node: BranchNode, dot: Value): Outcome;
  templateCall(execution: Execution, node: TemplateNode, dot: Value): void;
  constant(value: Value): Eval;
  dot: Eval;
  /** An error names the site where the variable is not declared. */
  variable(place: VariablePlace, site: Site): Eval;
  chain(parts: ChainParts): Stage;
  call(parts: CallParts): Stage;
  andOr(parts: AndOrParts): Stage;
  pipeline(stages: readonly Stage[]): Eval;
  /** Stores the pipeline's value in each place. */
  store(parts: StoreParts): Eval;
  /** The value piped in, as an argument. */
  final: Stage;
}
