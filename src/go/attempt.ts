import { GoError } from "./value.ts";

/** What an action gives; nothing where it fails with a `GoError`. */
export function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) return undefined;
    throw error;
  }
}
