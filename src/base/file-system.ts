/**
 * The port through which engines see files. Engines never touch a disk: they are given one of these.
 * Real implementation: `sys/disk.ts`; in memory: `MemoryFileSystem` in `base/memory-file-system.ts`.
 * It is synchronous on purpose: small local files are read fastest that way, and engines stay free of promises.
 *
 * Relative paths count from the working directory, and errors name a path as it was given. A path is best not cleaned before: `link/..` is
 * not what stands beside the link, and nothing is at `file/`.
 */
export interface FileSystem {
  /** The bytes of a file. Throws `FileError`. */
  read(path: string): Uint8Array;
  /** What stands at a path, following links; `undefined` where there is nothing. Throws `FileError` where that cannot be told. */
  stat(path: string): FileStat | undefined;
  /** The same without following a link at the path itself. Throws `FileError`. */
  lstat(path: string): FileStat | undefined;
  /** Names in a folder, sorted by bytes. Throws `FileError`. */
  list(path: string): string[];
  /** The absolute path with every link resolved. Throws `FileError`. */
  realPath(path: string): string;
}

/** What stands at a path, as programs ask that take whatever goes wrong (a loop of links, a locked folder) for nothing there. */
export function peek(files: Pick<FileSystem, "stat">, path: string): FileStat | undefined {
  try {
    return files.stat(path);
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
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
  try {
    return files.list(folder);
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
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

/** A file system that can also be changed. Writes are atomic: a reader sees the old bytes or the new ones. */
export interface WritableFileSystem extends FileSystem {
  write(path: string, bytes: Uint8Array, options?: WriteOptions): void;
  /** Also makes the folders above it, with 0o755 where nothing is said, less the umask. */
  makeDirectory(path: string, mode?: number): void;
  remove(path: string): void;
}

export interface WriteOptions {
  /** Permissions of a file that was not there, less the umask: 0o644 where nothing is said. */
  readonly mode?: number;
  /** They are taken as they are, umask or not, and for a file that was there as well. */
  readonly exact?: boolean;
}

/** As Go's `os.Create` makes a file. */
export const CREATED: WriteOptions = { mode: 0o666 };

/** As Helm replaces a file (internal/fileutil, `AtomicWriteFile`). */
export const REPLACED: WriteOptions = { mode: 0o644, exact: true };

export interface FileStat {
  readonly kind: "file" | "directory" | "link" | "other";
  /** In bytes. */
  readonly size: number;
  /** Permission bits, as in `0o644`. */
  readonly mode: number;
  readonly modifiedMs: number;
}

/** As Go's syscall package has them, for Linux. */
const FILE_ERROR_TEXT = {
  ENOENT: "no such file or directory",
  ENOTDIR: "not a directory",
  EISDIR: "is a directory",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  ELOOP: "too many levels of symbolic links",
  EEXIST: "file exists",
  ENAMETOOLONG: "file name too long",
  ENOSPC: "no space left on device",
  EDQUOT: "disk quota exceeded",
  EFBIG: "file too large",
  EROFS: "read-only file system",
  EMFILE: "too many open files",
  ENFILE: "too many open files in system",
  EBUSY: "device or resource busy",
  EBADF: "bad file descriptor",
  EIO: "input/output error",
} as const;

/** What is known of an error by its code; what is not is an error of the device. */
export function fileErrorCode(code: string): FileErrorCode {
  return Object.hasOwn(FILE_ERROR_TEXT, code) ? (code as FileErrorCode) : "EIO";
}

export type FileErrorCode = keyof typeof FILE_ERROR_TEXT;

/** A failed file operation. `message` reads as Go's `*PathError`: `open x: no such file or directory`. */
export class FileError extends Error {
  constructor(
    readonly operation: string,
    readonly path: string,
    readonly code: FileErrorCode,
  ) {
    super(`${operation} ${path}: ${FILE_ERROR_TEXT[code]}`);
    this.name = "FileError";
  }

  /** The same of another path: the one that was typed, for example. */
  of(path: string): FileError {
    return new FileError(this.operation, path, this.code);
  }
}

/** Why `realPath` failed, in the words of Go's filepath.EvalSymlinks, which leads from link to link itself. */
export function evalSymlinksText(error: FileError): string {
  if (error.code === "ELOOP") return "EvalSymlinks: too many links";
  return error.code === "ENOTDIR" ? FILE_ERROR_TEXT.ENOTDIR : error.message;
}
