/** What releases and API servers say when they refuse, as the error of a command. */
import { GoError } from "../../../go/index.ts";
import { CommandError } from "../../context.ts";

/** Runs `action`; what it throws in Helm's or the server's words becomes the message of a `CommandError`. */
export async function failingAsCommand<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof CommandError || !isRefusal(error)) throw error;
    throw new CommandError(error.message, { cause: error });
  }
}

/** The same, for those who go on in Helm's words. */
export async function failingAsGo<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof GoError || !isRefusal(error)) throw error;
    throw new GoError(error.message, { cause: error });
  }
}

/** Errors of programming are no refusals: they keep their stack. */
function isRefusal(error: unknown): error is Error {
  if (error instanceof GoError) return true;
  return (
    error instanceof Error &&
    !(error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError)
  );
}
