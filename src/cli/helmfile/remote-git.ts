/** A repository at one of its branches, tags or commits, by the `git` program as go-getter 2 calls it (get_git.go). */
import { existing, peek, type WritableFileSystem } from "../../base/index.ts";
import { fromBytes, GoError } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { howItEnded, lookPath, run, StartError } from "../../sys/index.ts";
import type { Environment } from "../context.ts";

export interface GitRequest {
  readonly url: string;
  /** The default branch where it is empty. */
  readonly ref: string;
  /** Of the history; all of it where it is 0. */
  readonly depth: number;
  /** Where it goes. What is there already is brought up to date. */
  readonly folder: string;
  readonly env: Environment;
  readonly files: WritableFileSystem;
}

/** Throws `GoError` with what git said. */
export function fetchRepository(request: GitRequest): void {
  const { url, ref, folder, files, depth } = request;
  refuseOption(ref);
  const shallow = depth > 0 ? ["--depth", String(depth)] : [];
  if (peek(files, folder) === undefined) git(request, ["clone", ...shallow, "--", url, folder], ".");
  else update(request, shallow);
  if (ref !== "") git(request, ["checkout", ref]);
  git(request, ["submodule", "update", "--init", "--recursive", ...shallow]);
}

/** Git would take it for an option. No branch can be called so. */
function refuseOption(ref: string): void {
  if (ref.startsWith("-")) throw new GoError(`invalid ref '${ref}': it begins with '-'`);
}

function update(request: GitRequest, shallow: readonly string[]): void {
  const { url, ref, folder, files } = request;
  for (const name of files.list(folder)) {
    const path = join(folder, name);
    if (name.toLowerCase() === ".git" && existing(files, path).kind === "directory") files.remove(path);
  }
  git(request, ["init"]);
  git(request, ["remote", "add", "origin", "--", url]);
  git(request, ["fetch", "--tags"]);
  git(request, ["fetch", "origin", "--", ref]);
  git(request, ["reset", "--hard", "FETCH_HEAD"]);
  git(request, ["checkout", ref]);
  git(request, ["pull", "origin", ...shallow, "--ff-only", "--", ref]);
}

function git({ env, folder }: GitRequest, args: readonly string[], cwd = folder): void {
  const searchPath = env.get("PATH") ?? "";
  try {
    const finished = run({
      ...{ program: "git", args, searchPath, cwd, env: new Map(env.entries()) },
      ...{ input: "empty", output: "capture", errors: "merge" },
    });
    if (finished.exitCode === 0) return;
    const path = lookPath("git", searchPath);
    const how =
      finished.signal === undefined
        ? `${path} exited with ${finished.exitCode}`
        : `error running ${path} (${howItEnded(finished)})`;
    throw new GoError(`${how}: ${fromBytes(finished.output)}`);
  } catch (error) {
    if (error instanceof StartError) throw new GoError("git must be available and on the PATH", { cause: error });
    throw error;
  }
}
