/** Questions to a file system as Go's programs put them, by what they do with the errors of its calls. */
import { FileError, type FileErrorCode } from "./file-error.ts";
import type { FileStat, FileSystem } from "./file-system.ts";

/** What a question gives, and nothing where it fails with a `FileError`, for whatever reason. */
export function orNone<Result>(ask: () => Result): Result | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/** What stands at a path, as programs ask that take whatever goes wrong (a loop of links, a locked folder) for nothing there. */
export function peek(files: Pick<FileSystem, "stat">, path: string): FileStat | undefined {
  return orNone(() => files.stat(path));
}

/** Whether anything is at a path, be it a link that leads nowhere. */
export function standsAt(files: Pick<FileSystem, "lstat">, path: string): boolean {
  return orNone(() => files.lstat(path)) !== undefined;
}

/** What stands at a path. Throws `FileError` where nothing does, in the words of Go's os.Stat. */
export function existing(files: Pick<FileSystem, "stat" | "read">, path: string): FileStat {
  const stat = files.stat(path);
  if (stat !== undefined) return stat;
  throw new FileError("stat", path, whyMissing(files, path));
}

/** Below a file there is nothing for another reason than elsewhere. */
function whyMissing(files: Pick<FileSystem, "read">, path: string): FileErrorCode {
  try {
    files.read(path);
  } catch (error) {
    if (error instanceof FileError) return error.code;
  }
  return "ENOENT";
}

/** Names in a folder, sorted by bytes; none where it cannot be read: as Go's filepath.Glob looks at folders. */
export function namesIn(files: Pick<FileSystem, "list">, folder: string): string[] {
  return orNone(() => files.list(folder)) ?? [];
}

/** The bytes of a file; `undefined` where it is missing. Throws `FileError` for one that cannot be read. */
export function readIfThere(files: Pick<FileSystem, "read">, path: string): Uint8Array | undefined {
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof FileError && error.code === "ENOENT") return undefined;
    throw error;
  }
}
