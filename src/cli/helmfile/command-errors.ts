/** Errors that Helmfile 1.8.0 ends with before it looks at any file. */
import { CommandError } from "../context.ts";

/** The exit code of what is wrong with a command line. */
export const USAGE_EXIT_CODE = 3;

/** Something is wrong with the words of a command line. */
export function usageError(message: string): CommandError {
  return new CommandError(message, { exitCode: USAGE_EXIT_CODE });
}

const PANIC_EXIT_CODE = 2;

/** Where Helmfile's process panics. */
export function panicError(message: string): CommandError {
  return new CommandError(message, { exitCode: PANIC_EXIT_CODE });
}
