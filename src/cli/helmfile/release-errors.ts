/** What failed, release by release (pkg/state/release_error.go, pkg/app/app.go, `MultiError`). */
import { GoError } from "../../go/index.ts";
import type { Release } from "../../helmfile/index.ts";

/** Something that went wrong while a release was worked on. */
export function releaseFailure({ name = "" }: Release, error: unknown): GoError {
  return new GoError(`failed processing release ${name}: ${messageOf(error)}`, { cause: error });
}

/** What is not known to go wrong is thrown on. */
export function messageOf(error: unknown): string {
  if (error instanceof GoError) return error.message;
  throw error;
}

/** Several errors as one. */
export class MultiError extends GoError {
  constructor(readonly errors: readonly GoError[]) {
    const each = errors.map(({ message }, i) => `Error ${i + 1}:\n\n${indented(message)}`);
    super([`Failed with ${errors.length} errors:`, ...each].join("\n\n"));
  }
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}\n`)
    .join("");
}

/** The error with which an action fails; none where it does not. */
export async function errorsOf(action: () => Promise<void>): Promise<GoError[]> {
  try {
    await action();
    return [];
  } catch (error) {
    if (error instanceof GoError) return [error];
    throw error;
  }
}

/** Helmfile says the first of several. Throws it. */
export function throwFirst(errors: readonly GoError[]): void {
  const [first] = errors;
  if (first !== undefined) throw first;
}
