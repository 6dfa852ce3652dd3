/** Where a `file://` repository leads (helm internal/resolver, GetLocalPath). */
import { type FileSystem, peek } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { GoError } from "../../go/index.ts";

/** Relative to the chart unless it is absolute. Throws `GoError` where nothing is. */
export function localPath(repository: string, { chartPath, files }: { chartPath: string; files: FileSystem }): string {
  const location = repository.replace(/^file:\/\//, "");
  const found = path.isAbsolute(location) ? path.clean(location) : path.join(chartPath, location);
  if (peek(files, found) === undefined) throw new GoError(`directory ${found} not found`);
  return found;
}
