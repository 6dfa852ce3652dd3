/** `lade kustomize lock`: builds a kustomization, and writes down which remote sources that took. Kustomize has no such command. */
import { toBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { build, parseRepoUrl } from "../../kustomize/index.ts";
import type { RunContext } from "../context.ts";
import { optionsOf } from "./build.ts";
import { RemoteCache } from "./remote/cache.ts";
import { formatLock, LOCK_FILE, lockedRepository, NO_LOCK, type Lock } from "./remote/lock-file.ts";
import { lockingSource } from "./remote/locking-source.ts";
import { lockPath, readLock } from "./remote/source-for.ts";
import { withWorld } from "./world.ts";

export async function run(context: RunContext): Promise<void> {
  const { args, cwd, files, flags, out } = context;
  const [target = "."] = args;
  if (args.length > 1) throw new Error("specify one path to kustomization.yaml");
  if (!("error" in parseRepoUrl(target))) throw new Error("a lock file is written beside a local kustomization");
  const kept = flags.bool("update") ? NO_LOCK : (readLock(context, target) ?? NO_LOCK);
  const source = lockingSource({ context, cache: RemoteCache.open(context), kept });
  await withWorld(context, (world) => build(target, { ...world, ...optionsOf(context) }), { source });
  const lock = withoutPages(source.lock);
  const path = lockPath(target, cwd);
  if (lock.repositories.length + lock.files.length === 0) {
    files.remove(path);
    out.write("nothing to lock: no remote sources\n");
    return;
  }
  files.write(path, toBytes(formatLock(lock)));
  out.write(
    `${join(target, LOCK_FILE)}: ${count(lock.repositories.length, "repository", "repositories")}, ` +
      `${count(lock.files.length, "file", "files")}\n`,
  );
}

/** The web page of a repository is no file that the build took. */
function withoutPages(lock: Lock): Lock {
  const isPage = (url: string): boolean => {
    const spec = parseRepoUrl(url);
    return !("error" in spec) && lockedRepository(lock, spec) !== undefined;
  };
  return { ...lock, files: lock.files.filter(({ url }) => !isPage(url)) };
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
