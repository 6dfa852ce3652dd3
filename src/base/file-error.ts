/** Failed file operations, in the words of Go. */

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
  EINVAL: "invalid argument",
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
