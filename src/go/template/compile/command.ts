import { assertNever } from "../../../base/index.ts";
import { GoError, type Func, type Value } from "../../value.ts";
import type { Eval, Execution } from "../execution.ts";
import { findMethod, readField, type MissingKey } from "../field.ts";
import { idealConstant } from "../arguments.ts";
import {
  print,
  type ChainNode,
  type CommandNode,
  type FieldNode,
  type Node,
  type Operand,
  type VariableNode,
} from "../parse/node.ts";
import { compileArguments } from "./argument.ts";
import type { ChainParts, LastStep, Stage } from "./backend.ts";
import { invoke } from "./call.ts";
import type { CompileContext, CompiledCommand } from "./context.ts";
import { compileFunction } from "./function.ts";
import type { Expression, Site } from "./site.ts";
import { textLeaf } from "./text-leaf.ts";
import { slotOf, type VariablePlace } from "./variable.ts";

/** What surrounds a command in its pipeline. */
export interface CommandContext {
  /** A stage before this one pipes its value in. */
  readonly hasFinal: boolean;
  /** Where an error before anything here is evaluated is reported. */
  readonly before: { readonly last: Node | undefined };
}

/** One command of a pipeline: a function, method or field with its arguments, or a lone value. */
export function compileCommand(
  compiler: CompileContext,
  command: CommandNode,
  { hasFinal, before }: CommandContext,
): CompiledCommand {
  const word = command.args[0];
  const args = command.args.length === 1 ? NO_OPERANDS : command.args.slice(1);
  if (word === undefined) throw new GoError("empty command");
  switch (word.kind) {
    case "identifier":
      return compileFunction(compiler, { name: word.name, nameNode: word, node: command, args, hasFinal });
    case "field":
    case "chain":
      return compileChain(compiler, word, { args, hasFinal });
    case "variable":
      if (word.fields.length > 0) return compileChain(compiler, word, { args, hasFinal });
      break;
    case "pipe":
      if (args.length > 0 || hasFinal) return notAFunction(compiler, word, before);
      break;
    default:
      break;
  }
  if (args.length > 0 || hasFinal) return notAFunction(compiler, word);
  if (word.kind === "nil") return { stage: compiler.failing(word, "nil is not a command"), last: word };
  const { eval: value, last } = compiler.operand(word);
  return { stage: value, last };
}

function notAFunction(compiler: CompileContext, word: Operand, before?: CommandContext["before"]): CompiledCommand {
  return { stage: compiler.failing(word, `can't give argument to non-function ${print(word)}`, before), last: word };
}

/** The value of an operand that stands alone. */
export function compileOperand(compiler: CompileContext, node: Operand): Expression {
  const { backend } = compiler;
  switch (node.kind) {
    case "pipe":
      return compiler.pipeline(node);
    case "identifier": {
      const call = compileFunction(compiler, { name: node.name, nameNode: node, node, args: [], hasFinal: false });
      return alone(call);
    }
    case "field":
    case "chain":
      return alone(compileChain(compiler, node, NO_ARGUMENTS));
    case "variable":
      if (node.fields.length > 0) return alone(compileChain(compiler, node, NO_ARGUMENTS));
      return { eval: compileVariable(compiler, node), last: node };
    case "dot":
      return { eval: backend.dot, last: node };
    case "nil":
      return { eval: backend.constant(undefined), last: node };
    case "bool":
      return { eval: backend.constant(node.value), last: node };
    case "string":
      return { eval: textLeaf(compiler, node) ?? backend.constant(node.value), last: node };
    case "number":
      return { eval: compiler.constant(node, () => idealConstant(node)), last: node };
    default:
      return assertNever(node);
  }
}

const NO_OPERANDS: readonly Operand[] = [];
const NO_ARGUMENTS: ChainArguments = { args: NO_OPERANDS, hasFinal: false };

function alone({ stage, last }: CompiledCommand): Expression {
  return { eval: stage, last };
}

function compileVariable(compiler: CompileContext, node: VariableNode): Eval {
  return compiler.backend.variable(compiler.placeOf(node.name), compiler.site(node));
}

interface ChainArguments {
  readonly args: readonly Operand[];
  readonly hasFinal: boolean;
}

/** `.A.B`, `$x.A.B` or `(pipeline).A.B`; the last name may be a method with arguments. */
function compileChain(compiler: CompileContext, node: ChainedNode, given: ChainArguments): CompiledCommand {
  const chain = new Chain(compiler, node, given);
  return { stage: compiler.backend.chain(chain), last: chain.last };
}

type ChainedNode = FieldNode | VariableNode | ChainNode;

class Chain implements ChainParts {
  readonly receiver: Eval;
  readonly names: readonly string[];
  readonly leaf: number;
  readonly missingKey: MissingKey;
  readonly hasArguments: boolean;
  /** The last node evaluated before the fields are read, where that is not the chain itself. */
  readonly #head: Expression | undefined;
  readonly #variable: VariablePlace | undefined;
  #calls: MethodCalls | undefined;

  constructor(
    readonly compiler: CompileContext,
    readonly node: ChainedNode,
    readonly given: ChainArguments,
  ) {
    this.names = node.kind === "field" ? node.names : node.fields;
    this.leaf = compiler.placeOfLeaf(node);
    this.missingKey = compiler.missingKey;
    this.hasArguments = given.args.length > 0 || given.hasFinal;
    // Arguments of methods are compiled when it is known which method it is.
    if (this.hasArguments) compiler.keepToItself();
    this.#variable = node.kind === "variable" ? compiler.placeOf(node.name) : undefined;
    this.#head = node.kind === "chain" ? compileHead(compiler, node) : undefined;
    this.receiver = this.#receiver();
    // What the arguments declare is declared here.
    if (this.hasArguments) this.#calls = new MethodCalls(compiler, node, given);
  }

  get site(): Site {
    return this.compiler.site(this.node, this.#head);
  }

  /** The last node evaluated when all is read. */
  get last(): Node | undefined {
    if (this.given.args.length > 0) return this.#methods.last;
    return this.#head === undefined ? this.node : this.#head.last;
  }

  receiverInInterface(execution: Execution): boolean {
    if (this.node.kind === "field") return execution.dotInInterface;
    if (this.#variable === undefined) return false;
    return execution.inInterface[slotOf(execution, this.#variable, this.site)] === true;
  }

  callMethod(execution: Execution, method: Func, name: string): Value {
    return this.#methods.callAlone(execution, method, name);
  }

  lastStep(execution: Execution, { dot, final, receiver, inInterface }: LastStep): Value {
    const { missingKey, hasArguments } = this;
    const name = this.names.at(-1) ?? "";
    const method = findMethod(receiver, name);
    if (method !== undefined) return this.#methods.call(method, name)(execution, dot, final);
    try {
      return readField(receiver, { name, missingKey, inInterface, hasArguments });
    } catch (error) {
      throw this.site.wrap(execution, error);
    }
  }

  #receiver(): Eval {
    const { backend } = this.compiler;
    if (this.#head !== undefined) return this.#head.eval;
    return this.#variable === undefined ? backend.dot : backend.variable(this.#variable, this.site);
  }

  /** Methods without arguments are rare: what calls them is made when one is met. */
  get #methods(): MethodCalls {
    return (this.#calls ??= new MethodCalls(this.compiler, this.node, NO_ARGUMENTS));
  }
}

function compileHead(compiler: CompileContext, node: ChainNode): Expression {
  if (node.operand.kind !== "nil") return compiler.operand(node.operand);
  const fail = compiler.failing(node, `indirection through explicit nil in ${print(node)}`);
  return { eval: fail, last: node };
}

/** Calls of methods at one place. Which method is only known when it runs, so each signature is compiled when first met. */
class MethodCalls {
  readonly #bySignature = new Map<string, (method: Func) => Stage>();
  readonly #alone: MethodCalls | undefined;
  /** The last node evaluated by a call. */
  readonly last: Node | undefined;

  readonly #compiler: CompileContext;

  constructor(
    compiler: CompileContext,
    readonly node: ChainedNode,
    readonly given: ChainArguments,
  ) {
    this.#compiler = given.args.length > 0 ? compiler.later() : compiler;
    const hasArguments = given.args.length > 0 || given.hasFinal;
    this.#alone = hasArguments ? new MethodCalls(compiler, node, NO_ARGUMENTS) : undefined;
    const lastArgument = given.args.at(-1);
    this.last = lastArgument === undefined ? node : compiler.operand(lastArgument).last;
  }

  /** A method in the middle of a chain, or at the end of one without arguments. */
  callAlone(execution: Execution, method: Func, name: string): Value {
    return (this.#alone ?? this).call(method, name)(execution, undefined, undefined);
  }

  call(method: Func, name: string): Stage {
    const signature = `${name} ${method.params.join()} ${method.variadic}`;
    let make = this.#bySignature.get(signature);
    if (make === undefined) this.#bySignature.set(signature, (make = this.#compile(method, name)));
    return make(method);
  }

  #compile(method: Func, name: string): (method: Func) => Stage {
    const { node, given } = this;
    const compiler = this.#compiler;
    const compiled = compileArguments(compiler, { func: method, name, nameNode: node, ...given });
    if (compiled.kind === "failing") return () => compiled.stage;
    const { args } = compiled;
    const site = compiler.site(node);
    return (called) => (execution, dot, final) => {
      const values = args.map((arg) => arg(execution, dot, final));
      try {
        return invoke(called, execution, values);
      } catch (error) {
        throw site.wrapCall(execution, name, error);
      }
    };
  }
}
