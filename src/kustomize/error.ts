/** Errors of the engine: the message is Kustomize's own, byte for byte, without the `Error: ` of the command line. */
export class KustomizeError extends Error {
  override name = "KustomizeError";
}

/** `prefix: message`, as every layer of Kustomize adds what it was doing. */
export function wrap(error: unknown, prefix: string): KustomizeError {
  return new KustomizeError(`${prefix}: ${messageOf(error)}`, { cause: error });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs `action`; what it throws gets the prefix. `undefined` adds none. */
export function within<Result>(prefix: string | (() => string), action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw wrap(error, typeof prefix === "string" ? prefix : prefix());
  }
}

/** The first error of a class in a chain of causes. */
export function causeOf<Kind extends Error>(
  error: unknown,
  kind: abstract new (...args: never[]) => Kind,
): Kind | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof kind) return at;
  return undefined;
}
