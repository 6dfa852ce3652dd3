import type { FileSystem } from "../base/index.ts";

/** What decrypting asks of the world: where age's keys are. */
export interface SopsWorld {
  /** A variable of the environment; `undefined` where it is not set. */
  env(name: string): string | undefined;
  readonly files: Pick<FileSystem, "read" | "stat">;
  /**
   * What a command line writes (SOPS_AGE_KEY_CMD), split as a shell splits it, with further variables in its environment. Throws an
   * Error in whose message Go's text stands.
   */
  run?(commandLine: string, variables: Readonly<Record<string, string>>): Uint8Array;
}
