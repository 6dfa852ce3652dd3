/**
 * Turns a parse tree into closures, once: functions, variables, constants and the shape of every call are settled here, so that
 * a run walks no tree. Which node an error names follows exec.go of text/template, where it is the last one evaluated.
 */
import { GoError, type FuncMap, type Value } from "../../value.ts";
import { BREAK, CONTINUE, DONE, type Eval, type Outcome, type Run } from "../execution.ts";
import type { MissingKey } from "../field.ts";
import type { ActionNode, BranchNode, ListNode, Node, Operand, PipeNode, Statement, Tree } from "../parse/node.ts";
import type { Backend, Stage } from "./backend.ts";
import { compileCommand, compileOperand } from "./command.ts";
import type { CompileContext } from "./context.ts";
import type { Expressions } from "./expressions.ts";
import { Scope } from "./scope.ts";
import { Site, type Expression } from "./site.ts";

export interface CompileOptions {
  readonly functions: FuncMap;
  readonly missingKey: MissingKey;
  readonly backend: Backend;
  readonly expressions: Expressions;
}

export interface CompiledTemplate {
  readonly name: string;
  readonly run: Run;
}

export function compile(tree: Tree, options: CompileOptions): CompiledTemplate {
  const compiler = new Compiler(tree, options);
  return { name: tree.name, run: compiler.list(tree.root) };
}

export class Compiler implements CompileContext {
  readonly scope: Scope;
  readonly backend: Backend;
  readonly missingKey: MissingKey;
  readonly functions: FuncMap;

  constructor(
    readonly tree: Tree,
    readonly options: CompileOptions,
    scope = new Scope(),
  ) {
    this.scope = scope;
    this.backend = options.backend;
    this.missingKey = options.missingKey;
    this.functions = options.functions;
  }

  /** For a part that is compiled only when it is met in a run. */
  later(): Compiler {
    return new Compiler(this.tree, this.options, this.scope.copy());
  }

  site(node: Node, after?: Expression): Site {
    return new Site(node, after);
  }

  /** A step that can only fail. */
  failing(node: Node, problem: string, after?: { readonly last: Node | undefined }): Stage {
    const site = new Site(node, after);
    return (execution) => {
      throw site.fail(execution, problem);
    };
  }

  // --- statements

  list({ nodes }: ListNode): Run {
    const statements: Run[] = [];
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node === undefined) break;
      const { text, count } = this.backend.joinsText ? constantText(nodes, i) : { text: "", count: 0 };
      if (count > 1 || (count === 1 && node.kind === "action")) {
        statements.push(this.backend.text({ ...node, kind: "text", text }));
        i += count - 1;
      } else {
        statements.push(this.#statement(node));
      }
    }
    return sequence(statements);
  }

  /**
   * The body of a branch. Many are never run (features that are switched off), so it is compiled when first run, with the
   * variables that are visible here.
   */
  #body(list: ListNode): Run {
    if (list.nodes.length < LAZY_FROM && list.nodes.every((node) => node.kind === "text" || node.kind === "action")) {
      return this.list(list);
    }
    const later = this.later();
    let run: Run | undefined;
    return (execution, dot) => (run ??= later.list(list))(execution, dot);
  }

  #statement(node: Statement): Run {
    switch (node.kind) {
      case "text":
        return this.backend.text(node);
      case "action":
        return this.#action(node);
      case "if":
      case "with":
        return this.#branch(node);
      case "range":
        return this.#range(node);
      case "template":
        return this.#templateCall(node);
      case "break":
        return (): Outcome => BREAK;
      case "continue":
        return (): Outcome => CONTINUE;
    }
  }

  /** An action that declares or assigns a variable prints nothing. */
  #action(node: ActionNode): Run {
    const { eval: pipe } = this.#shared(node.pipe);
    if (node.pipe.declared.length === 0) {
      const { name: template } = this.tree;
      return this.backend.action({ pipe, site: this.site(node), node, template });
    }
    return (execution, dot) => {
      execution.statement = node;
      pipe(execution, dot);
      return DONE;
    };
  }

  #branch(node: BranchNode): Run {
    const { scope } = this;
    const mark = scope.mark();
    const { eval: pipe } = this.#shared(node.pipe);
    const inner = scope.mark();
    const { dotInterfaceSlot } = scope;
    if (node.kind === "with") scope.dotInterfaceSlot = undefined;
    const body = this.#body(node.list);
    scope.dotInterfaceSlot = dotInterfaceSlot;
    scope.pop(inner);
    const otherwise = node.elseList === undefined ? undefined : this.#body(node.elseList);
    scope.pop(mark);
    return this.backend.branch({ pipe, body, otherwise, node });
  }

  #range(node: BranchNode): Run {
    const { scope } = this;
    const mark = scope.mark();
    const interfaceSlot = scope.newSlot();
    const pipe = this.#shared(node.pipe, interfaceSlot);
    const slots = node.pipe.declared.map(({ name }) => scope.find(name)?.slot);
    const [indexSlot, elementSlot] = slots.length > 1 ? slots : [undefined, slots[0]];
    const inner = scope.mark();
    const { dotInterfaceSlot } = scope;
    scope.dotInterfaceSlot = interfaceSlot;
    const body = this.#body(node.list);
    scope.dotInterfaceSlot = dotInterfaceSlot;
    scope.pop(inner);
    const otherwise = node.elseList === undefined ? undefined : this.#body(node.elseList);
    scope.pop(mark);
    const site = this.site(node, pipe);
    const variableCount = slots.length;
    return this.backend.range({
      pipe: pipe.eval,
      indexSlot,
      elementSlot,
      interfaceSlot,
      variableCount,
      body,
      otherwise,
      site,
      node,
    });
  }

  #templateCall(node: Statement & { kind: "template" }): Run {
    const { name } = node;
    const pipe = node.pipe === undefined ? undefined : this.#shared(node.pipe).eval;
    return this.backend.templateCall({ name, pipe, site: this.site(node), node, template: this.tree.name });
  }

  // --- expressions

  operand(node: Operand): Expression {
    return compileOperand(this, node);
  }

  /**
   * The pipeline of a statement, compiled once for all places that say the same with the same variables. Variables of a range know the
   * place that tells their elements' type.
   */
  #shared(pipe: PipeNode, interfaceSlot?: number): Expression {
    const value = this.options.expressions.get(pipe, this.scope, () => this.#stages(pipe));
    return this.#declaring(pipe, value, interfaceSlot);
  }

  /** A pipeline in parentheses, and what it declares. */
  pipeline(pipe: PipeNode): Expression {
    return this.#declaring(pipe, this.#stages(pipe));
  }

  #stages(pipe: PipeNode): Expression {
    const stages: Stage[] = [];
    let last: { readonly last: Node | undefined } = { last: pipe };
    for (const command of pipe.commands) {
      const hasFinal = stages.length > 0;
      const { stage, last: reached } = compileCommand(this, command, { hasFinal, before: last });
      stages.push(stage);
      last = { last: reached };
    }
    return { eval: this.backend.pipeline(stages), last: last.last };
  }

  #declaring(pipe: PipeNode, { eval: value, last }: Expression, interfaceSlot?: number): Expression {
    if (pipe.declared.length === 0) return { eval: value, last };
    return { eval: this.#declare(pipe, value, { last, interfaceSlot }), last };
  }

  #declare(
    pipe: PipeNode,
    value: Eval,
    { last, interfaceSlot }: { last: Node | undefined; interfaceSlot: number | undefined },
  ): Eval {
    const slots: number[] = [];
    for (const [i, { name }] of pipe.declared.entries()) {
      const isElement = i === pipe.declared.length - 1;
      const variable = pipe.assigns
        ? this.scope.find(name)
        : this.scope.declare(name, isElement ? interfaceSlot : undefined);
      if (variable === undefined) return this.#assignUndeclared(pipe, value, { name, last });
      slots.push(variable.slot);
    }
    return this.backend.store({ pipe: value, slots, site: this.site(pipe) });
  }

  #assignUndeclared(pipe: PipeNode, value: Eval, { name, last }: { name: string; last: Node | undefined }): Eval {
    const fail = this.failing(pipe, `undefined variable: ${name}`, { last });
    return (execution, dot) => {
      value(execution, dot);
      return fail(execution, dot, undefined);
    };
  }

  /** A value known now, or the error that asking for it gives. */
  constant(node: Node, read: () => Value): Eval {
    try {
      return this.backend.constant(read());
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      return this.failing(node, error.message);
    }
  }
}

/** Bodies of fewer plain statements are not worth the delay. */
const LAZY_FROM = 4;

/** Text and actions that print a string literal, which charts that write templates for others are full of, in one piece. */
function constantText(nodes: readonly Statement[], from: number): { text: string; count: number } {
  let text = "";
  let count = 0;
  for (let i = from; i < nodes.length; i++, count++) {
    const literal = literalText(nodes[i]);
    if (literal === undefined) break;
    text += literal;
  }
  return { text, count };
}

function literalText(node: Statement | undefined): string | undefined {
  if (node?.kind === "text") return node.text;
  if (node?.kind !== "action" || node.pipe.declared.length > 0 || node.pipe.commands.length !== 1) return undefined;
  const args = node.pipe.commands[0]?.args;
  const word = args?.[0];
  return args?.length === 1 && word?.kind === "string" ? word.value : undefined;
}

function sequence(statements: readonly Run[]): Run {
  const [first, second] = statements;
  if (first === undefined) return () => DONE;
  if (second === undefined) return first;
  if (statements.length === 2) {
    return (execution, dot) => {
      const outcome = first(execution, dot);
      return outcome === DONE ? second(execution, dot) : outcome;
    };
  }
  return (execution, dot) => {
    for (const statement of statements) {
      const outcome = statement(execution, dot);
      if (outcome !== DONE) return outcome;
    }
    return DONE;
  };
}
