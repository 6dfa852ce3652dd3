/** What a lock file names, and nothing else: from the cache where it is there, else fetched and compared. */
import * as fs from "node:fs";
import { join } from "node:path";
import { GitError } from "../../../git/index.ts";
import { cloneUrl, KustomizeError, parseRepoUrl, type RepoSpec } from "../../../kustomize/index.ts";
import { bytesDigest, treeDigest, withoutGit } from "../../../sys/index.ts";
import type { RunContext } from "../../context.ts";
import type { RemoteCache } from "./cache.ts";
import { LOCK_FILE, lockedRepository, type Lock, type LockedRepository } from "./lock-file.ts";
import { cloneInto, download, IS_REPOSITORY } from "./fetch.ts";
import type { RemoteSource } from "./source.ts";

interface LockedOptions {
  readonly context: RunContext;
  readonly cache: RemoteCache;
  readonly lock: Lock;
}

export function lockedSource(options: LockedOptions): RemoteSource {
  const { lock, cache } = options;
  return {
    async repository(spec) {
      const entry = lockedRepository(lock, spec);
      if (entry === undefined) throw notLocked(named(spec));
      return await takeRepository(options, spec, entry);
    },
    async file(url) {
      const entry = lock.files.find((file) => file.url === url);
      if (entry !== undefined) return await takeFile(options, entry);
      const spec = parseRepoUrl(url);
      if (!("error" in spec) && lockedRepository(lock, spec) !== undefined) throw new KustomizeError(IS_REPOSITORY);
      throw notLocked(`'${url}'`);
    },
    close: () => cache.close(),
  };
}

function named(spec: RepoSpec): string {
  return `'${cloneUrl(spec)}'${spec.ref === "" ? "" : ` at '${spec.ref}'`}`;
}

function notLocked(what: string): KustomizeError {
  return new KustomizeError(`${LOCK_FILE} has no entry for ${what}: run 'lade kustomize lock' to add it`);
}

async function takeRepository(options: LockedOptions, spec: RepoSpec, entry: LockedRepository): Promise<string> {
  const { cache } = options;
  const { path, changed } = cache.tree(entry.digest);
  if (path !== undefined) return path;
  if (changed) sayChanged(options, named(spec));
  const { folder, digest } = await fetchCommit(options, spec, entry.commit);
  if (digest === entry.digest) return cache.keepTree(digest, folder);
  fs.rmSync(folder, { recursive: true, force: true });
  throw differs(named(spec), digest, entry.digest);
}

async function takeFile(options: LockedOptions, entry: { url: string; digest: string }): Promise<Uint8Array> {
  const { cache, context } = options;
  const { bytes, changed } = cache.file(entry.digest);
  if (bytes !== undefined) return bytes;
  if (changed) sayChanged(options, `'${entry.url}'`);
  const fresh = await download(entry.url, context);
  const digest = bytesDigest(fresh);
  if (digest !== entry.digest) throw differs(`'${entry.url}'`, digest, entry.digest);
  cache.keepFile(digest, fresh);
  return fresh;
}

function sayChanged({ context }: LockedOptions, what: string): void {
  context.err.write(`# Warning: the cached copy of ${what} was changed after it was fetched; it is fetched anew.\n`);
}

function differs(what: string, found: string, wanted: string): KustomizeError {
  return new KustomizeError(
    `the content of ${what} is not what ${LOCK_FILE} says: it has ${found} instead of ${wanted}; ` +
      `run 'lade kustomize lock --update' if that is meant`,
  );
}

/** By the commit itself, or by the ref where a server hands out no others. */
async function fetchCommit(options: LockedOptions, spec: RepoSpec, commit: string) {
  try {
    return await fetchTree(options, { ...spec, ref: commit });
  } catch (error) {
    if (!(error instanceof GitError) || error.timedOut) throw error;
  }
  const fetched = await fetchTree(options, spec);
  if (fetched.commit === commit) return fetched;
  fs.rmSync(fetched.folder, { recursive: true, force: true });
  throw new KustomizeError(
    `${named(spec)} is commit ${fetched.commit}, and ${LOCK_FILE} says ${commit}, which the server does not hand out; ` +
      `run 'lade kustomize lock --update' if that is meant`,
  );
}

interface FetchedTree {
  readonly folder: string;
  readonly commit: string;
  readonly digest: string;
}

/** Clones into a scratch folder of the cache and leaves the files alone. */
export async function fetchTree({ cache, context }: Omit<LockedOptions, "lock">, spec: RepoSpec): Promise<FetchedTree> {
  const folder = cache.scratch();
  try {
    await cloneInto(folder, spec, context);
    // Checked out by commit, so HEAD is no branch.
    const commit = fs.readFileSync(join(folder, ".git/HEAD"), "utf8").trim();
    withoutGit(folder);
    return { folder, commit, digest: treeDigest(folder) };
  } catch (error) {
    fs.rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
