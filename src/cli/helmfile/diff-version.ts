/** Which version of the plug-in diff compares: some flags are newer than others (pkg/helmexec/exec.go, `GetPluginVersion`). */
import { peek } from "../../base/index.ts";
import { attempt, fromBytes, GoError, isMap } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import type { World } from "../../helmfile/index.ts";
import { parseVersion, type Version } from "../../semver/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { HELM_DIFF_VERSION } from "../helm/diff-version.ts";
import type { StateContext } from "./site.ts";

/** Throws `GoError` where another Helm has no such plug-in. */
export function diffVersion({ env, settings }: StateContext, { files }: World): Version {
  if (settings.helmBinary === "helm") return parseVersion(HELM_DIFF_VERSION);
  for (const folder of pluginFolders(env)) {
    if (peek(files, folder)?.kind !== "directory") continue;
    for (const name of files.list(folder)) {
      const version = pluginVersion(files, join(folder, name, "plugin.yaml"));
      if (version !== undefined) return parseVersion(version);
    }
  }
  throw new GoError("plugin diff not installed");
}

function pluginFolders(env: StateContext["env"]): string[] {
  const plugins = env.get("HELM_PLUGINS") ?? "";
  if (plugins !== "") return plugins.split(":").filter((folder) => folder !== "");
  const data =
    env.get("HELM_DATA_HOME") || `${env.get("XDG_DATA_HOME") || `${env.get("HOME") ?? ""}/.local/share`}/helm`;
  return [join(data, "plugins")];
}

function pluginVersion(files: World["files"], path: string): string | undefined {
  if (peek(files, path)?.kind !== "file") return undefined;
  const metadata = attempt(() => unmarshal(fromBytes(files.read(path))));
  if (metadata === undefined || !isMap(metadata) || metadata.get("name") !== "diff") return undefined;
  return String(metadata.get("version"));
}
