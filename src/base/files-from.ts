/**
 * Files as a program sees them that runs in a folder: relative paths count from there, and errors name them as they were given. Nothing
 * is cleaned on the way: `file/` is no file.
 */
import { FileError } from "./file-error.ts";
import type { FileSystem, WritableFileSystem } from "./file-system.ts";

interface Folder<Files extends FileSystem> {
  readonly files: Files;
  readonly cwd: string;
}

export function filesFrom(folder: Folder<FileSystem>): FileSystem {
  const { files } = folder;
  return {
    read: placing("open", folder, (path) => files.read(path)),
    stat: placing("stat", folder, (path) => files.stat(path), nothing),
    lstat: placing("lstat", folder, (path) => files.lstat(path), nothing),
    list: placing("open", folder, (path) => files.list(path)),
    realPath: placing("lstat", folder, (path) => files.realPath(path)),
  };
}

export function writableFilesFrom(folder: Folder<WritableFileSystem>): WritableFileSystem {
  const { files } = folder;
  return {
    ...filesFrom(folder),
    write: placing("open", folder, (path, ...rest) => {
      // No system makes a file of a name that ends like a folder's.
      if (path.endsWith("/")) throw new FileError("open", path, "EISDIR");
      files.write(path, ...rest);
    }),
    makeDirectory: placing("mkdir", folder, (path, ...rest) => files.makeDirectory(path, ...rest)),
    remove: placing("remove", folder, (path) => files.remove(path)),
  };
}

function nothing(): undefined {
  return undefined;
}

type Action<Rest extends readonly unknown[], Result> = (path: string, ...rest: Rest) => Result;

/** `forNoName` answers for the empty path, at which nothing is for any system. */
function placing<Rest extends readonly unknown[], Result>(
  operation: string,
  { cwd }: Folder<FileSystem>,
  action: Action<Rest, Result>,
  forNoName?: () => Result,
): Action<Rest, Result> {
  const above = cwd.endsWith("/") ? cwd : `${cwd}/`;
  return (path, ...rest) => {
    if (path === "") {
      if (forNoName !== undefined) return forNoName();
      throw new FileError(operation, path, "ENOENT");
    }
    if (path.startsWith("/")) return action(path, ...rest);
    try {
      return action(above + path, ...rest);
    } catch (error) {
      throw error instanceof FileError && error.path.startsWith(above)
        ? error.of(error.path.slice(above.length))
        : error;
    }
  };
}
