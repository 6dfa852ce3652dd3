/** A named sandbox in the foreground: opens its storage, serves, and writes the kubeconfig when it is ready. */
import { closeSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isObject, listAt, textAt, type JsonValue } from "../../kube/index.ts";
import { FAULT_KINDS, parseFault, type FaultRule } from "../controllers/faults.ts";
import { machinePorts } from "../machine.ts";
import { Sandbox } from "../sandbox.ts";
import { memoryStorage } from "../storage/memory-storage.ts";
import { sqliteStorage } from "../storage/sqlite-storage.ts";
import type { StoredObject } from "../storage/storage.ts";
import type { WireRequest } from "../wire/request.ts";
import { NO_FAULT, parseApiFault } from "./api-faults.ts";
import type { SandboxHome } from "./home.ts";
import { serve, type SandboxServer } from "./serve.ts";

export interface RunOptions {
  readonly home: SandboxHome;
  /** 0: the one it had the last time, or any. */
  readonly port: number;
  readonly nodes: number;
  readonly storageClass: string;
  readonly inMemory: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Resolves when it has ended. Throws `StorageError`. */
export async function runSandbox(options: RunOptions, ready: (url: string) => void): Promise<void> {
  const { home, nodes, storageClass, inMemory } = options;
  home.make();
  const storage = inMemory ? memoryStorage() : sqliteStorage(home.database);
  const sandbox = new Sandbox({ storage, ports: machinePorts, nodes, storageClass });
  const stop = new AbortController();
  const server = open(options, sandbox, (request) => control(request, { sandbox, server: () => server, stop }));
  home.writeKubeconfig({ server: server.url, certificate: home.identity().certificate, token: home.token() });
  ready(server.url);
  const ended = AbortSignal.any([options.signal, stop.signal]);
  if (!ended.aborted) await new Promise((resolve) => ended.addEventListener("abort", resolve, { once: true }));
  await server.stop();
  sandbox.close();
}

type Control = (request: WireRequest) => Promise<Response | undefined>;

/** On the port of the last time if that is free: kubeconfigs that were copied go on to work. */
function open({ home, port }: RunOptions, sandbox: Sandbox, onControl: Control): SandboxServer {
  const last = Number(/:(\d+)$/.exec(home.access()?.server ?? "")?.[1] ?? 0);
  const options = { sandbox, token: home.token(), identity: home.identity(), control: onControl };
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
}

async function control(
  { method, path, body = null }: WireRequest,
  { sandbox, server, stop }: Controlled,
): Promise<Response | undefined> {
  const action = `${method} ${path.slice("/sandbox/".length)}`;
  switch (action) {
    case "GET status":
      return Response.json({
        pid: process.pid,
        objects: sandbox.size,
        faults: [...sandbox.faults],
        apiFault: server().fault,
      });
    case "POST stop":
      // After the answer is on its way.
      setTimeout(() => stop.abort(), 10);
      return Response.json({});
    case "POST reset":
      sandbox.reset();
      server().fault = NO_FAULT;
      return Response.json({});
    case "POST snapshot":
      writeSnapshot(textAt(body, "path"), sandbox.snapshot());
      return Response.json({ objects: sandbox.size });
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
    return Response.json({ message: error instanceof Error ? error.message : String(error) }, { status: 422 });
  }
}

const FORMAT = "lade-sandbox-snapshot";

function writeSnapshot(path: string, objects: readonly StoredObject[]): void {
  const aside = `${path}.${process.pid}.tmp`;
  const file = openSync(aside, "w", 0o600);
  writeFileSync(file, JSON.stringify({ format: FORMAT, version: 1, objects }));
  closeSync(file);
  renameSync(aside, path);
}

function readSnapshot(path: string): StoredObject[] {
  const document = JSON.parse(readFileSync(path, "utf8")) as JsonValue;
  if (textAt(document, "format") !== FORMAT) throw new Error(`${path} is no snapshot of a sandbox`);
  return listAt(document, "objects").map((one) => {
    const object = isObject(one) ? one["object"] : undefined;
    if (!isObject(object)) throw new Error(`${path} is damaged`);
    return { collection: textAt(one, "collection"), key: textAt(one, "key"), object };
  });
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
    if (fault === undefined)
      throw new Error(
        `${JSON.stringify(api)} is no fault of the API: use latency=200ms, status=429, or status=500@0.1 for a tenth of all requests`,
      );
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
