/**
 * Starts programs, never through a shell, and waits for them. Failures to start read as those of Go's os/exec:
 * `exec: "x": executable file not found in $PATH`, `fork/exec ./x: permission denied`.
 */
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { existing, FileError } from "../base/index.ts";
import * as path from "../go/path/index.ts";
import { quote } from "../go/strconv/index.ts";
import { disk } from "./disk.ts";

/** The program did not start. */
export class StartError extends Error {}

export interface RunOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd?: string;
  /** What it reads; the standard input of this process when left out; nothing for `empty`. */
  readonly input?: Uint8Array | "inherit" | "empty";
  readonly output: "inherit" | "capture";
  /** `merge` captures them among the output, in the order they were written. */
  readonly errors?: "inherit" | "capture" | "merge";
  /** Where programs named without a slash are looked for. */
  readonly searchPath: string;
  /** It is killed when it takes longer; nobody hurries it where nothing is said. */
  readonly timeoutMs?: number;
}

export interface Finished {
  /** -1 when a signal ended it, as in Go. */
  readonly exitCode: number;
  readonly signal: string | undefined;
  readonly output: Uint8Array;
  readonly errors: Uint8Array;
}

const OUTPUT_BYTES_MAX = 1 << 30;

/** Runs a program to its end. Throws `StartError`. */
export function run(options: RunOptions): Finished {
  const file = lookPath(options.program, options.searchPath);
  if ([file, ...options.args].some((word) => word.includes("\0"))) {
    throw new StartError(`fork/exec ${file}: invalid argument`);
  }
  const { input = "inherit" } = options;
  const merged = options.errors === "merge" ? openScratch() : undefined;
  try {
    const child = Bun.spawnSync([file, ...options.args], {
      argv0: options.program,
      env: Object.fromEntries(options.env),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdin: input === "empty" ? "ignore" : input,
      stdout: merged ?? (options.output === "inherit" ? "inherit" : "pipe"),
      stderr: merged ?? (options.errors === "capture" ? "pipe" : "inherit"),
      maxBuffer: OUTPUT_BYTES_MAX,
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs, killSignal: "SIGKILL" as const }),
    });
    return {
      exitCode: child.signalCode ? -1 : child.exitCode,
      signal: child.signalCode === undefined ? undefined : String(child.signalCode),
      output: merged === undefined ? (child.stdout ?? new Uint8Array()) : readScratch(merged),
      errors: child.stderr ?? new Uint8Array(),
    };
  } catch (error) {
    throw new StartError(`fork/exec ${file}: ${reason(error)}`, { cause: error });
  } finally {
    if (merged !== undefined) fs.closeSync(merged);
  }
}

export interface WatchedRun extends Pick<RunOptions, "program" | "args" | "env" | "searchPath"> {
  readonly cwd: string;
  /** What it reads; nothing when left out. */
  readonly input?: Uint8Array;
  /** Told to the program as an interrupt. */
  readonly signal: AbortSignal;
  /** Given what it writes to both streams, as it comes. */
  readonly onOutput: (bytes: Uint8Array) => void;
}

/** Runs a program to its end while other things go on. Throws `StartError`. */
export async function runWatched(options: WatchedRun): Promise<Finished> {
  const { program, args, env, cwd, input, signal, onOutput } = options;
  const file = lookPath(program, options.searchPath);
  try {
    const child = Bun.spawn([file, ...args], {
      ...{ argv0: program, env: Object.fromEntries(env), cwd },
      stdin: input ?? "ignore",
      ...{ stdout: "pipe", stderr: "pipe" },
    });
    const interrupt = () => child.kill("SIGINT");
    signal.addEventListener("abort", interrupt);
    const [output, errors, exitCode] = await Promise.all([
      gathered(child.stdout, onOutput),
      gathered(child.stderr, onOutput),
      child.exited,
    ]);
    signal.removeEventListener("abort", interrupt);
    const ended = child.signalCode === null ? undefined : String(child.signalCode);
    return { exitCode: ended === undefined ? exitCode : -1, signal: ended, output, errors };
  } catch (error) {
    throw new StartError(`fork/exec ${file}: ${reason(error)}`, { cause: error });
  }
}

async function gathered(stream: ReadableStream<Uint8Array>, onOutput: (bytes: Uint8Array) => void) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    onOutput(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A file without a name, into which two streams can be written in turn. */
function openScratch(): number {
  const file = join(tmpdir(), `lade-${process.pid}-${performance.now()}`);
  const descriptor = fs.openSync(file, "wx+", 0o600);
  fs.rmSync(file);
  return descriptor;
}

function readScratch(descriptor: number): Uint8Array {
  const bytes = new Uint8Array(fs.fstatSync(descriptor).size);
  fs.readSync(descriptor, bytes, 0, bytes.length, 0);
  return bytes;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EACCES: "permission denied",
  ENOEXEC: "exec format error",
  E2BIG: "argument list too long",
  ENOTDIR: "not a directory",
};

function reason(error: unknown): string {
  const { code = "", message } = error as { code?: string; message: string };
  return REASONS[code] ?? message;
}

/** How Go's os/exec says what is run: the file in the place of the program's name, where there is one. */
export function commandLine({
  program,
  args,
  searchPath,
}: Pick<RunOptions, "program" | "args" | "searchPath">): string {
  const found = foundPath(program, searchPath);
  return [found === undefined || isUnasked(program, found) ? program : found, ...args].join(" ");
}

/** The file a program's name stands for; a name with a slash is one. Throws `StartError`. */
export function lookPath(program: string, searchPath: string): string {
  if (program === "") throw new StartError("exec: no command");
  const found = foundPath(program, searchPath);
  if (found === undefined) throw new StartError(`exec: ${quote(program)}: executable file not found in $PATH`);
  if (isUnasked(program, found)) {
    throw new StartError(`exec: ${quote(program)}: cannot run executable found relative to current directory`);
  }
  return found;
}

function foundPath(program: string, searchPath: string): string | undefined {
  if (program.includes("/")) return program;
  if (searchPath === "" || program === "." || program === "..") return undefined;
  return searchPath
    .split(":")
    .map((dir) => path.join(dir || ".", program))
    .find((file) => executableFault(file) === undefined);
}

/** What lies in the working folder, or below it, is not run under a bare name, whatever the path says (os/exec, `ErrDot`). */
function isUnasked(program: string, found: string): boolean {
  return !program.includes("/") && !found.startsWith("/");
}

/** The same, refusing a path that is no program. */
export function lookProgram(program: string, searchPath: string): string {
  const file = lookPath(program, searchPath);
  const fault = executableFault(file);
  if (fault !== undefined) throw new StartError(`exec: ${quote(program)}: ${fault}`);
  return file;
}

function executableFault(file: string): string | undefined {
  try {
    const { kind, mode } = existing(disk, file);
    if (kind === "directory") return "is a directory";
    return (mode & EXECUTABLE_BITS) === 0 ? "permission denied" : undefined;
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
}

const EXECUTABLE_BITS = 0o111;
