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
