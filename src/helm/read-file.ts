import { FileError, type FileSystem } from "../base/index.ts";
import { GoError } from "../go/index.ts";

/** The bytes of a file. Throws `GoError` in the words of Go's os.ReadFile. */
export function readFile(files: Pick<FileSystem, "read">, path: string): Uint8Array {
  return asGo(() => files.read(path));
}

/** Runs `action`; a `FileError` from it is thrown on as a `GoError`. */
export function asGo<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof FileError) throw new GoError(error.message, { cause: error });
    throw error;
  }
}
