/** What Helmfile's engine is given of the world. */
import type { FileSystem } from "../base/index.ts";
import { type FuncMap, GoError, type GoMap, type Value } from "../go/index.ts";

export interface World {
  /** Relative paths count from `cwd`. */
  readonly files: FileSystem;
  /** The folder in which the state file stands, absolute. */
  readonly cwd: string;
  /** The same in another folder, absolute or counted from here. */
  within(folder: string): World;
  env(name: string): string | undefined;
  /** Sprig's functions over this machine's clock and chance. */
  readonly sprig: FuncMap;
  /** Runs a program to its end and gives what it wrote to both streams. Throws `CommandFailure` where it fails, and `GoError` with Helmfile's text. */
  run(command: Command): string;
  readonly log: Log;
  readonly secrets: Secrets;
  /** A text as a file that is there while Helm runs: its path. */
  keep(name: string, text: string): string;
  /** What a folder or file somewhere else is here, once it was fetched into a folder of the cache: `states`, `values`, or one of a release. Throws `GoError`. */
  fetch(source: string, place: string): string;
  /** Fetches what `fetch` could not get without waiting, and whether there was anything: what failed without it is to be tried again. */
  fetchMissing(): Promise<boolean>;
}

/** A program failed that was run: what it wrote to its first stream all the same. */
export class CommandFailure extends GoError {
  constructor(
    message: string,
    readonly output: string,
  ) {
    super(message);
  }
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** On top of those of this process. */
  readonly env: ReadonlyMap<string, string>;
  /** Relative to the world's folder. */
  readonly folder: string;
  readonly input: string;
}

/** As Helmfile's levels are called. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface Secrets {
  /** `ref+…` in a value, however deep, for what it stands for. Throws `GoError`. */
  expand(value: Value): Value;
  /** The plain text of an encrypted file. Throws `GoError`. */
  decrypt(path: string): string;
  /** The values of HCL files, read together. Throws `GoError`. */
  hcl(paths: readonly string[]): GoMap;
}

/** Does something that may have to wait for what lies elsewhere; it is begun anew then. */
export async function fetching<Result>(world: Pick<World, "fetchMissing">, action: () => Result): Promise<Result> {
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (!(await world.fetchMissing())) throw error;
    }
  }
}
