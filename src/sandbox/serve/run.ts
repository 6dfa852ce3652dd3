/** A named sandbox in the foreground: opens its storage, serves, and writes the kubeconfig when it is ready. */
import { isObject, numberAt, textAt, type JsonValue } from "../../kube/index.ts";
import { FAULT_KINDS, parseFault, type FaultRule } from "../controllers/faults.ts";
import type { Pace } from "../controllers/kubelet.ts";
import { machinePorts } from "../machine.ts";
import type { Authorization } from "../objects/server.ts";
import { timestamp } from "../ports.ts";
import { Sandbox } from "../sandbox.ts";
import { memoryStorage } from "../storage/memory-storage.ts";
import { sqliteStorage } from "../storage/sqlite-storage.ts";
import { Pacer } from "../time/pacer.ts";
import { SimulatedTime } from "../time/simulated-time.ts";
import type { WireRequest } from "../wire/request.ts";
import { API_FAULTS, NO_FAULT, parseApiFault } from "./api-faults.ts";
import { callWebhook } from "./call-webhook.ts";
import type { SandboxHome } from "./home.ts";
import { serve, type SandboxServer, type ServeOptions } from "./serve.ts";
import { readSnapshot, writeSnapshot } from "./snapshot-file.ts";

export interface RunOptions {
  readonly home: SandboxHome;
  /** 0: the one it had the last time, or any. */
  readonly port: number;
  readonly nodes: number;
  readonly storageClass: string;
  readonly inMemory: boolean;
  readonly time: "real" | "simulated";
  readonly authorization: Authorization;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Resolves when it has ended. Throws `StorageError`. */
export async function runSandbox(options: RunOptions, ready: (url: string) => void): Promise<void> {
  const { home, nodes, storageClass, inMemory } = options;
  home.make();
  const storage = inMemory ? memoryStorage() : sqliteStorage(home.database);
  const moved = options.time === "simulated" ? simulated() : undefined;
  const [{ certificate }, secret] = [home.identity(), home.token()];
  const { authorization } = options;
  const ports = moved?.time ?? machinePorts;
  const pace: Pace = moved === undefined ? "instant" : "realistic";
  const furnished = { nodes, storageClass, pace, certificate, secret, authorization };
  const sandbox = new Sandbox({ storage, ports, callWebhook, ...furnished });
  // What was there before is not in the future.
  moved?.time.advance(Math.max(0, sandbox.newestMs - moved.time.now()));
  const stop = new AbortController();
  const server = open(options, sandbox, {
    control: (request) => control(request, { sandbox, server: () => server, stop, moved }),
    touch: () => moved?.pacer.touch(),
  });
  home.writeKubeconfig({ server: server.url, certificate: home.identity().certificate, token: home.token() });
  ready(server.url);
  const ended = AbortSignal.any([options.signal, stop.signal]);
  if (!ended.aborted) await new Promise((resolve) => ended.addEventListener("abort", resolve, { once: true }));
  await server.stop();
  moved?.pacer.stop();
  sandbox.close();
}

interface Moved {
  readonly time: SimulatedTime;
  readonly pacer: Pacer;
}

/** Long enough for a client to ask the next thing, short enough not to be noticed. */
const IDLE_MS = 15;

function simulated(): Moved {
  const time = new SimulatedTime({ from: machinePorts, random: machinePorts.random });
  return { time, pacer: new Pacer(time, { machine: machinePorts, idleMs: IDLE_MS, jumpsTo: "awaited" }) };
}

type Hooks = Pick<ServeOptions, "control" | "touch">;

/** On the port of the last time if that is free: kubeconfigs that were copied go on to work. */
function open({ home, port }: RunOptions, sandbox: Sandbox, hooks: Hooks): SandboxServer {
  const last = Number(/:(\d+)$/.exec(home.access()?.server ?? "")?.[1] ?? 0);
  const options = { sandbox, token: home.token(), identity: home.identity(), ...hooks };
  try {
    return serve({ ...options, port: port === 0 ? last : port });
  } catch (error) {
    if (port !== 0 || last === 0) throw error;
    return serve({ ...options, port: 0 });
  }
}

interface Controlled {
  readonly sandbox: Sandbox;
  server(): SandboxServer;
  readonly stop: AbortController;
  readonly moved: Moved | undefined;
}

async function control(
  { method, path, body = null }: WireRequest,
  { sandbox, server, stop, moved }: Controlled,
): Promise<Response | undefined> {
  const action = `${method} ${path.slice("/sandbox/".length)}`;
  switch (action) {
    case "GET status":
      return Response.json({
        pid: process.pid,
        objects: sandbox.size,
        faults: [...sandbox.faults],
        apiFault: server().fault,
        ...(moved === undefined ? {} : { time: timestamp(moved.time.now()), aheadMs: moved.time.aheadMs }),
      });
    case "POST stop":
      // After the answer is on its way.
      setTimeout(() => stop.abort(), 10);
      return Response.json({});
    case "POST reset":
      sandbox.reset();
      server().fault = NO_FAULT;
      return Response.json({});
    case "POST advance":
      if (moved === undefined)
        return refused("its time is the real one: start it with --time simulated, and time can be moved");
      return Response.json({ movedMs: await move(moved, body), time: timestamp(moved.time.now()) });
    case "POST snapshot":
      return refusing(() => writeSnapshot(textAt(body, "path"), sandbox.snapshot()));
    case "POST restore":
      return refusing(() => sandbox.restore(readSnapshot(textAt(body, "path"))));
    case "POST fault":
      return refusing(() => setFaults(body, { sandbox, server }));
    default:
      return undefined;
  }
}

function refusing(action: () => void): Response {
  try {
    action();
    return Response.json({});
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

function refused(message: string): Response {
  return Response.json({ message }, { status: 422 });
}

/** What is never done ends here. */
const IDLE_MS_MAX = 24 * 3_600_000;

/** `{ms}`, or `{}` for as long as anybody waits for anything. */
async function move({ pacer }: Moved, body: JsonValue): Promise<number> {
  const ms = numberAt(body, "ms");
  if (ms === undefined) return await pacer.untilIdle(IDLE_MS_MAX);
  await pacer.advance(ms);
  return ms;
}

/** `{clear}`, `{api: "latency=200ms"}`, or `{fault: "crash-loop", pods: "web", namespace}`. */
function setFaults(body: JsonValue, { sandbox, server }: Pick<Controlled, "sandbox" | "server">): void {
  if (isObject(body) && body["clear"] === true) {
    sandbox.faults = [];
    server().fault = NO_FAULT;
    return;
  }
  const api = textAt(body, "api");
  if (api !== "") {
    const fault = parseApiFault(api, server().fault);
    if (fault === undefined) throw new Error(`${JSON.stringify(api)} is no fault of the API: use ${API_FAULTS}`);
    server().fault = fault;
    return;
  }
  sandbox.faults = [ruleOf(body), ...sandbox.faults];
}

function ruleOf(body: JsonValue): FaultRule {
  const text = textAt(body, "fault");
  const fault = parseFault(text);
  if (fault === undefined) throw new Error(`${JSON.stringify(text)} is no fault: use one of ${FAULT_KINDS.join(", ")}`);
  return { ...fault, prefix: textAt(body, "pods"), image: textAt(body, "image"), namespace: textAt(body, "namespace") };
}
