import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";

/** `given`: seconds of the command line, the release's where that is 0. */
export function timeoutFlags({ spec }: State, release: Release, given: number): string[] {
  const seconds = given > 0 ? given : Number(release.timeout ?? spec.helmDefaults?.timeout ?? 0);
  return seconds === 0 ? [] : ["--timeout", `${seconds}s`];
}
