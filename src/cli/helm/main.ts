import { Command } from "../cobra/command.ts";
import { execute, type Program } from "../cobra/execute.ts";
import { flagValues } from "../cobra/flag-values.ts";
import { CommandError, type CommandContext, type Dialect, type Environment } from "../context.ts";
import type { InnerSurroundings } from "../process.ts";
import { quote } from "../../go/strconv/index.ts";
import { isTerminal } from "../../sys/index.ts";
import { registryConfigFault } from "./registry-config.ts";
import { kubeNamespace } from "./kube-namespace.ts";
import { createLog } from "./log.ts";
import { defaultsFrom } from "./settings.ts";
import { colorMode as colorModeOf, settingsOf } from "./run-settings.ts";
import type { DefinitionOptions } from "./definitions/options.ts";
import { root as rootEntry } from "./definitions/root.ts";
import { hasPlugins } from "./plugins/repeat-faults.ts";

/** Runs a command line of Helm and gives its exit code. */
export async function main(
  around: InnerSurroundings,
  options: { dialect: Dialect; words: readonly string[] },
): Promise<number> {
  const { dialect, words } = options;
  const { out, err, env, files } = around;
  const log = createLog({ dialect, err });
  const root = new Command(rootEntry({ dialect, env, files, log }));
  readGlobalFlags(root, words);
  log.debugging = root.persistentFlags.get("debug")?.value === true;
  const color = dialect === "helm4" ? colorModeOf(root.persistentFlags) : "auto";
  if (!COLOR_MODES.includes(color)) {
    log.warn("command failed", { error: `invalid color mode ${quote(color)}: must be one of: never, auto, always` });
    return 1;
  }
  const fault = await registryConfigFault(around, root.persistentFlags);
  if (fault !== undefined) {
    log.warn(dialect === "helm4" ? "command failed" : fault, dialect === "helm4" ? { error: fault } : {});
    return 1;
  }
  const namespace = await kubeNamespace(around, root.persistentFlags);
  const { pluginsDirectory } = defaultsFrom(env, dialect);
  if (env.get("HELM_NO_PLUGINS") !== "1" && hasPlugins(pluginsDirectory, files)) {
    const { addPluginCommands } = await import("./plugins/commands.ts");
    await addPluginCommands(root, { dialect, files, log, out, err, words, pluginsDirectory });
  }
  if (words.includes("diff")) (await import("./diff.ts")).addDiffCommand(root, err);
  const context = ({ flags }: Command, args: readonly string[]): CommandContext => {
    const settings = settingsOf({
      dialect,
      env,
      flags: root.persistentFlags,
      program: around.program,
      kubeNamespace: namespace,
    });
    return around.context({
      dialect,
      args,
      flags: flagValues(flags),
      settings,
      log,
      terminal: terminalOf(settings.colorMode, env),
    });
  };
  const program: Program = {
    ...{ root, out, err, env, context },
    beforeRun: () => checkDriver({ dialect, env, files, log }),
    onError: ({ message }) => {
      if (dialect === "helm3") log.debug(message, {}, `helm.go:92 ${message}`);
    },
  };
  return await execute(program, words);
}

const DRIVERS = ["", "secret", "secrets", "configmap", "configmaps", "memory", "sql"];

/** Helm sets its storage up before any command runs, `version` included. */
async function checkDriver({ dialect, env, files, log }: DefinitionOptions): Promise<void> {
  const driver = env.get("HELM_DRIVER") ?? "";
  try {
    if (!DRIVERS.includes(driver)) throw new Error(`unknown driver ${quote(driver)}`);
    if (driver === "memory") await (await import("./memory-driver.ts")).memoryEntries({ dialect, env, files });
    if (driver === "sql") await (await import("./release/sql-database.ts")).openDatabase(env);
  } catch (error) {
    const { message, source = "helm.go:83" } = error as Error & { readonly source?: string };
    log.info(message, dialect === "helm3" ? { source } : {});
    throw new CommandError("", { silent: true });
  }
}

const COLOR_MODES = ["never", "auto", "always"];

/** Helm reads the global flags before it makes its commands, and leaves errors to the second reading. */
function readGlobalFlags(root: Command, words: readonly string[]): void {
  try {
    root.persistentFlags.parse(words, { ignoreUnknown: true });
  } catch {
    // Reported when the command line is parsed for its command.
  }
}

function terminalOf(colorMode: string, env: Environment): CommandContext["terminal"] {
  return {
    get outIsTerminal() {
      return isTerminal(1);
    },
    get errIsTerminal() {
      return isTerminal(2);
    },
    /** As the library has it that Helm colours with: `NO_COLOR` goes before the flag, and a dumb terminal is asked by the flag only. */
    get color() {
      if ((env.get("NO_COLOR") ?? "") !== "") return false;
      return colorMode === "always" || (colorMode === "auto" && env.get("TERM") !== "dumb" && isTerminal(1));
    },
  };
}
