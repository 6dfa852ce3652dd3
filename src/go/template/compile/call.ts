import type { Func, Value } from "../../value.ts";
import type { Execution } from "../execution.ts";
import { ContextFunc } from "../context-func.ts";
import type { CallParts, Stage } from "./backend.ts";

type Call = (...args: unknown[]) => Value;

/** A function call. Calls with few arguments, nearly all, are spelled out: no array is made for them. */
export function callFunction({ func, name, args, site }: CallParts): Stage {
  const [a, b, c] = args;
  if (func instanceof ContextFunc) return callGeneral({ func, name, args, site });
  const call = func.call as Call;
  if (a === undefined) {
    return (execution) => {
      try {
        return call();
      } catch (error) {
        throw site.wrapCall(execution, name, error);
      }
    };
  }
  if (b === undefined) {
    return (execution, dot, final) => {
      const first = a(execution, dot, final);
      try {
        return call(first);
      } catch (error) {
        throw site.wrapCall(execution, name, error);
      }
    };
  }
  if (c === undefined) {
    return (execution, dot, final) => {
      const first = a(execution, dot, final);
      const second = b(execution, dot, final);
      try {
        return call(first, second);
      } catch (error) {
        throw site.wrapCall(execution, name, error);
      }
    };
  }
  return callGeneral({ func, name, args, site });
}

function callGeneral({ func, name, args, site }: Omit<CallParts, "node">): Stage {
  return (execution, dot, final) => {
    const values = args.map((arg) => arg(execution, dot, final));
    try {
      return invoke(func, execution, values);
    } catch (error) {
      throw site.wrapCall(execution, name, error);
    }
  };
}

/** Calls a function with converted arguments; those that ask for it are told the running execution. */
export function invoke(func: Func, execution: Execution, args: readonly unknown[]): Value {
  if (func instanceof ContextFunc) return func.callIn(execution, ...(args as never[]));
  return (func.call as Call)(...args);
}
