import { GoError } from "./value.ts";

/** What an action gives; of a `GoError` with which it fails the message begins with what was being done: Go's `fmt.Errorf("…: %w", err)`. */
export function within<Result>(what: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`${what}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** The same for an action that is waited for. */
export async function withinAwaited<Result>(what: string, action: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    return within(what, () => {
      throw error;
    });
  }
}
