/** Temporary files and folders, in the system's place for them. */
import * as fs from "node:fs";
import * as os from "node:os";
import { join } from "node:path";

/** Writes a text to a new file, readable by this user only, and returns its path. */
export function writeTemporary(prefix: string, text: string): string {
  const path = join(os.tmpdir(), prefix + crypto.randomUUID());
  fs.writeFileSync(path, text, { flag: "wx", mode: 0o600 });
  return path;
}

/** The system's folder for what is temporary. */
export function temporaryRoot(): string {
  return fs.realpathSync(os.tmpdir());
}

/** Makes a new folder and returns its path without links. */
export function makeTemporaryFolder(prefix: string): string {
  return fs.realpathSync(fs.mkdtempSync(join(os.tmpdir(), prefix)));
}

export function removeTemporary(path: string): void {
  fs.rmSync(path, { recursive: true, force: true });
}
