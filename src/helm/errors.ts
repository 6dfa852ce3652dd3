/** Go's way of saying where an error happened: `context: cause`. */
import { FileError } from "../base/index.ts";
import { GoError } from "../go/index.ts";

/** Runs `action`; a `GoError` or `FileError` from it is thrown on as a `GoError` with `context` before its text. */
export function wrap<T>(context: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError || error instanceof FileError)
      throw new GoError(`${context}: ${error.message}`, { cause: error });
    throw error;
  }
}
