import type { FuncMap, Value } from "../../value.ts";
import type { Eval } from "../execution.ts";
import type { MissingKey } from "../field.ts";
import type { Node, Operand, PipeNode } from "../parse/node.ts";
import type { Backend, Stage } from "./backend.ts";
import type { Expression, Site } from "./site.ts";
import type { VariablePlace } from "./variable.ts";

/** The compiler, as those see it who compile one kind of expression and need the others. */
export interface CompileContext {
  readonly backend: Backend;
  readonly missingKey: MissingKey;
  readonly functions: FuncMap;
  /** Where the running phrase has the value of a leaf; negative where that is the node's own. */
  placeOfLeaf(node: { readonly leaf: number }): number;
  /** What is compiled holds for the phrase as it stands, and not for all that look alike. */
  keepToItself(): void;
  /** The same with what is declared now, for a part that is compiled only when it is met in a run. */
  later(): CompileContext;
  placeOf(variable: string): VariablePlace;
  /** A place to report errors at; `after` names the expression whose last node takes its place. */
  site(node: Node, after?: Expression): Site;
  /** A step that can only fail. */
  failing(node: Node, problem: string, after?: { readonly last: Node | undefined }): Stage;
  /** A value known now, or the error that asking for it gives. */
  constant(node: Node, read: () => Value): Eval;
  pipeline(pipe: PipeNode): Expression;
  /** The value of an operand that stands alone. */
  operand(node: Operand): Expression;
}

export interface CompiledCommand {
  readonly stage: Stage;
  /** The node that an error right after it is reported at; `undefined` where `Execution.last` holds it. */
  readonly last: Node | undefined;
}
