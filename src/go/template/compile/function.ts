import { Func, GoError, typeOf, type Value } from "../../value.ts";
import { BUILTINS } from "../builtins/index.ts";
import { prepareArgument } from "../arguments.ts";
import type { Execution } from "../execution.ts";
import { print, type Node, type Operand } from "../parse/node.ts";
import { compileArguments, failingCall, parameterType } from "./argument.ts";
import type { CallParts, Stage } from "./backend.ts";
import { invoke } from "./call.ts";
import type { CompileContext, CompiledCommand } from "./context.ts";

export interface FunctionCall {
  readonly name: string;
  readonly nameNode: Node;
  /** The whole command, which "error calling" names. */
  readonly node: Node;
  readonly args: readonly Operand[];
  readonly hasFinal: boolean;
}

/** A call of a function, found now by its name. */
export function compileFunction(compiler: CompileContext, call: FunctionCall): CompiledCommand {
  const { name, nameNode, node, args, hasFinal } = call;
  const own = compiler.functions.get(name);
  const func = own ?? BUILTINS.get(name);
  if (func === undefined) {
    return { stage: compiler.failing(nameNode, `"${name}" is not a defined function`), last: nameNode };
  }
  const shape = { func, name, nameNode, args, hasFinal };
  if (own === undefined && (name === "and" || name === "or")) {
    return failingCall(compiler, shape) ?? compileAndOr(compiler, call);
  }
  const compiled = compileArguments(compiler, shape);
  if (compiled.kind === "failing") return compiled;
  const site = compiler.site(node);
  const callee =
    own === undefined && name === "call" ? callBuiltin(compiler, call, { args: compiled.args, site }) : undefined;
  const stage = callee ?? compiler.backend.call({ func, name, args: compiled.args, site, node });
  return { stage, last: compiled.last };
}

/** `and` and `or` stop at the first argument that decides, so the last node evaluated varies. */
function compileAndOr(compiler: CompileContext, { name, nameNode, args, hasFinal }: FunctionCall): CompiledCommand {
  const operands = args.map((arg) => compiler.operand(arg));
  const stage = compiler.backend.andOr({ until: name === "or", args: operands, hasFinal });
  return { stage, last: args.length === 0 ? nameNode : undefined };
}

/** `call` invokes a function that is a value; errors name it as it is written. */
function callBuiltin(
  compiler: CompileContext,
  call: FunctionCall,
  { args, site }: Pick<CallParts, "args" | "site">,
): Stage {
  const [first] = call.args;
  compiler.keepToItself();
  return (execution, dot, final) => {
    const [callee, ...values] = args.map((arg) => arg(execution, dot, final) as Value);
    const name = first === undefined ? describe(callee) : print(first);
    try {
      return callValue(execution, { callee, name, values });
    } catch (error) {
      throw site.wrapCall(execution, "call", error);
    }
  };
}

/** How `reflect.Value.String` shows a value that was piped in. */
function describe(value: Value): string {
  if (typeof value === "string") return value;
  return value === undefined ? "<invalid Value>" : `<${typeOf(value)} Value>`;
}

interface CallOfValue {
  readonly callee: Value;
  readonly name: string;
  readonly values: readonly Value[];
}

function callValue(execution: Execution, { callee, name, values }: CallOfValue): Value {
  if (callee === undefined || callee === null) throw new GoError("call of nil");
  if (!(callee instanceof Func)) {
    throw new GoError(`non-function ${name} of type ${typeOf(callee)}`);
  }
  const { params, variadic } = callee;
  const least = params.length - 1;
  if (variadic ? values.length < least : values.length !== params.length) {
    const want = variadic ? `at least ${least}` : params.length;
    throw new GoError(`wrong number of args for ${name}: got ${values.length} want ${want}`);
  }
  return invoke(
    callee,
    execution,
    values.map((value, i) => prepare(callee, value, i)),
  );
}

function prepare(callee: Func, value: Value, i: number): unknown {
  try {
    return prepareArgument(value, parameterType(callee, i));
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`arg ${i}: ${error.message}`);
    throw error;
  }
}
