/** Where a `file://` repository leads (helm internal/resolver, GetLocalPath). */
import { existing, FileError, type FileSystem } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { GoError } from "../../go/index.ts";

/** Relative to the chart unless it is absolute. Throws `GoError` where nothing is, or where that cannot be told. */
export function localPath(repository: string, { chartPath, files }: { chartPath: string; files: FileSystem }): string {
  const location = repository.replace(/^file:\/\//, "");
  const found = path.isAbsolute(location) ? path.clean(location) : path.join(chartPath, location);
  try {
    existing(files, found);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new GoError(error.code === "ENOENT" ? `directory ${found} not found` : error.message);
  }
  return found;
}
