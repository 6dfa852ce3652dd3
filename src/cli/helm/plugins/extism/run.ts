/** Runs plugins that are WebAssembly and speak to their host as Extism has it (Helm 4.3.1 internal/plugin/runtime_extismv1.go). */
import { mkdtempSync, rmSync } from "node:fs";
import { GoError } from "../../../../go/index.ts";
import { join } from "../../../../go/path/index.ts";
import { quote } from "../../../../go/strconv/index.ts";
import { WASM_FILE, type ExtismRuntime, type Plugin } from "../../../../helm/plugin/index.ts";
import { CommandError, type CommandContext } from "../../../context.ts";
import type { Download } from "../run-subprocess.ts";
import { callPlugin } from "./call.ts";
import { checkCommandOutput, getterData } from "./output.ts";

/** Runs a plugin as a command. */
export async function runExtismCommand(
  context: CommandContext,
  plugin: Plugin,
  args: readonly string[],
): Promise<void> {
  context.out.flush();
  const message = { extraArgs: plugin.metadata.config.ignoreFlags ? [] : args };
  const env = new Map([...context.env.entries(), ...context.settings.environment()]);
  checkOutput(await call(context, plugin, { message, env }));
}

function checkOutput(output: string): void {
  try {
    checkCommandOutput(output);
  } catch (error) {
    throw new CommandError((error as Error).message, { cause: error });
  }
}

/** Lets a getter plugin fetch something. */
export async function fetchWithExtism(
  context: CommandContext,
  plugin: Plugin,
  download: Download,
): Promise<Uint8Array> {
  const { href, scheme } = download;
  const options = {
    ...{ URL: download.url ?? "", CertFile: download.certFile ?? "", KeyFile: download.keyFile ?? "" },
    ...{ CAFile: download.caFile ?? "", UNTar: false, InsecureSkipVerifyTLS: download.insecureSkipTlsVerify ?? false },
    ...{ PlainHTTP: download.plainHttp ?? false, AcceptHeader: download.accept ?? "" },
    ...{ Username: download.username ?? "", Password: download.password ?? "" },
    ...{ PassCredentialsAll: download.passCredentialsAll ?? false, UserAgent: "", Version: "", Timeout: 0 },
  };
  const message = { href, protocol: scheme, options };
  return getterData(await call(context, plugin, { message, env: context.settings.environment() }));
}

/** Calls the plugin's entry function with a message and gives the text it answers with. */
async function call(
  context: CommandContext,
  plugin: Plugin,
  { message, env }: { message: object; env: ReadonlyMap<string, string> },
): Promise<string> {
  const runtime = plugin.metadata.runtime as ExtismRuntime;
  const { name } = plugin.metadata;
  const [missing] = runtime.hostFunctions;
  if (missing !== undefined) throw new CommandError(`plugin requested host function ${quote(missing)} not found`);
  const folder = runtime.createTempDir
    ? mkdtempSync(join(context.env.get("TMPDIR") || "/tmp", "helm-plugin-"))
    : undefined;
  const input = escapeHtml(JSON.stringify(message));
  context.log.debug("plugin input", { plugin: name, inputData: input });
  try {
    const output = await callEntry(context, plugin, { input, env, folder });
    context.log.debug("plugin output", { plugin: name, exitCode: 0, outputData: output });
    return output;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** As Go's json.Marshal writes them. Outside texts JSON has none of these. */
function escapeHtml(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

interface Call {
  readonly input: string;
  readonly env: ReadonlyMap<string, string>;
  /** What the plugin sees as `/tmp`. */
  readonly folder: string | undefined;
}

/** Nothing of the plugin's own output is shown but that of commands, unless Extism is told to. */
const SHOW_OUTPUT = "EXTISM_ENABLE_WASI_OUTPUT";

async function callEntry(context: CommandContext, plugin: Plugin, { input, env, folder }: Call): Promise<string> {
  const { metadata, dir } = plugin;
  const { entryFunction: entry, memory, config, allowedHosts, timeoutMs } = metadata.runtime as ExtismRuntime;
  const file = join(dir, WASM_FILE);
  const task = {
    ...{ file, entry, input, folder, env: Object.fromEntries(env), config: Object.fromEntries(config) },
    ...{ maxPages: memory.maxPages, varBytesMax: memory.maxVarBytes },
  };
  const isShown = metadata.type === "cli/v1" || context.env.get(SHOW_OUTPUT) !== undefined;
  const options = { allowedHosts, bytesMax: memory.maxHttpResponseBytes, timeoutMs };
  const { exitCode, output } = await failing(() =>
    callPlugin(context, task, { ...options, streams: isShown ? "inherit" : "ignore" }),
  );
  if (exitCode !== 0) throw new CommandError(exited(plugin), { exitCode });
  return output;
}

async function failing<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof GoError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

/** Helm 4.3.1 has no words for this and breaks down; these are the words for programs. */
function exited({ metadata }: Plugin): string {
  return `plugin ${quote(metadata.name)} exited with error`;
}
