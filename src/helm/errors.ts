/** Go's way of saying where an error happened: `context: cause`. */
import { GoError } from "../go/index.ts";

/** Runs `action`; a `GoError` from it is thrown on with `context` before its text. */
export function wrap<T>(context: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`${context}: ${error.message}`, { cause: error });
    throw error;
  }
}
