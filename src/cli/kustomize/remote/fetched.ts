/** Results that are fetched once: whoever asks too early is told to come again. */
import { NeedsRemote } from "../../../kustomize/index.ts";

/** A result, or why there is none: an error is remembered, too, so that a build that is run again meets it again. */
export type Fetched<Result> = { readonly value: Result } | { readonly error: unknown };

/** The result known for a key. Throws `NeedsRemote` when there is none yet. */
export function fetched<Result>(
  known: Map<string, Fetched<Result>>,
  key: string,
  fetch: () => Promise<Result>,
): Result {
  const result = known.get(key);
  if (result === undefined) {
    throw new NeedsRemote(key, async () => {
      try {
        known.set(key, { value: await fetch() });
      } catch (error) {
        known.set(key, { error });
      }
    });
  }
  if ("error" in result) throw result.error;
  return result.value;
}
