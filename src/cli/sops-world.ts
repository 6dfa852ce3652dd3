/** What decrypting and references see of this machine: the environment, files, and commands that print keys and values. */
import type { FileSystem } from "../base/index.ts";
import { attempt, GoError } from "../go/index.ts";
import { splitWords } from "../go/shlex/index.ts";
import type { RefCommand, RefCommandResult, RefWorld } from "../helmfile/index.ts";
import { type Finished, howItEnded, run, StartError } from "../sys/index.ts";
import type { Environment } from "./context.ts";

export interface SopsSurroundings {
  readonly env: Environment;
  /** Relative paths count from `cwd`. */
  readonly files: Pick<FileSystem, "read" | "stat">;
  readonly cwd: string;
}

export function sopsWorld(around: SopsSurroundings): RefWorld {
  return {
    env: (name) => around.env.get(name),
    files: around.files,
    run: (line, variables) => keysFrom(around, line, variables),
    exec: (command) => execute(around, command),
  };
}

interface Started extends Pick<RefCommand, "program" | "args" | "variables"> {
  readonly timeoutMs?: number;
}

function start({ env, cwd }: SopsSurroundings, { program, args, variables, ...limits }: Started): Finished {
  return run({
    ...{ program, args, cwd, ...limits },
    env: new Map([...env.entries(), ...Object.entries(variables)]),
    searchPath: env.get("PATH") ?? "",
    ...{ input: "empty", output: "capture", errors: "capture" },
  });
}

/** What a command prints. Throws `GoError` with sops' text. */
function keysFrom(around: SopsSurroundings, line: string, variables: Readonly<Record<string, string>>): Uint8Array {
  const [program = "", ...args] = wordsOf(line);
  return within(`failed to execute command ${line}`, () => {
    const finished = start(around, { program, args, variables });
    if (finished.exitCode !== 0) throw new GoError(howItEnded(finished));
    return finished.output;
  });
}

function wordsOf(line: string): string[] {
  const words = attempt(() => splitWords(line));
  if (words !== undefined) return words;
  throw new GoError(`failed to parse command ${line}: EOF found when expecting closing quote`);
}

function within<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError || error instanceof StartError) throw new GoError(`${what}: ${error.message}`);
    throw error;
  }
}

function execute(around: SopsSurroundings, { timeoutSeconds, ...command }: RefCommand): RefCommandResult {
  try {
    const finished = start(around, { ...command, timeoutMs: timeoutSeconds * 1000 });
    const failure = finished.exitCode === 0 ? undefined : howItEnded(finished);
    return { stdout: finished.output, stderr: finished.errors, failure };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { stdout: new Uint8Array(), stderr: new Uint8Array(), failure: error.message };
  }
}
