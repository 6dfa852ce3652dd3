import { FileError, type FileSystem } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";

/** The bytes of a file. Throws `GoError` in Go's words. */
export function readFile(files: FileSystem, path: string): Uint8Array {
  if (files.stat(path)?.kind === "directory") throw new GoError(`read ${path}: is a directory`);
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof FileError) throw new GoError(error.message);
    throw error;
  }
}
