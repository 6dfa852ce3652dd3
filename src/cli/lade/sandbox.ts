/** `lade sandbox`: starts, stops and steers a Kubernetes API in a box. */
import { join } from "node:path";
import { MILLISECOND, parseDuration } from "../../go/time/index.ts";
import type { JsonObject, JsonValue } from "../../kube/index.ts";
import { numberAt, textAt } from "../../kube/index.ts";
import {
  runSandbox,
  SandboxHome,
  SandboxNameError,
  startInBackground,
  statusOf,
  steer,
  SteerError,
  StorageError,
  untilStopped,
} from "../../sandbox/index.ts";
import { CommandError, type RunContext } from "../context.ts";
import { absolute } from "../../go/path/index.ts";
import { START_FLAGS } from "./sandbox-definition.ts";

export async function start(context: RunContext): Promise<void> {
  await failing(async () => {
    const home = homeOf(context);
    timeOf(context);
    authorizationOf(context);
    checkNumbers(context);
    if ((await statusOf(home)) === undefined) {
      if (context.flags.bool("foreground")) return await stay(context, home);
      await startInBackground(home, process.execPath, [
        ...ownWords(),
        "sandbox",
        "start",
        "--foreground",
        ...flagWords(context),
      ]);
    } else tellUnheeded(context, home);
    context.out.write(`${home.kubeconfig}\n`);
  });
}

/** One that runs goes on as it was started. */
function tellUnheeded({ flags, err }: RunContext, { name }: SandboxHome): void {
  const unheeded = START_FLAGS.filter((flag) => flags.changed(flag.name)).map((flag) => `--${flag.name}`);
  if (unheeded.length === 0) return;
  err.write(`the sandbox ${JSON.stringify(name)} runs already, ${unheeded.join(" and ")} left aside: stop it first\n`);
}

async function stay(context: RunContext, home: SandboxHome): Promise<void> {
  const { flags, signal } = context;
  const options = {
    ...{ home, signal, port: flags.int("port"), nodes: flags.int("nodes") },
    ...{ storageClass: flags.string("storage-class"), inMemory: flags.bool("in-memory"), time: timeOf(context) },
    authorization: authorizationOf(context),
  };
  await runSandbox(options, (url) => {
    context.out.write(`${url}\n${home.kubeconfig}\n`);
    context.out.flush();
  });
}

function timeOf({ flags }: RunContext): "real" | "simulated" {
  const time = flags.string("time");
  if (time === "real" || time === "simulated") return time;
  throw new CommandError(`${JSON.stringify(time)} is no time of a sandbox: use real or simulated`);
}

function authorizationOf({ flags }: RunContext): "RBAC" | "AlwaysAllow" {
  const mode = flags.string("authorization-mode");
  if (mode === "RBAC" || mode === "AlwaysAllow") return mode;
  throw new CommandError(`${JSON.stringify(mode)} is no authorization mode of a sandbox: use RBAC or AlwaysAllow`);
}

const PORT_MAX = 65_535;
/** As many as Kubernetes is made for. */
const NODES_MAX = 5_000;

function checkNumbers({ flags }: RunContext): void {
  for (const [name, max] of [
    ["port", PORT_MAX],
    ["nodes", NODES_MAX],
  ] as const) {
    const given = flags.int(name);
    if (given < 0 || given > max) throw new CommandError(`--${name} ${given}: use 0 to ${max}`);
  }
}

/** Of the program as it was started from its sources. */
export function ownWords(): string[] {
  return import.meta.path.startsWith("/$bunfs/") ? [] : [join(import.meta.dir, "../../main.ts")];
}

function flagWords({ flags }: RunContext): string[] {
  return [
    ...["name", "storage-class", "time", "authorization-mode"].map((name) => `--${name}=${flags.string(name)}`),
    ...["port", "nodes"].map((name) => `--${name}=${flags.int(name)}`),
    ...(flags.bool("in-memory") ? ["--in-memory"] : []),
  ];
}

export async function stop(context: RunContext): Promise<void> {
  await failing(async () => {
    const home = homeOf(context);
    const pid = numberAt(await statusOf(home), "pid");
    await steer(home, "stop");
    if (pid !== undefined) await untilStopped(pid);
  });
}

export async function status(context: RunContext): Promise<void> {
  await failing(async () => {
    const home = homeOf(context);
    const said = await statusOf(home);
    if (said === undefined) throw new CommandError(`the sandbox ${JSON.stringify(home.name)} does not run`);
    context.out.write(statusText(home, said));
  });
}

function statusText(home: SandboxHome, said: JsonObject): string {
  const faults = Array.isArray(said["faults"]) ? said["faults"] : [];
  const lines = [
    `NAME: ${home.name}`,
    `SERVER: ${home.access()?.server ?? ""}`,
    `KUBECONFIG: ${home.kubeconfig}`,
    `OBJECTS: ${numberAt(said, "objects") ?? 0}`,
    ...(textAt(said, "time") === "" ? [] : [`TIME: ${textAt(said, "time")}, simulated`]),
    ...faults.map((one) => faultLine(one)),
    ...apiFaultLines(said),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function faultLine(rule: JsonValue): string {
  const image = textAt(rule, "image");
  const pods = `${textAt(rule, "namespace") || "*"}/${textAt(rule, "prefix")}*`;
  return `FAULT: ${textAt(rule, "kind")} of pods ${pods}${image === "" ? "" : ` with an image *${image}*`}`;
}

function apiFaultLines(said: JsonObject): string[] {
  const keys = ["latencyMs", "status", "share", "watchMs"];
  const [latency, code, share, watch] = keys.map((key) => numberAt(said, "apiFault", key) ?? 0);
  return [
    ...(latency ? [`FAULT: answers of the API ${latency} ms late`] : []),
    ...(code ? [`FAULT: ${code} for ${Math.round((share ?? 0) * 100)}% of requests`] : []),
    ...(watch ? [`FAULT: watches break off after ${watch} ms`] : []),
  ];
}

export async function reset(context: RunContext): Promise<void> {
  await failing(async () => void (await steer(homeOf(context), "reset")));
}

export async function advance(context: RunContext): Promise<void> {
  const [word = ""] = context.args;
  const body: JsonObject = word === "until-idle" ? {} : { ms: durationMs(word) };
  await failing(async () => {
    const said = await steer(homeOf(context), "advance", body);
    context.out.write(`${textAt(said, "time")}\n`);
  });
}

function durationMs(text: string): number {
  let ms = -1;
  try {
    ms = Number(parseDuration(text) / MILLISECOND);
  } catch {
    // Below.
  }
  if (ms >= 0) return ms;
  throw new CommandError(`${JSON.stringify(text)} is no duration: use 90s, 10m, 36h, or until-idle`);
}

export async function snapshot(context: RunContext): Promise<void> {
  const path = absolute(context.args[0] ?? "", context.cwd);
  await failing(async () => void (await steer(homeOf(context), "snapshot", { path })));
}

export async function restore(context: RunContext): Promise<void> {
  const path = absolute(context.args[0] ?? "", context.cwd);
  await failing(async () => void (await steer(homeOf(context), "restore", { path })));
}

export async function fault(context: RunContext): Promise<void> {
  const { args, flags } = context;
  const [what = ""] = args;
  const pods = {
    fault: what,
    pods: flags.string("pods"),
    image: flags.string("image"),
    namespace: flags.string("namespace"),
  };
  const body = what === "clear" ? { clear: true } : flags.bool("api") ? { api: what } : pods;
  await failing(async () => void (await steer(homeOf(context), "fault", body)));
}

/** `$XDG_STATE_HOME/lade/sandbox/NAME`. */
export function homeNamed({ env }: RunContext, name: string): SandboxHome {
  const state = env.get("XDG_STATE_HOME") || join(env.get("HOME") || "/", ".local", "state");
  return new SandboxHome(state, name);
}

function homeOf(context: RunContext): SandboxHome {
  return homeNamed(context, context.flags.string("name"));
}

export async function failing(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const isTold = error instanceof SteerError || error instanceof StorageError || error instanceof SandboxNameError;
    if (isTold) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}
