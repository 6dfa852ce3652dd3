/** Whole folders on disk: copies, links, temporary ones. */
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Copies a folder with the modes of its files; links stay links. The target must not exist. */
export function copyFolder(from: string, to: string): void {
  if (fs.existsSync(to)) throw new Error("destination already exists");
  fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true, errorOnExist: true, force: false });
}

export function makeLink(target: string, path: string): void {
  fs.symlinkSync(target, path);
}

/** Gives an action an empty folder that is gone afterwards. */
export async function withTemporaryFolder<T>(prefix: string, action: (path: string) => Promise<T> | T): Promise<T> {
  const folder = fs.mkdtempSync(join(tmpdir(), prefix));
  try {
    return await action(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a file with these permissions, less the umask; one that is there keeps its own. */
export function writeWithMode(path: string, bytes: Uint8Array, mode: number): void {
  fs.writeFileSync(path, bytes, { mode });
}
