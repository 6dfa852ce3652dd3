import type { WritableFileSystem } from "../base/index.ts";
import type { Settings } from "./helm/settings.ts";

/** Which Helm a command line speaks to. */
export type Dialect = "helm3" | "helm4";

/**
 * Everything the run part of any command may touch. Run parts never reach for `process`, `Bun` or a console: what they
 * need of the world is here, so that a test can hand in its own.
 */
export interface RunContext {
  /** Positional arguments, after flags and the words that named the command. */
  readonly args: readonly string[];
  readonly flags: FlagValues;
  readonly env: Environment;
  readonly out: Output;
  readonly err: Output;
  /** All of standard input, read when first asked for. */
  stdin(): Uint8Array;
  readonly files: WritableFileSystem;
  /** The working directory, absolute. */
  readonly cwd: string;
  /** Aborted by an interrupt (SIGINT, SIGTERM). */
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
  /** Whether another command runs this one: the process is not to be replaced. */
  readonly isInner?: boolean;
}

/** What the run parts of Helm's commands are given. */
export interface CommandContext extends RunContext {
  readonly dialect: Dialect;
  readonly settings: Settings;
  readonly log: Log;
}

/** Values of the parsed flags by long name. Asking for a flag the command does not have is a programming error. */
export interface FlagValues {
  string(name: string): string;
  bool(name: string): boolean;
  int(name: string): number;
  float(name: string): number;
  /** Values of a repeatable flag (`stringArray`, `stringSlice`). */
  strings(name: string): readonly string[];
  /** Values of a `stringToString` flag. */
  map(name: string): ReadonlyMap<string, string>;
  durationMs(name: string): number;
  /** Whether the flag was given on the command line. */
  changed(name: string): boolean;
  /** Whether the command has such a flag at all. */
  has(name: string): boolean;
}

export interface Environment {
  get(name: string): string | undefined;
  entries(): Iterable<readonly [string, string]>;
}

/** Where text goes. `text` is a Go string: bytes outside UTF-8 are written as they are. */
export interface Output {
  write(text: string): void;
  writeBytes(bytes: Uint8Array): void;
  /** Hands over what was gathered, before another program writes to the same place. */
  flush(): void;
  /** Called before anything is written, by whoever has lines at the end of a terminal that are to give way. */
  beforeWrite?: (() => void) | undefined;
}

export interface Terminal {
  /** Whether standard output is a terminal. */
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Whether coloured output is wanted (`--color`, `HELM_COLOR`, `NO_COLOR` considered). */
  readonly color: boolean;
}

/** Log lines in the dialect's form: slog text in Helm 4, `file.go:line: time [debug] ...` and `WARNING: ...` in Helm 3. */
export interface Log {
  /** `helm3`: what Helm 3 says, behind the place in its source, `install.go:242 CHART PATH: …`; left out, what is listed for Helm 4's words (helm3-lines.ts). */
  debug(message: string, attributes?: LogAttributes, helm3?: string): void;
  info(message: string, attributes?: LogAttributes): void;
  warn(message: string, attributes?: LogAttributes): void;
  error(message: string, attributes?: LogAttributes): void;
}

export type LogAttributes = Readonly<Record<string, unknown>>;

/** A command that failed: `message` is printed after `Error: ` on standard error, then the program ends with `exitCode`. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly exitCode: number;
  /** Nothing is printed: what had to be said has been said. */
  readonly silent: boolean;
  /** The message stands alone, where others are followed by the usage of the command. */
  readonly withoutUsage: boolean;

  constructor(
    message: string,
    options: { exitCode?: number; silent?: boolean; withoutUsage?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
    this.silent = options.silent ?? false;
    this.withoutUsage = options.withoutUsage ?? false;
  }
}
