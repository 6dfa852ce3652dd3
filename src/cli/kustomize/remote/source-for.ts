/** The source for the build of a target: its lock file, where it has one. */
import { peek } from "../../../base/index.ts";
import { fromBytes } from "../../../go/index.ts";
import { absolute, join } from "../../../go/path/index.ts";
import { parseRepoUrl } from "../../../kustomize/index.ts";
import type { RunContext } from "../../context.ts";
import { LOCK_FILE, parseLock, type Lock } from "./lock-file.ts";
import { freshSource, type RemoteSource } from "./source.ts";

export async function sourceFor(context: RunContext, target: string): Promise<RemoteSource> {
  const lock = readLock(context, target);
  if (lock === undefined) return freshSource(context);
  const [{ lockedSource }, { RemoteCache }] = await Promise.all([import("./locked-source.ts"), import("./cache.ts")]);
  return lockedSource({ context, cache: RemoteCache.open(context), lock });
}

/** The lock beside a local target. */
export function readLock({ files, cwd }: RunContext, target: string): Lock | undefined {
  if (!("error" in parseRepoUrl(target))) return undefined;
  const path = lockPath(target, cwd);
  if (peek(files, path) === undefined) return undefined;
  return parseLock(fromBytes(files.read(path)), join(target, LOCK_FILE));
}

export function lockPath(target: string, cwd: string): string {
  return join(absolute(target, cwd), LOCK_FILE);
}
