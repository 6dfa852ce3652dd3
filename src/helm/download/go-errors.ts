/** Errors of asynchronous work, told as Go tells them. */
import { FileError } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";

/** An expected failure's text; anything else is thrown on. */
export function messageOf(error: unknown): string {
  if (error instanceof GoError || error instanceof FileError) return error.message;
  throw error;
}

/** Awaits `action`; an expected failure is thrown on with `context: ` before its text. */
export async function within<T>(context: string, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new GoError(`${context}: ${messageOf(error)}`, { cause: error });
  }
}
