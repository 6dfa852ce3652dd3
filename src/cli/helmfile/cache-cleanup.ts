/** `helmfile cache cleanup` (Helmfile 1.8.0, pkg/app/app.go, CleanCacheDir). */
import { peek } from "../../base/index.ts";
import { join } from "../../go/path/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { HelmfileContext } from "./settings.ts";

export function run({ env, files, out }: HelmfileContext): void {
  const folder = cacheFolder(env);
  if (peek(files, folder)?.kind !== "directory") return;
  out.write(`Cleaning up cache directory: ${folder}\n`);
  for (const name of files.list(folder)) {
    out.write(`- ${name}\n`);
    files.remove(join(folder, name));
  }
}
