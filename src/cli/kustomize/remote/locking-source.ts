/** Fetches as a build does and notes what it got. What an older lock says stays, unless that is to be brought up to date. */
import { cloneUrl, KustomizeError, parseRepoUrl } from "../../../kustomize/index.ts";
import { bytesDigest } from "../../../sys/index.ts";
import type { RunContext } from "../../context.ts";
import type { RemoteCache } from "./cache.ts";
import { lockedRepository, type Lock, type LockedFile, type LockedRepository } from "./lock-file.ts";
import { fetchTree, lockedSource } from "./locked-source.ts";
import { download, IS_REPOSITORY } from "./fetch.ts";
import type { RemoteSource } from "./source.ts";

interface LockingOptions {
  readonly context: RunContext;
  readonly cache: RemoteCache;
  /** Entries to be kept. */
  readonly kept: Lock;
}

export interface LockingSource extends RemoteSource {
  /** What was asked for so far. */
  readonly lock: Lock;
}

export function lockingSource({ context, cache, kept }: LockingOptions): LockingSource {
  const repositories: LockedRepository[] = [];
  const files: LockedFile[] = [];
  const older = lockedSource({ context, cache, lock: kept });
  return {
    lock: { repositories, files },
    async repository(spec) {
      const entry = lockedRepository(kept, spec);
      if (entry !== undefined) {
        repositories.push(entry);
        return await older.repository(spec);
      }
      const { commit, digest, folder } = await fetchTree({ context, cache }, spec);
      const { ref, submodules } = spec;
      repositories.push({ url: cloneUrl(spec), ref, submodules, commit, digest });
      return cache.keepTree(digest, folder);
    },
    async file(url) {
      const entry = kept.files.find((file) => file.url === url);
      if (entry !== undefined) {
        files.push(entry);
        return await older.file(url);
      }
      const spec = parseRepoUrl(url);
      if (!("error" in spec) && lockedRepository(kept, spec) !== undefined) throw new KustomizeError(IS_REPOSITORY);
      const bytes = await download(url, context);
      const digest = bytesDigest(bytes);
      files.push({ url, digest });
      cache.keepFile(digest, bytes);
      return bytes;
    },
    close: () => cache.close(),
  };
}
