import { GoError } from "../value.ts";

/**
 * Runs a recursive function over a foreign value. Nesting is limited to 10,000 levels as in Go; where the stack of this
 * program ends before that, the same error says so.
 */
export function withinStack<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes("call stack")) throw new GoError("exceeded max depth");
    throw error;
  }
}
