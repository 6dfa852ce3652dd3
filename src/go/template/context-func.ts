import { Func, func, type Value } from "../value.ts";
import type { Execution } from "./execution.ts";

/** A function that works on the running template set, such as `include` and `tpl`. It is handed the execution first. */
export class ContextFunc extends Func {
  constructor(
    name: string,
    params: string,
    readonly callIn: (execution: Execution, ...args: never[]) => Value,
  ) {
    const declared = func(name, params, () => undefined);
    super(name, declared.params, declared.variadic, declared.call);
  }
}

/** Declares one: `contextFunc("include", "string, interface {}", (execution, name: string, data: Value) => ...)`. */
export function contextFunc<Args extends never[]>(
  name: string,
  params: string,
  call: (execution: Execution, ...args: Args) => Value,
): ContextFunc {
  return new ContextFunc(name, params, call as (execution: Execution, ...args: never[]) => Value);
}
