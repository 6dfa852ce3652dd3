/** Cloning a repository with the `git` program, as Kustomize does (api 0.21, internal/git): one commit, submodules if wanted. */
import { fromBytes } from "../go/index.ts";
import { formatDuration, MILLISECOND } from "../go/time/index.ts";
import { howItEnded, lookPath, StartError } from "../sys/index.ts";

export interface CloneRequest {
  readonly url: string;
  /** A branch, tag or commit; the remote's HEAD when empty. */
  readonly ref: string;
  readonly submodules: boolean;
  /** For each step. */
  readonly timeoutNs: bigint;
  /** An empty folder. */
  readonly directory: string;
  readonly env: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal;
}

/** A step of git that failed or took too long; the message is Kustomize's. */
export class GitError extends Error {
  constructor(
    message: string,
    readonly options: ErrorOptions & { readonly timedOut?: boolean } = {},
  ) {
    super(message, options);
  }

  get timedOut(): boolean {
    return this.options.timedOut === true;
  }
}

/** Clones into the folder. Throws `GitError`. */
export async function clone(request: CloneRequest): Promise<void> {
  refuseOption(request.ref);
  const git = findGit(request.env.get("PATH") ?? "");
  const step = (...args: string[]): Promise<void> => runGit(git, args, request);
  await step("init");
  await step("remote", "add", "origin", request.url);
  await step("fetch", "--depth=1", request.url, request.ref === "" ? "HEAD" : request.ref);
  await step("checkout", "FETCH_HEAD");
  if (request.submodules) await step("submodule", "update", "--init", "--recursive");
}

/** Git would take it for an option, such as `--upload-pack=PROGRAM`, which it runs. No branch can be called so. */
function refuseOption(ref: string): void {
  if (ref.startsWith("-")) throw new GitError(`invalid ref '${ref}': it begins with '-'`);
}

function findGit(searchPath: string): string {
  try {
    return lookPath("git", searchPath);
  } catch (error) {
    if (error instanceof StartError) throw new GitError(`no 'git' program on path: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Timers count up to 2^31 milliseconds; Go's durations are longer. */
const TIMER_MS_MAX = 2 ** 31 - 1;
/** For what git started, to end after git. */
const GRACE_MS = 200;

async function runGit(git: string, args: readonly string[], request: CloneRequest): Promise<void> {
  const { timeoutNs, signal } = request;
  const command = [git, ...args].join(" ");
  const child = Bun.spawn([git, ...args], {
    cwd: request.directory,
    env: Object.fromEntries(request.env),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors] = [new Drain(child.stdout), new Drain(child.stderr)];
  const stopped = Promise.withResolvers<string>();
  const timedOut = `hit ${formatDuration(timeoutNs)} timeout running '${command}'`;
  const timer = setTimeout(
    () => stopped.resolve(timedOut),
    Math.min(Number(timeoutNs) / Number(MILLISECOND), TIMER_MS_MAX),
  );
  const abort = (): void => stopped.resolve(`interrupted while running '${command}'`);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted === true) abort();
  try {
    const finished = Promise.all([output.done, errors.done, child.exited]).then(() => undefined);
    const why = await Promise.race([finished, stopped.promise]);
    if (why !== undefined) {
      // Asked politely, git ends the programs it has started; one that stays keeps the pipes open.
      child.kill("SIGTERM");
      await Promise.race([finished, Bun.sleep(GRACE_MS)]);
      child.kill("SIGKILL");
      await Promise.all([output.cancel(), errors.cancel()]);
      throw new GitError(why, { timedOut: why === timedOut });
    }
    if (child.exitCode === 0) return;
    throw new GitError(
      `failed to run '${command}': ${output.text}${errors.text}: ${howItEnded({ exitCode: child.exitCode ?? -1, signal: child.signalCode?.toString() })}`,
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Of what a step prints, the rest is thrown away. */
const OUTPUT_BYTES_MAX = 1 << 20;

/** Reads a stream to its end, or until nobody wants it any more. */
class Drain {
  readonly #reader;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  readonly done: Promise<void>;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.done = this.#read();
  }

  get text(): string {
    return fromBytes(Buffer.concat(this.#chunks));
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }

  async #read(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#reader.read();
      if (done) return;
      if (this.#size < OUTPUT_BYTES_MAX) this.#chunks.push(value);
      this.#size += value.length;
    }
  }
}
