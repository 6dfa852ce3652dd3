import { CREATED, type WritableFileSystem } from "../../base/index.ts";

/** Where Helm keeps others from writing, Kustomize leaves that to the umask (kyaml filesys/fsondisk.go). */
export function leavingModes(files: WritableFileSystem): WritableFileSystem {
  return {
    read: (path) => files.read(path),
    stat: (path) => files.stat(path),
    lstat: (path) => files.lstat(path),
    list: (path) => files.list(path),
    realPath: (path) => files.realPath(path),
    write: (path, bytes, options = CREATED) => files.write(path, bytes, options),
    makeDirectory: (path, mode = 0o777) => files.makeDirectory(path, mode),
    remove: (path) => files.remove(path),
  };
}
