/** What the engine needs of the process: files, programs, remote sources, messages. */
import { toBytes, fromBytes } from "../../go/index.ts";
import { isAbsolute, join } from "../../go/path/index.ts";
import {
  NeedsRemote,
  type BuildOptions,
  type HelmOptions,
  type PluginOptions,
  type ProgramRequest,
  type ProgramResult,
} from "../../kustomize/index.ts";
import { howItEnded, StartError, removeTemporary, run, writeTemporary } from "../../sys/index.ts";
import type { RunContext } from "../context.ts";
import { openRemotes } from "./remote/remotes.ts";
import { freshSource, type RemoteSource } from "./remote/source.ts";

/** Whom containers run as unless told. */
export const NOBODY = "nobody";

export const NO_PLUGINS: PluginOptions = {
  enabled: false,
  enableExec: false,
  network: false,
  networkName: "bridge",
  mounts: [],
  env: [],
  user: NOBODY,
};

export const NO_HELM: HelmOptions = { enabled: false, command: "helm", apiVersions: [], kubeVersion: "", debug: false };

export type World = Omit<BuildOptions, "restriction" | "reorder" | "managedByLabel" | "plugins" | "helm">;

export interface WorldOptions {
  /** Where remote sources come from; fetched anew unless given. Closed at the end. */
  readonly source?: RemoteSource;
}

/** Of what a build needs, so much is fetched at once. */
const FETCHES_AT_ONCE = 8;

/**
 * Runs a build, or anything else over the engine, again and again until all it needs has been fetched.
 * What is missing is noted where it is asked for: the engine may take the error for one of its own, and it asks for
 * more before it gives up, so that what does not depend on each other is fetched at the same time.
 */
export async function withWorld<Result>(
  context: RunContext,
  action: (world: World) => Result,
  options: WorldOptions = {},
): Promise<Result> {
  const missing: NeedsRemote[] = [];
  const noted = <Found>(find: () => Found): Found => {
    try {
      return find();
    } catch (error) {
      if (error instanceof NeedsRemote) missing.push(error);
      throw error;
    }
  };
  const source = options.source ?? freshSource(context);
  const remotes = openRemotes(source);
  let chart: World["inflateChart"] = () => {
    throw new NeedsRemote("charts", async () => {
      const { inflateChart } = await import("./inflate-chart.ts");
      chart = inflateChart(context);
    });
  };
  const messages: string[] = [];
  const world: World = {
    files: context.files,
    cwd: context.cwd,
    environment: context.env,
    remotes: {
      clone: (spec) => noted(() => remotes.clone(spec)),
      download: (url) => noted(() => remotes.download(url)),
    },
    warn: (line) => messages.push(`${line}\n`),
    log: (line) => messages.push(`${logTime()} ${line}\n`),
    inflateChart: (request) => noted(() => chart(request)),
    run: (request) => runProgram(request, context),
  };
  try {
    for (;;) {
      // Each run says again what the one before it said.
      messages.length = 0;
      missing.length = 0;
      const outcome = attempt(() => action(world));
      if (missing.length > 0) await fetchAll(missing);
      else if ("error" in outcome) throw outcome.error;
      else return outcome.value;
    }
  } finally {
    context.err.write(messages.join(""));
    source.close();
  }
}

async function fetchAll(missing: readonly NeedsRemote[]): Promise<void> {
  const queue = new Map(missing.map((one) => [one.key, one])).values();
  const worker = async (): Promise<void> => {
    for (const one of queue) await one.fetch();
  };
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, worker));
}

function attempt<Result>(action: () => Result): { value: Result } | { error: unknown } {
  try {
    return { value: action() };
  } catch (error) {
    return { error };
  }
}

/** The time that Go's log package puts before a line. */
function logTime(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = `${now.getFullYear()}/${two(now.getMonth() + 1)}/${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
}

function runProgram(request: ProgramRequest, { env }: RunContext): ProgramResult {
  const configPath =
    request.configFile === undefined ? undefined : writeTemporary("kust-plugin-config-", request.configFile);
  try {
    const finished = run({
      program: placed(request),
      args: configPath === undefined ? request.args : [configPath, ...request.args],
      env: new Map([...env.entries(), ...Object.entries(request.env)]),
      cwd: request.cwd,
      input: toBytes(request.input),
      output: "capture",
      errors: request.errors === "inherit" ? "inherit" : "capture",
      searchPath: env.get("PATH") ?? "",
    });
    const result = {
      stdout: fromBytes(finished.output),
      stderr: fromBytes(finished.errors),
      ...(finished.exitCode === 0 ? {} : { error: howItEnded(finished) }),
    };
    return configPath === undefined ? result : { ...result, configPath };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { stdout: "", stderr: "", error: error.message.replace(placed(request), request.path) };
  } finally {
    if (configPath !== undefined) removeTemporary(configPath);
  }
}

/** A relative path is one from the folder the program runs in. */
function placed({ path, cwd }: ProgramRequest): string {
  return path.includes("/") && !isAbsolute(path) ? join(cwd, path) : path;
}
