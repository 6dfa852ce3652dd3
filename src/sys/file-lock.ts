/**
 * A lock between processes. Helm locks `repositories.lock` with flock(2), which JavaScript cannot reach; a lock file made exclusively
 * beside it keeps our own processes apart, and is taken over when its owner is gone or has had it for too long.
 */
import * as fs from "node:fs";
import { attempt } from "./disk.ts";

const WAIT_MS = 50;
const WAIT_MAX_MS = 30_000;
const AGE_MAX_MS = 60_000;

/** Runs `action` while holding the lock; without it when it cannot be had in time, as two writers do less harm than none. */
export async function withLock<T>(path: string, signal: AbortSignal, action: () => Promise<T>): Promise<T> {
  const owned = `${path}.owner`;
  touch(path);
  const held = await acquire(owned, signal);
  try {
    return await action();
  } finally {
    if (held) fs.rmSync(owned, { force: true });
  }
}

/** Helm leaves its (empty) lock file behind. */
function touch(path: string): void {
  fs.closeSync(attempt("open", path, () => fs.openSync(path, "a", 0o600)));
}

async function acquire(path: string, signal: AbortSignal): Promise<boolean> {
  const end = Date.now() + WAIT_MAX_MS;
  while (Date.now() < end && !signal.aborted) {
    try {
      fs.writeFileSync(path, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if ((error as { code?: string }).code !== "EEXIST") return false;
    }
    if (isAbandoned(path)) fs.rmSync(path, { force: true });
    else await Bun.sleep(WAIT_MS);
  }
  return false;
}

function isAbandoned(path: string): boolean {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (Date.now() - stat.mtimeMs > AGE_MAX_MS) return true;
  try {
    process.kill(Number(fs.readFileSync(path, "utf8")), 0);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === "ESRCH";
  }
}
