import type { SopsWorld } from "../../sops/index.ts";

/** What references ask of the world: files, the environment, where age's keys are, and commands. */
export interface RefWorld extends SopsWorld {
  /** Runs a program; commands in references fail where there is no such port. */
  exec?(command: RefCommand): RefCommandResult;
}

export interface RefCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Beside the environment that there is. */
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

export interface RefCommandResult {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Why it failed, as Go's os/exec says it: `exit status 1`. */
  readonly failure?: string | undefined;
}
