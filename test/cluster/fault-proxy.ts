/**
 * A proxy on loopback between a program and an API server, which answers chosen requests wrongly: refusals, resets, half answers, slow
 * ones. It speaks plain HTTP to the program and adds the administrator's token itself.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Fault =
  /** Answers itself: with a Status object for a `reason`, otherwise with `text`. */
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly reason?: string;
      readonly text?: string;
      readonly retryAfterSeconds?: number;
    }
  /** Ends the connection before any answer. */
  | { readonly kind: "reset" }
  /** Ends the connection in the middle of the answer. */
  | { readonly kind: "half" }
  /** Sends half of the answer as if it were all. */
  | { readonly kind: "cut" }
  /** Lets the server do its work, and ends the connection without telling. */
  | { readonly kind: "lose-answer" }
  | { readonly kind: "slow"; readonly ms: number }
  /** Tells something else than the server said. */
  | { readonly kind: "edit"; readonly edit: (text: string) => string }
  /** Calls `stop`, before the server knows of the request or once it has answered, and ends the connection. */
  | { readonly kind: "stop"; readonly at: "request" | "answer"; readonly stop: () => void };

export interface ProxiedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** How many of the same method and path came before. */
  readonly before: number;
}

/** The fault of a request; undefined: the truth. */
export type FaultPlan = (request: ProxiedRequest) => Fault | undefined;

export interface FaultProxy {
  /** The path of a kubeconfig that leads through the proxy. */
  readonly kubeconfig: string;
  readonly url: string;
  /** Everything that was asked since the plan was set, `METHOD /path`. */
  readonly requests: readonly string[];
  plan(faults: FaultPlan): void;
  stop(): void;
}

interface Upstream {
  readonly server: string;
  readonly ca: string;
  readonly token: string;
}

/** `kubeconfig` is one of those that control-plane.ts writes. */
export async function startFaultProxy(options: { kubeconfig: string; folder: string }): Promise<FaultProxy> {
  const upstream = readUpstream(options.kubeconfig);
  const requests: string[] = [];
  let faults: FaultPlan = () => undefined;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://proxy");
    const line = `${request.method ?? "GET"} ${url.pathname}`;
    const before = requests.filter((one) => one === line).length;
    requests.push(line);
    const fault = faults({ method: request.method ?? "GET", path: url.pathname, query: url.searchParams, before });
    void answer({ request, response, upstream, fault });
  });
  const port = await listen(server);
  const kubeconfig = `${options.folder}/kubeconfig-${port}`;
  writeFileSync(kubeconfig, kubeconfigText(`http://127.0.0.1:${port}`), { mode: 0o600 });
  return {
    kubeconfig,
    url: `http://127.0.0.1:${port}`,
    requests,
    plan(next) {
      faults = next;
      requests.length = 0;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The first `count` requests whose line matches fail, then the truth is told. */
export function failing(line: RegExp, fault: Fault, count = Infinity): FaultPlan {
  return ({ method, path, before }) => (line.test(`${method} ${path}`) && before < count ? fault : undefined);
}

function readUpstream(path: string): Upstream {
  interface Config {
    readonly clusters: readonly [{ cluster: { server: string; "certificate-authority-data"?: string } }];
    readonly users: readonly [{ user: { token?: string } }];
  }
  const { clusters, users } = JSON.parse(readFileSync(path, "utf8")) as Config;
  const { server, "certificate-authority-data": ca = "" } = clusters[0].cluster;
  return { server, ca: atob(ca), token: users[0].user.token ?? "" };
}

function kubeconfigText(server: string): string {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "proxy",
    clusters: [{ name: "proxy", cluster: { server } }],
    users: [{ name: "proxy", user: {} }],
    contexts: [{ name: "proxy", context: { cluster: "proxy", user: "proxy" } }],
  };
  return `${JSON.stringify(config)}\n`;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly upstream: Upstream;
  readonly fault: Fault | undefined;
}

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, fault } = exchange;
  try {
    const body = await readAll(request);
    switch (fault?.kind) {
      case "refuse":
        return refuse(response, fault);
      case "reset":
        return hangUp(response);
      case "lose-answer":
        await (await forward(exchange, body)).arrayBuffer();
        return hangUp(response);
      case "stop":
        if (fault.at === "answer") await untilAnswered(exchange, body);
        fault.stop();
        return hangUp(response);
      case "half":
      case "cut":
        return await mutilate(exchange, body);
      case "slow":
        await Bun.sleep(fault.ms);
        return await pass(exchange, body);
      case "edit":
        return await edit(exchange, body, fault.edit);
      default:
        return await pass(exchange, body);
    }
  } catch {
    hangUp(response);
  }
}

async function readAll(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}

function hangUp(response: ServerResponse): void {
  response.socket?.destroy();
}

function refuse(response: ServerResponse, fault: Extract<Fault, { kind: "refuse" }>): void {
  const { status, reason, text = "", retryAfterSeconds } = fault;
  const object = {
    kind: "Status",
    apiVersion: "v1",
    status: "Failure",
    reason,
    message: `refused: ${reason}`,
    code: status,
  };
  response.writeHead(status, {
    "content-type": reason === undefined ? "text/plain" : "application/json",
    ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
  });
  response.end(reason === undefined ? text : JSON.stringify(object));
}

function forward({ request, upstream }: Exchange, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
  return fetch(upstream.server + (request.url ?? "/"), {
    method: request.method ?? "GET",
    headers: {
      ...(headers as Record<string, string>),
      "accept-encoding": "identity",
      authorization: `Bearer ${upstream.token}`,
    },
    ...(body.length > 0 ? { body } : {}),
    tls: { ca: upstream.ca },
  });
}

function headersOf(answered: Response): Record<string, string> {
  const passed = ["content-type", "warning", "retry-after"];
  return Object.fromEntries([...answered.headers].filter(([name]) => passed.includes(name)));
}

/** Watches have no end: what comes is passed on as it comes. */
async function pass(exchange: Exchange, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const { response } = exchange;
  const answered = await forward(exchange, body);
  response.writeHead(answered.status, headersOf(answered));
  for await (const chunk of answered.body ?? []) response.write(chunk);
  response.end();
}

/** Watches answer by beginning. */
async function untilAnswered(exchange: Exchange, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const response = await forward(exchange, body);
  const isWatch = new URL(exchange.request.url ?? "/", "http://proxy").searchParams.has("watch");
  await (isWatch ? response.body?.cancel() : response.arrayBuffer());
}

async function mutilate(exchange: Exchange, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const { response, fault } = exchange;
  const answered = await forward(exchange, body);
  const whole = new Uint8Array(await answered.arrayBuffer());
  const half = whole.subarray(0, whole.length >> 1);
  const length = fault?.kind === "cut" ? half.length : whole.length;
  response.writeHead(answered.status, { ...headersOf(answered), "content-length": String(length) });
  if (fault?.kind === "cut") return void response.end(half);
  response.write(half, () => hangUp(response));
}

async function edit(
  exchange: Exchange,
  body: Uint8Array<ArrayBuffer>,
  change: (text: string) => string,
): Promise<void> {
  const { response } = exchange;
  const answered = await forward(exchange, body);
  response.writeHead(answered.status, headersOf(answered));
  response.end(change(await answered.text()));
}
