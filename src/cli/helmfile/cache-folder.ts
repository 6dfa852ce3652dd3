/** Where Helmfile 1.8.0 keeps what it has fetched from remote places (pkg/remote/remote.go; Go's os.UserCacheDir). */
import { isAbsolute, join } from "../../go/path/index.ts";
import type { Environment } from "../context.ts";

export function cacheFolder(env: Environment, platform: string = process.platform): string {
  const own = env.get("HELMFILE_CACHE_HOME") ?? "";
  if (own !== "") return own;
  const user = userCache(env, platform);
  return user === undefined ? ".helmfile" : join(user, "helmfile");
}

function userCache(env: Environment, platform: string): string | undefined {
  const home = env.get("HOME") ?? "";
  if (platform === "darwin") return home === "" ? undefined : `${home}/Library/Caches`;
  const named = env.get("XDG_CACHE_HOME") ?? "";
  if (named !== "") return isAbsolute(named) ? named : undefined;
  return home === "" ? undefined : `${home}/.cache`;
}
