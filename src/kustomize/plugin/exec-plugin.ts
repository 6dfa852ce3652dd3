/** Legacy exec plugins: programs in a plugin folder, named by the type of their configuration (api 0.21, execplugin). */
import type { BuildContext } from "../build/context.ts";
import type { Target } from "../build/target.ts";
import { existing, FileError, peek, type FileStat, type FileSystem } from "../../base/index.ts";
import { join } from "../../go/path/index.ts";
import { isMap } from "../../go/index.ts";
import { splitWords } from "../../go/shlex/index.ts";
import { KustomizeError, within } from "../error.ts";
import { valueOf } from "../node/to-value.ts";
import type { Resource } from "../resource/resource.ts";
import { exchange, readGenerated } from "./exchange.ts";
import type { Plugin } from "./plugin.ts";

/** The longest environment variable that Linux takes. */
const ENV_MAX = 131_071;

export function execPlugin(config: Resource, target: Target): (text: string, context: BuildContext) => Plugin {
  const { group, version, kind } = config.originalId;
  const path = join(pluginHome(target), group, version, kind.toLowerCase(), kind);
  const stat = programAt(path, target.options.files);
  if ((stat.mode & 0o111) === 0) throw new KustomizeError(`unexecutable plugin at: ${path}`);
  return (text, context) => {
    const args = argumentsOf(config, context);
    const run = (input: string): string => runPlugin({ path, args, text, input }, context);
    return {
      generate: () => readGenerated(run(""), context.schemas),
      transform: (map) => exchange(map, { name: path, schemas: context.schemas, run }),
    };
  };
}

/** Where there is no program, Kustomize looks for a plugin written in Go, which cannot be loaded. */
function programAt(path: string, files: FileSystem): FileStat {
  try {
    return existing(files, path);
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== "ENOENT") throw error;
    throw new KustomizeError(`expected file with Go object code at: ${path}.so`, { cause: error });
  }
}

function pluginHome({ options: { environment, files } }: Target): string {
  const configHome = environment.get("XDG_CONFIG_HOME") ?? "";
  const home = environment.get("HOME") || "~";
  const tried: [string, string][] = [
    ["homed in $KUSTOMIZE_PLUGIN_HOME", environment.get("KUSTOMIZE_PLUGIN_HOME") ?? ""],
    ["homed in $XDG_CONFIG_HOME", configHome === "" ? "" : join(configHome, "kustomize", "plugin")],
    ["homed in default value of $XDG_CONFIG_HOME", join(home, ".config", "kustomize", "plugin")],
    ["homed in home directory", join(home, "kustomize", "plugin")],
  ];
  const found = tried.find(([, path]) => path !== "" && peek(files, path) !== undefined);
  if (found !== undefined) return found[1];
  const attempts = tried.map(([note, path]) => `('${path || "<no value>"}'; ${note})`);
  throw new KustomizeError(`unable to find plugin root - tried: ${attempts.join(", ")}`);
}

function argumentsOf(config: Resource, { loader }: BuildContext): string[] {
  const value = valueOf(config.node);
  const text = (name: string): string => {
    const found = isMap(value) ? value.get(name) : undefined;
    return typeof found === "string" ? found : "";
  };
  const oneLine = text("argsOneLiner");
  const args = oneLine === "" ? [] : within("failed to parse argsOneLiner", () => splitWords(oneLine));
  const file = text("argsFromFile");
  if (file === "") return args;
  const lines = loader.readText(file).split("\n");
  return [...args, ...lines.map((line) => line.replace(/^ +/, "")).filter((line) => line !== "")];
}

interface PluginRun {
  readonly path: string;
  readonly args: readonly string[];
  readonly text: string;
  readonly input: string;
}

function runPlugin({ path, args, text, input }: PluginRun, { options, loader }: BuildContext): string {
  const env: Record<string, string> = {};
  for (const [name, value] of [
    ["KUSTOMIZE_PLUGIN_CONFIG_STRING", text],
    ["KUSTOMIZE_PLUGIN_CONFIG_ROOT", loader.root],
  ] as const) {
    if (name.length + 1 + value.length <= ENV_MAX) env[name] = value;
    else options.log(`${name} exceeds hard limit of ${ENV_MAX} characters, the environment variable will be omitted`);
  }
  const result = options.run({ path, args, input, cwd: loader.root, env, configFile: text });
  if (result.error === undefined) return result.stdout;
  throw new KustomizeError(
    `${result.stderr}: failure in plugin configured via ${result.configPath ?? ""}; ${result.error}`,
  );
}
