/** `helmfile cache info` (Helmfile 1.8.0, pkg/app/app.go, ShowCacheDir). */
import { peek } from "../../base/index.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { HelmfileContext } from "./settings.ts";

export function run({ env, files, out }: HelmfileContext): void {
  const folder = cacheFolder(env);
  out.write(`Cache directory: ${folder}\n`);
  if (peek(files, folder)?.kind !== "directory") return;
  for (const name of files.list(folder)) out.write(`- ${name}\n`);
}
