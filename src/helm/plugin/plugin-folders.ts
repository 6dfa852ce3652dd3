/** Folders of plugins below a folder, as Go's path/filepath.Glob (1.26) finds them: the folder's own path is a pattern, too. */
import { type FileSystem, namesIn } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { match } from "../ignore/index.ts";
import type { Dialect } from "../dialect.ts";
import { PLUGIN_FILE } from "./metadata.ts";

function isPattern(text: string): boolean {
  return /[*?[\\]/.test(text);
}

/** Throws `GoError` for a path that is a broken pattern. */
export function pluginFolders(dir: string, { files, dialect }: { files: FileSystem; dialect: Dialect }): string[] {
  if (!isPattern(dir)) return namesIn(files, dir).map((name) => path.join(dir, name));
  const pattern = path.join(dir, "*", PLUGIN_FILE);
  try {
    match(pattern, "");
    return found(path.join(dir, "*"), files);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(
      `failed to ${dialect === "helm3" ? "find" : "search for"} plugins in ${quote(pattern)}: ${error.message}`,
    );
  }
}

function found(pattern: string, files: FileSystem): string[] {
  const slash = pattern.lastIndexOf("/");
  const last = pattern.slice(slash + 1);
  const before = slash < 0 ? "." : pattern.slice(0, slash) || "/";
  const folders = isPattern(before) ? found(before, files) : [before];
  return folders.flatMap((folder) =>
    namesIn(files, folder)
      .filter((name) => match(last, name))
      .map((name) => path.join(folder, name)),
  );
}
