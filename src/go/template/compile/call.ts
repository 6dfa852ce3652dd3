import type { Func, Value } from "../../value.ts";
import type { Execution } from "../execution.ts";
import { ContextFunc } from "../context-func.ts";
import type { CallParts, Stage } from "./backend.ts";

type Call = (...args: unknown[]) => Value;

/** A function call. Calls with few arguments, nearly all, are spelled out: no array is made for them. */
export function callFunction({ func, name, args, site }: CallParts): Stage {
  if (func instanceof ContextFunc) {
    return args.length === 2 ? callInWithTwo(func, { name, args, site }) : callGeneral({ func, name, args, site });
  }
  const call = func.call as Call;
  switch (args.length) {
    case 0:
      return (execution) => {
        try {
          return call();
        } catch (error) {
          throw site.wrapCall(execution, name, error);
        }
      };
    case 1:
      return callWithOne(call, { name, args, site });
    case 2:
      return callWithTwo(call, { name, args, site });
    case 3:
      return callWithThree(call, { name, args, site });
    default:
      return callGeneral({ func, name, args, site });
  }
}

type Around = Pick<CallParts, "name" | "args" | "site">;

function callWithOne(call: Call, { name, args, site }: Around): Stage {
  const a = args[0] ?? nothing;
  return (execution, dot, final) => {
    const first = a(execution, dot, final);
    try {
      return call(first);
    } catch (error) {
      throw site.wrapCall(execution, name, error);
    }
  };
}

function callWithTwo(call: Call, { name, args, site }: Around): Stage {
  const a = args[0] ?? nothing;
  const b = args[1] ?? nothing;
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

function callWithThree(call: Call, { name, args, site }: Around): Stage {
  const a = args[0] ?? nothing;
  const b = args[1] ?? nothing;
  const c = args[2] ?? nothing;
  return (execution, dot, final) => {
    const first = a(execution, dot, final);
    const second = b(execution, dot, final);
    const third = c(execution, dot, final);
    try {
      return call(first, second, third);
    } catch (error) {
      throw site.wrapCall(execution, name, error);
    }
  };
}

/** `include` and `tpl`. */
function callInWithTwo(func: ContextFunc, { name, args, site }: Around): Stage {
  const a = args[0] ?? nothing;
  const b = args[1] ?? nothing;
  return (execution, dot, final) => {
    const first = a(execution, dot, final);
    const second = b(execution, dot, final);
    try {
      return func.callIn(execution, first as never, second as never);
    } catch (error) {
      throw site.wrapCall(execution, name, error);
    }
  };
}

const nothing = (): undefined => undefined;

function callGeneral({ func, name, args, site }: Omit<CallParts, "node">): Stage {
  return (execution, dot, final) => {
    const values: unknown[] = [];
    for (let i = 0; i < args.length; i++) values.push((args[i] ?? nothing)(execution, dot, final));
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
