import type { Func } from "../../value.ts";
import {
  ANY_VALUE,
  canBeNil,
  converterFor,
  idealConstant,
  isEmptyInterface,
  isIntType,
  numberArgument,
} from "../arguments.ts";
import { print, type Node, type Operand } from "../parse/node.ts";
import type { Argument, Stage } from "./backend.ts";
import type { CompileContext } from "./context.ts";
import type { Site } from "./site.ts";
import { textLeaf } from "./text-leaf.ts";

export interface CallShape {
  readonly func: Func;
  readonly name: string;
  /** The function's name, or the field that is a method. */
  readonly nameNode: Node;
  readonly args: readonly Operand[];
  readonly hasFinal: boolean;
}

export type CompiledArguments =
  { readonly kind: "args"; readonly args: readonly Argument[]; readonly last: Node | undefined } | FailingCall;

interface FailingCall {
  readonly kind: "failing";
  readonly stage: Stage;
  readonly last: Node;
}

/** The arguments of a call, each checked against its parameter; the piped value comes last. */
export function compileArguments(compiler: CompileContext, shape: CallShape): CompiledArguments {
  const { func, nameNode, args, hasFinal } = shape;
  const failing = failingCall(compiler, shape);
  if (failing !== undefined) return failing;
  let last: { readonly last: Node | undefined } = { last: nameNode };
  const compiled: Argument[] = [];
  for (const node of args) {
    const arg = compileArgument(compiler, node, parameterType(func, compiled.length));
    compiled.push(arg.get);
    last = arg;
  }
  if (hasFinal) {
    const site = compiler.site(nameNode, { eval: compiler.backend.dot, last: last.last });
    compiled.push(checked(compiler.backend.final, parameterType(func, args.length), site));
  }
  return { kind: "args", args: compiled, last: last.last };
}

/** A call whose number of arguments is wrong can only fail. */
export function failingCall(compiler: CompileContext, shape: CallShape): FailingCall | undefined {
  const { func, name, nameNode, args, hasFinal } = shape;
  const problem = wrongNumber(func, name, { given: args.length + (hasFinal ? 1 : 0), written: args.length });
  if (problem === undefined) return undefined;
  return { kind: "failing", stage: compiler.failing(nameNode, problem), last: nameNode };
}

function wrongNumber(
  { params, variadic }: Func,
  name: string,
  { given, written }: { given: number; written: number },
): string | undefined {
  if (variadic) {
    const least = params.length - 1;
    return given < least ? `wrong number of args for ${name}: want at least ${least} got ${written}` : undefined;
  }
  if (given === params.length) return undefined;
  return `wrong number of args for ${name}: want ${params.length} got ${given}`;
}

export function parameterType({ params, variadic }: Func, i: number): string {
  const type = i >= params.length && variadic ? params.at(-1) : params[i];
  return type ?? ANY_VALUE;
}

interface CompiledArgument {
  readonly get: Argument;
  readonly last: Node | undefined;
}

function compileArgument(compiler: CompileContext, node: Operand, type: string): CompiledArgument {
  switch (node.kind) {
    case "nil":
      return { get: nilArgument(compiler, node, type), last: node };
    case "bool":
    case "string":
    case "number":
      return { get: literalArgument(compiler, node, type), last: node };
    default: {
      const { eval: value, last } = compiler.operand(node);
      return { get: checked(value, type, compiler.site(node, { eval: value, last })), last };
    }
  }
}

/** A value that is checked when it is there. */
function checked(value: Stage, type: string, site: Site): Argument {
  if (type === ANY_VALUE) return value;
  if (isEmptyInterface(type)) {
    return (execution, dot, final) => {
      const found = value(execution, dot, final);
      return found === undefined ? null : found;
    };
  }
  const convert = converterFor(type);
  return (execution, dot, final) => {
    const found = value(execution, dot, final);
    if (typeof found === "string" && type === "string") return found;
    try {
      return convert(found);
    } catch (error) {
      throw site.wrap(execution, error);
    }
  };
}

function nilArgument(compiler: CompileContext, node: Operand, type: string): Argument {
  if (!canBeNil(type)) return compiler.failing(node, `cannot assign nil to ${type}`);
  if (type === ANY_VALUE) return compiler.backend.constant(undefined);
  const convert = converterFor(type);
  return () => convert(undefined);
}

/** Whether a parameter takes a text. */
function isText(type: string): boolean {
  return type === "string" || type === ANY_VALUE || isEmptyInterface(type);
}

type Literal = Operand & { readonly kind: "bool" | "string" | "number" };

function literalArgument(compiler: CompileContext, node: Literal, type: string): Argument {
  const { backend } = compiler;
  const leaf = isText(type) && node.kind === "string" ? textLeaf(compiler, node) : undefined;
  if (leaf !== undefined) return leaf;
  if (type === ANY_VALUE || isEmptyInterface(type)) {
    return compiler.constant(node, () => (node.kind === "number" ? idealConstant(node) : node.value));
  }
  const expected = expectation(type);
  if (expected === undefined) return compiler.failing(node, `can't handle ${print(node)} for arg of type ${type}`);
  const value = literalValue(node, type);
  if (value === undefined) return compiler.failing(node, `expected ${expected}; found ${print(node)}`);
  const constant = backend.constant(undefined);
  return (execution, dot) => {
    constant(execution, dot);
    return value;
  };
}

/** What a literal for this type is called in messages; `undefined` where no literal will do. */
function expectation(type: string): string | undefined {
  if (type === "string") return "string";
  if (type === "bool") return "bool";
  if (type === "float64" || type === "float32") return "float";
  if (type === "complex128") return "complex";
  if (!isIntType(type)) return undefined;
  return type.startsWith("u") ? "unsigned integer" : "integer";
}

function literalValue(node: Literal, type: string): unknown {
  if (node.kind === "number") return type === "string" || type === "bool" ? undefined : numberArgument(node, type);
  return (node.kind === "string") === (type === "string") && (node.kind === "bool") === (type === "bool")
    ? node.value
    : undefined;
}
