/** Cloning a repository with the `git` program, as Kustomize does (api 0.21, internal/git): one commit, submodules if wanted. */
import { fromBytes } from "../go/index.ts";
import { lookPath, StartError } from "../sys/index.ts";

export interface CloneRequest {
  readonly url: string;
  /** A branch, tag or commit; the remote's HEAD when empty. */
  readonly ref: string;
  readonly submodules: boolean;
  readonly timeoutMs: number;
  /** An empty folder. */
  readonly directory: string;
  readonly env: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal;
}

/** A step of git that failed or took too long; the message is Kustomize's. */
export class GitError extends Error {}

/** Clones into the folder. Throws `GitError`. */
export async function clone(request: CloneRequest): Promise<void> {
  const git = findGit(request.env.get("PATH") ?? "");
  const step = (...args: string[]): Promise<void> => runGit(git, args, request);
  await step("init");
  await step("remote", "add", "origin", request.url);
  await step("fetch", "--depth=1", request.url, request.ref === "" ? "HEAD" : request.ref);
  await step("checkout", "FETCH_HEAD");
  if (request.submodules) await step("submodule", "update", "--init", "--recursive");
}

function findGit(searchPath: string): string {
  try {
    return lookPath("git", searchPath);
  } catch (error) {
    if (error instanceof StartError) throw new GitError(`no 'git' program on path: ${error.message}`, { cause: error });
    throw error;
  }
}

async function runGit(git: string, args: readonly string[], request: CloneRequest): Promise<void> {
  const command = [git, ...args].join(" ");
  const child = Bun.spawn([git, ...args], {
    cwd: request.directory,
    env: Object.fromEntries(request.env),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill("SIGKILL");
  }, request.timeoutMs);
  const abort = (): void => child.kill("SIGKILL");
  request.signal?.addEventListener("abort", abort);
  try {
    const [output, errors] = await Promise.all([textOf(child.stdout), textOf(child.stderr), child.exited]);
    if (timedOut) throw new GitError(`hit ${formatSeconds(request.timeoutMs)} timeout running '${command}'`);
    if (child.exitCode !== 0) {
      const said = fromBytes(output) + fromBytes(errors);
      throw new GitError(`failed to run '${command}': ${said}: exit status ${child.exitCode}`);
    }
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", abort);
  }
}

/** As Go prints a duration of whole seconds. */
function formatSeconds(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds}s`;
  return `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function textOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Response(stream).bytes();
}
