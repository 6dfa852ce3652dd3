import { BrokenPipe } from "../../sys/index.ts";
import { CommandError } from "../context.ts";
import { errorText } from "../error-text.ts";

/**
 * What most `cfg` and `fn` commands do goes through a place of Kustomize's that ends the program at an error, before cobra could add the
 * usage (cmd/config/runner, HandleError).
 */
export function withoutUsage<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw endingAtOnce(error);
  }
}

/** The error that ends the program so, for what goes wrong later. */
export function endingAtOnce(error: unknown): unknown {
  if (error instanceof BrokenPipe) return error;
  return new CommandError(errorText(error), { withoutUsage: true, cause: error });
}
