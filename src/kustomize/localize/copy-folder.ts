/** Copying a folder with all that is in it, except for links. */
import type { WritableFileSystem } from "../../base/index.ts";
import { join } from "../../go/path/index.ts";

export function copyFolder(files: WritableFileSystem, from: string, to: string): void {
  files.makeDirectory(to);
  for (const name of files.list(from)) {
    const [source, copy] = [join(from, name), join(to, name)];
    const kind = files.lstat(source)?.kind;
    if (kind === "directory") copyFolder(files, source, copy);
    else if (kind === "file") files.write(copy, files.read(source));
  }
}
