/** Errors of a cluster, kept together and told apart the way Go's are. */
import { GoError } from "../../go/index.ts";
import { ApiError, type ObjectRef, type StatusReason } from "../../kube/index.ts";
import type { Dialect } from "../dialect.ts";

/** `context: cause`. */
export function failure(context: string, cause: unknown): GoError {
  return new GoError(`${context}: ${messageOf(cause)}`, { cause });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs `action`; what it throws is thrown on with `context` before its text. */
export async function within<T>(context: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw failure(context, error);
  }
}

/** Several errors as one: lines in Helm 4, hashicorp/go-multierror's list in Helm 3. */
export function joined(errors: readonly unknown[], dialect: Dialect): GoError {
  const [first] = errors;
  const messages = errors.map(messageOf);
  if (dialect === "helm4") return new GoError(messages.join("\n"), { cause: first });
  const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
  const list = messages.map((message) => `\t* ${message}`).join("\n");
  return new GoError(`${count} occurred:\n${list}\n\n`, { cause: first });
}

/** Whether the server refused for one of these reasons, somewhere behind the error. */
export function isRefusal(error: unknown, ...reasons: readonly StatusReason[]): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApiError) return reasons.includes(cause.reason);
  }
  return false;
}

/** What Go's contexts say when they end. */
export const CANCELED = "context canceled";
export const DEADLINE = "context deadline exceeded";

/** A failure to write one object. The text is that of its cause. */
export class ObjectError extends GoError {
  constructor(
    error: unknown,
    readonly object: ObjectRef,
  ) {
    super(messageOf(error), { cause: error });
  }
}

/** Runs `action`; what it throws is thrown on with the object's name beside it. */
export async function about<T>(object: ObjectRef, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new ObjectError(error, object);
  }
}
