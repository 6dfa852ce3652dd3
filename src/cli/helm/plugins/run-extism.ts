/** Runs plugins that are WebAssembly under Extism (Helm 4.3.1 internal/plugin/runtime_extismv1.go). The runtime is loaded when one is run. */
import { mkdtempSync, rmSync } from "node:fs";
import { fromBytes, toBytes } from "../../../go/index.ts";
import { join } from "../../../go/path/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import { WASM_FILE, type ExtismRuntime, type Plugin } from "../../../helm/plugin/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";
import { callFailure, checkCommandOutput, getterData } from "./extism-output.ts";
import type { Download } from "./run-subprocess.ts";

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

async function callEntry(context: CommandContext, plugin: Plugin, { input, env, folder }: Call): Promise<string> {
  const { entryFunction, ...runtime } = plugin.metadata.runtime as ExtismRuntime;
  const { default: createPlugin } = await import("@extism/extism");
  const { machineInterface } = await import("./wasi.ts");
  const binary = context.files.read(join(plugin.dir, WASM_FILE));
  const wasi = machineInterface(binary, { env, folder });
  const instance = await createPlugin(
    { wasm: [{ data: binary }], memory: memoryOf(runtime) },
    {
      functions: { wasi_snapshot_preview1: wasi.imports },
      config: Object.fromEntries(runtime.config),
      allowedHosts: [...runtime.allowedHosts],
      logger: { ...console, error: refuseRequest },
      ...(runtime.timeoutMs === 0 ? {} : { timeoutMs: runtime.timeoutMs }),
    },
  );
  try {
    const exitCode = wasi.attach(await instance.getInstance(), entryFunction);
    const output = await instance.call(entryFunction, toBytes(input));
    if (exitCode() !== 0) throw new CommandError(exited(plugin), { exitCode: exitCode() });
    return output === null ? "" : fromBytes(output.bytes());
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`plugin error: ${callFailure((error as Error).message)}`, { cause: error });
  } finally {
    await instance.close();
  }
}

/** Helm 4.3.1 has no words for this and breaks down; these are the words for programs. */
function exited({ metadata }: Plugin): string {
  return `plugin ${quote(metadata.name)} exited with error`;
}

/** Extism's foreground plugins make no requests: they say so here, and would go on with noise. */
function refuseRequest(message: string): void {
  if (message.startsWith("http_request")) throw new Error("HTTP request is not allowed");
}

function memoryOf({ memory }: Pick<ExtismRuntime, "memory">): {
  maxPages?: number;
  maxHttpResponseBytes?: number;
  maxVarBytes?: number;
} {
  const { maxPages, maxHttpResponseBytes, maxVarBytes } = memory;
  return {
    ...(maxPages === 0 ? {} : { maxPages }),
    ...(maxHttpResponseBytes === 0 ? {} : { maxHttpResponseBytes }),
    ...(maxVarBytes === 0 ? {} : { maxVarBytes }),
  };
}
