/** Runs plugins that are programs (Helm 4.3.1 internal/plugin/runtime_subprocess.go; Helm 3.22.0 cmd/helm/load_plugins.go). */
import * as path from "../../../go/path/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { GoError } from "../../../go/index.ts";
import type { GetOptions } from "../../../helm/download/index.ts";
import {
  prepareCommand,
  type PlatformCommand,
  type Plugin,
  type SubprocessRuntime,
} from "../../../helm/plugin/index.ts";
import { commandLine, howItEnded, run, type Finished, type RunOptions } from "../../../sys/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { fullEnvironment, ownEnvironment, thisPlatform } from "./surroundings.ts";

type Invocation = Pick<RunOptions, "input" | "output" | "errors"> & {
  readonly command: readonly [string, ...string[]];
  readonly env: ReadonlyMap<string, string>;
  readonly plugin: Plugin;
};

/** Runs a program; a code other than 0 ends the command with it. */
function invoke(context: CommandContext, { command, plugin, ...options }: Invocation): Finished {
  const [program, ...args] = command;
  const { name } = plugin.metadata;
  const searchPath = context.env.get("PATH") ?? "";
  const line = commandLine({ program, args, searchPath });
  context.log.debug("executing plugin command", { pluginName: name, command: line });
  context.out.flush();
  const finished = run({ program, args, searchPath, ...options });
  if (finished.exitCode !== 0) {
    reportFailure(context, plugin, finished);
    throw new CommandError(`plugin ${quote(name)} exited with error`, { exitCode: finished.exitCode & EXIT_CODE_BITS });
  }
  return finished;
}

/** Helm 4 says how a program ended that did not end well. */
export function reportFailure({ dialect, log }: CommandContext, { metadata }: Plugin, finished: Finished): void {
  if (dialect === "helm3") return;
  const { exitCode } = finished;
  const error = howItEnded(finished);
  log.debug("plugin execution failed", { pluginName: metadata.name, error, exitCode, stderr: "" });
}

const EXIT_CODE_BITS = 0xff;

/** Runs a plugin as a command. */
export function runCommand(context: CommandContext, plugin: Plugin, extraArgs: readonly string[]): void {
  const { config } = plugin.metadata;
  const env = fullEnvironment(context, plugin);
  const command = prepare(context, plugin, { env, extraArgs: config.ignoreFlags ? [] : extraArgs });
  invoke(context, { command, env, plugin, output: "inherit" });
}

function prepare(
  { dialect, err }: CommandContext,
  { metadata }: Plugin,
  { env, extraArgs }: { env: ReadonlyMap<string, string>; extraArgs: readonly string[] },
): [string, ...string[]] {
  const { platformCommand } = metadata.runtime as SubprocessRuntime;
  try {
    return prepareCommand(platformCommand, { platform: thisPlatform(), env, expandArgs: true, extraArgs });
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    if (dialect === "helm4") throw new CommandError(`failed to prepare plugin command: ${error.message}`);
    err.write(error.message);
    throw new CommandError(`plugin ${quote(metadata.name)} exited with error`);
  }
}

/** Hands manifests through a post-renderer plugin. */
export function runPostRenderer(
  context: CommandContext,
  plugin: Plugin,
  { manifests, extraArgs }: { manifests: Uint8Array; extraArgs: readonly string[] },
): Uint8Array {
  const env = ownEnvironment(context, plugin);
  const command = prepare(context, plugin, { env, extraArgs });
  return invoke(context, { command, env, plugin, input: manifests, output: "capture", errors: "capture" }).output;
}

export interface Download extends GetOptions {
  readonly href: string;
  readonly scheme: string;
}

/** Lets a getter plugin fetch something. */
export function runGetter(context: CommandContext, plugin: Plugin, download: Download): Uint8Array {
  const { protocolCommands } = plugin.metadata.runtime as SubprocessRuntime;
  const downloader = protocolCommands.find(({ protocols }) => protocols.includes(download.scheme));
  if (downloader === undefined) throw new CommandError(`no downloader found for protocol ${quote(download.scheme)}`);
  const env = fullEnvironment(context, plugin);
  env.set("HELM_PLUGIN_USERNAME", download.username ?? "");
  env.set("HELM_PLUGIN_PASSWORD", download.password ?? "");
  env.set("HELM_PLUGIN_PASS_CREDENTIALS_ALL", String(download.passCredentialsAll ?? false));
  const [program = "", ...args] = getterCommand(downloader.platformCommand, {
    ...download,
    dialect: context.dialect,
    env,
  });
  const { certFile = "", keyFile = "", caFile = "" } = download;
  const command = [path.join(plugin.dir, program), ...args, certFile, keyFile, caFile, download.href] as const;
  return invoke(context, { command: [...command], env, plugin, input: "empty", output: "capture" }).output;
}

function getterCommand(
  commands: readonly PlatformCommand[],
  { dialect, env, scheme }: Pick<CommandContext, "dialect"> & { env: ReadonlyMap<string, string>; scheme: string },
): string[] {
  // Helm 3 knows one line, and fills nothing in.
  if (dialect === "helm3") return (commands[0]?.command ?? "").split(" ");
  try {
    return prepareCommand(commands, { platform: thisPlatform(), env, expandArgs: false, extraArgs: [] });
  } catch (error) {
    throw new CommandError(`failed to prepare commands for protocol ${quote(scheme)}: ${(error as Error).message}`);
  }
}

/** Runs what a plugin wants done on an event: `install`, `update`, `delete`. */
export function runHook(context: CommandContext, plugin: Plugin, event: string): void {
  const { runtime, name } = plugin.metadata;
  const commands = runtime.kind === "subprocess" ? (runtime.platformHooks.get(event) ?? []) : [];
  if (commands.length === 0 || runtime.kind !== "subprocess") return;
  const env = context.dialect === "helm4" ? ownEnvironment(context, plugin) : fullEnvironment(context, plugin);
  const command = hookCommand(context, commands, { env, expandArgs: runtime.expandHookArgs });
  if (command === undefined) return;
  const [program, ...args] = command;
  const searchPath = context.env.get("PATH") ?? "";
  const line = commandLine({ program, args, searchPath });
  const older = `plugin.go:69 running ${event} hook: ${line}`;
  context.log.debug("executing plugin hook command", { pluginName: name, command: line }, older);
  context.out.flush();
  const { exitCode } = run({ program, args, env, searchPath, input: "empty", output: "inherit" });
  if (exitCode !== 0) throw new CommandError(`plugin ${event} hook for ${quote(name)} exited with error`);
}

function hookCommand(
  { dialect }: CommandContext,
  commands: readonly PlatformCommand[],
  { env, expandArgs }: { env: ReadonlyMap<string, string>; expandArgs: boolean },
): [string, ...string[]] | undefined {
  try {
    return prepareCommand(commands, { platform: thisPlatform(), env, expandArgs, extraArgs: [] });
  } catch (error) {
    // Helm 3 passes over hooks that have no command for this machine.
    if (dialect === "helm3") return undefined;
    throw new CommandError((error as Error).message);
  }
}
