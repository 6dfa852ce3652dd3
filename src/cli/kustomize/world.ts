/** What the engine needs of the process: files, programs, remote sources, messages. */
import { toBytes, fromBytes } from "../../go/bytes.ts";
import type { BuildOptions, HelmOptions, PluginOptions, ProgramRequest, ProgramResult } from "../../kustomize/index.ts";
import { NeedsRemote } from "../../kustomize/index.ts";
import { run, StartError } from "../../sys/subprocess.ts";
import { removeTemporary, writeTemporary } from "../../sys/temporary.ts";
import type { RunContext } from "../context.ts";
import { openRemotes } from "./remotes.ts";

export const NO_PLUGINS: PluginOptions = {
  enabled: false,
  enableExec: false,
  network: false,
  networkName: "bridge",
  mounts: [],
  env: [],
  asCurrentUser: false,
};

export const NO_HELM: HelmOptions = { enabled: false, command: "helm", apiVersions: [], kubeVersion: "", debug: false };

export type World = Omit<BuildOptions, "restriction" | "reorder" | "managedByLabel" | "plugins" | "helm">;

/** Runs a build, or anything else over the engine, again and again until all it needs has been fetched. */
export async function withWorld<Result>(context: RunContext, action: (world: World) => Result): Promise<Result> {
  const remotes = openRemotes(context);
  let chart: World["inflateChart"] = () => {
    throw new NeedsRemote(async () => {
      const { inflateChart } = await import("./inflate-chart.ts");
      chart = inflateChart(context);
    });
  };
  const messages: string[] = [];
  const world: World = {
    files: context.files,
    cwd: context.cwd,
    environment: context.env,
    remotes,
    warn: (line) => messages.push(`${line}\n`),
    log: (line) => messages.push(`${logTime()} ${line}\n`),
    inflateChart: (request) => chart(request),
    run: (request) => runProgram(request, context),
  };
  try {
    for (;;) {
      messages.length = 0;
      try {
        return action(world);
      } catch (error) {
        if (!(error instanceof NeedsRemote)) throw error;
        // The next run says again what this one said so far.
        await error.fetch();
      }
    }
  } finally {
    context.err.write(messages.join(""));
    remotes.close();
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
      program: request.path,
      args: configPath === undefined ? request.args : [configPath, ...request.args],
      env: new Map([...env.entries(), ...Object.entries(request.env)]),
      cwd: request.cwd,
      input: toBytes(request.input),
      output: "capture",
      errors: request.errors === "inherit" ? "inherit" : "capture",
      searchPath: env.get("PATH") ?? "",
    });
    const result = {
      exitCode: finished.exitCode,
      stdout: fromBytes(finished.output),
      stderr: fromBytes(finished.errors),
    };
    return configPath === undefined ? result : { ...result, configPath };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { exitCode: -1, stdout: "", stderr: "", error: error.message };
  } finally {
    if (configPath !== undefined) removeTemporary(configPath);
  }
}
