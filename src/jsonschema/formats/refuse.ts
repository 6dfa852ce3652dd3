import { GoError } from "../../go/index.ts";

/** Ends a check with what is wrong. */
export function refuse(problem: string): never {
  throw new GoError(problem);
}

/** Runs a check inside another one, whose message says what was being checked. */
export function checkPart(what: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof GoError ? new GoError(`${what}: ${error.message}`) : error;
  }
}
