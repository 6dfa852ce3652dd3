/** The sandbox under what is done to servers: a full disk, clients that do not read or do not finish, too much at once, bodies that are none, and death. */
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { isObject, listAt, textAt, valueAt, type JsonObject, type JsonValue } from "../src/kube/index.ts";
import {
  machinePorts,
  makeIdentity,
  memoryStorage,
  Sandbox,
  serve,
  sqliteStorage,
  type SandboxServer,
  type Storage,
} from "../src/sandbox/index.ts";

const scratch = mkdtempSync(join(tmpdir(), "lade-robust-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const TOKEN = "a-token";
const MAPS = "/api/v1/namespaces/default/configmaps";
const identity = makeIdentity();

class Served {
  readonly sandbox: Sandbox;
  readonly server: SandboxServer;

  constructor(storage: Storage = memoryStorage()) {
    this.sandbox = new Sandbox({ storage, ports: machinePorts, nodes: 0, storageClass: "" });
    this.server = serve({ sandbox: this.sandbox, token: TOKEN, identity, port: 0 });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    this.sandbox.close();
  }

  async send(
    method: string,
    path: string,
    { body, type = "application/json" }: { readonly body?: BodyInit; readonly type?: string } = {},
  ): Promise<{ readonly status: number; readonly body: JsonValue }> {
    const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": type };
    const tls = { rejectUnauthorized: false };
    const answer = await fetch(this.server.url + path, {
      method,
      headers,
      tls,
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, body: (await answer.json()) as JsonValue };
  }

  put(name: string, data: JsonObject, method: "POST" | "PUT" = "POST"): ReturnType<Served["send"]> {
    const path = method === "POST" ? MAPS : `${MAPS}/${name}`;
    return this.send(method, path, { body: JSON.stringify(configMap(name, data)) });
  }

  /** A connection on which nothing is done but what is said. */
  async socket(text: string): Promise<TLSSocket> {
    const port = Number(/:(\d+)$/.exec(this.server.url)?.[1]);
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
    await new Promise((done) => socket.once("secureConnect", done));
    socket.write(text);
    return socket;
  }
}

function configMap(name: string, data: JsonObject): JsonObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "default" }, data };
}

const open: Served[] = [];
function served(storage?: Storage): Served {
  const one = new Served(storage);
  open.push(one);
  return one;
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

/** The events of a watch, until it ends or there are enough. */
async function eventsOf(url: string, count: number): Promise<JsonObject[]> {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const answer = await fetch(url, { headers, tls: { rejectUnauthorized: false } });
  const events: JsonObject[] = [];
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of answer.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) events.push(JSON.parse(line) as JsonObject);
    if (events.length >= count) break;
  }
  return events;
}

describe("a full disk", () => {
  test("refuses writes, keeps what was acknowledged, and goes on when there is room", async () => {
    const path = join(scratch, "full.db");
    const full = served(sqliteStorage(path, { bytesMax: 600_000 }));
    const kept: string[] = [];
    let refused: Awaited<ReturnType<Served["send"]>> | undefined;
    for (let i = 0; i < 200 && refused === undefined; i++) {
      const answer = await full.put(`map-${i}`, { blob: "x".repeat(20_000) });
      if (answer.status === 201) kept.push(`map-${i}`);
      else refused = answer;
    }
    expect(kept.length).toBeGreaterThan(5);
    expect(refused).toMatchObject({
      status: 500,
      body: {
        ...{ kind: "Status", status: "Failure", reason: "InternalError", code: 500 },
        message: "Internal error occurred: database or disk is full",
      },
    });
    // What was refused is not there, and reading goes on.
    const names = async (of: Served): Promise<string[]> =>
      listAt((await of.send("GET", MAPS)).body, "items")
        .map((one) => textAt(one, "metadata", "name"))
        .filter((name) => name.startsWith("map-"));
    expect((await names(full)).sort()).toEqual([...kept].sort());
    await full.stop();
    open.pop();
    const roomy = served(sqliteStorage(path));
    expect((await names(roomy)).sort()).toEqual([...kept].sort());
    expect((await roomy.put("map-more", {})).status).toBe(201);
  });
});

describe("watches", () => {
  test("100 of them miss nothing of 1,000 writes", async () => {
    const busy = served();
    const [watchers, writes] = [100, 1000];
    const from = textAt((await busy.send("GET", MAPS)).body, "metadata", "resourceVersion");
    const url = `${busy.server.url}${MAPS}?watch=true&resourceVersion=${from}&labelSelector=`;
    const watches = Array.from({ length: watchers }, () => eventsOf(url, writes));
    for (let i = 0; i < writes; i++) {
      await busy.sandbox.request({ method: "POST", path: MAPS, body: configMap(`map-${i}`, { i: String(i) }) });
      if (i % 20 === 0) await Bun.sleep(0);
    }
    const wanted = Array.from({ length: writes }, (_, i) => `ADDED map-${i}`);
    for (const events of await Promise.all(watches)) {
      const seen = events.map((one) => `${textAt(one, "type")} ${textAt(one, "object", "metadata", "name")}`);
      expect(seen.filter((one) => one.includes("map-"))).toEqual(wanted.slice(0, seen.length));
      expect(seen.length).toBe(writes);
    }
  }, 60_000);

  test("one that is not read is ended, and takes no memory without end", async () => {
    const busy = served();
    await busy.put("big", {});
    const head = `GET ${MAPS}?watch=true HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`;
    const socket = await busy.socket(head);
    await new Promise((done) => socket.once("data", done));
    socket.pause();
    const [writes, letters] = [60, 1_000_000];
    for (let i = 0; i < writes; i++) {
      const body = configMap("big", { blob: `${i}`.padEnd(letters, "x") });
      await busy.sandbox.request({ method: "PUT", path: `${MAPS}/big`, body });
      await Bun.sleep(1);
    }
    let received = 0;
    socket.on("data", (chunk: Uint8Array) => (received += chunk.length));
    const ended = new Promise((done) => socket.on("data", () => void (received > 0 && setTimeout(done, 300))));
    socket.resume();
    await ended;
    socket.destroy();
    // Some of it stood in the connection, the rest was let go.
    expect(received).toBeLessThan((writes * letters) / 2);
    expect((await busy.send("GET", `${MAPS}/big`)).status).toBe(200);
  }, 60_000);

  test("what happened too long ago is gone, and says so", async () => {
    const busy = served();
    const from = textAt((await busy.send("GET", MAPS)).body, "metadata", "resourceVersion");
    await busy.put("big", {});
    for (let i = 0; i < 80; i++) {
      const body = configMap("big", { blob: `${i}`.padEnd(1_000_000, "x") });
      await busy.sandbox.request({ method: "PUT", path: `${MAPS}/big`, body });
    }
    const answer = await busy.send("GET", `${MAPS}?watch=true&resourceVersion=${from}`);
    expect(answer.body).toMatchObject({ type: "ERROR", object: { reason: "Expired", code: 410 } });
  }, 60_000);
});

describe("clients", () => {
  test("that do not finish what they say hold up nobody", async () => {
    const busy = served();
    const sockets = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        busy.socket(
          i % 2 === 0
            ? "GET /api/v1/configmaps HTTP/1.1\r\nHost: x\r\nAuthor"
            : `POST ${MAPS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 1000\r\n\r\n{"kind":`,
        ),
      ),
    );
    expect((await busy.put("one", { a: "1" })).status).toBe(201);
    expect((await busy.send("GET", `${MAPS}/one`)).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  test("that send too much are told so, each with the server's own words", async () => {
    const busy = served();
    const large = await busy.send("POST", MAPS, { body: "x".repeat((3 << 20) + 1) });
    expect(large).toMatchObject({ status: 413, body: { reason: "RequestEntityTooLarge", code: 413 } });
    const letters = "x".repeat(1_048_577);
    expect(await busy.put("big", { letters })).toMatchObject({ status: 422, body: { reason: "Invalid" } });
    const definition = {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "big", namespace: "default", annotations: { a: "x" } },
      imagePullSecrets: Array.from({ length: 40_000 }, (_, i) => ({ name: `secret-${i}`.padEnd(40, "x") })),
    };
    const body = JSON.stringify(definition);
    expect(await busy.send("POST", "/api/v1/namespaces/default/serviceaccounts", { body })).toMatchObject({
      ...{ status: 500, body: { message: "etcdserver: request is too large", code: 500 } },
    });
  });

  const MALFORMED: readonly (readonly [what: string, type: string, body: BodyInit, status: number])[] = [
    ["JSON that ends", "application/json", '{"kind":', 400],
    ["JSON of another sort", "application/json", "[1]", 400],
    ["nothing", "application/json", "", 400],
    ["YAML that is none", "application/yaml", "a: [", 400],
    ["protobuf without its magic", "application/vnd.kubernetes.protobuf", new Uint8Array([1, 2, 3, 4, 5]), 400],
    [
      "protobuf that ends",
      "application/vnd.kubernetes.protobuf",
      new Uint8Array([0x6b, 0x38, 0x73, 0, 0x0a, 200]),
      400,
    ],
    ["a type that nobody knows", "text/plain", "{}", 415],
    ["another kind", "application/json", JSON.stringify({ apiVersion: "v1", kind: "Secret" }), 400],
  ];
  for (const [what, type, body, status] of MALFORMED) {
    test(`that send ${what} get ${status}`, async () => {
      const busy = served();
      const answer = await busy.send("POST", MAPS, { body, type });
      expect(answer.status).toBe(status);
      expect(isObject(answer.body) && answer.body["kind"]).toBe("Status");
      expect((await busy.put("after", {})).status).toBe(201);
    });
  }
});

test("a body without end in depth is refused, and does no harm", async () => {
  const busy = served();
  const body = `{"metadata":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;
  expect((await busy.send("POST", MAPS, { body })).status).toBeWithin(400, 500);
  expect((await busy.put("after", {})).status).toBe(201);
});

describe("faults of the API, as asked for", () => {
  test("changes conflict, and nothing else does", async () => {
    const busy = served();
    await busy.put("one", { a: "1" });
    busy.server.fault = { ...busy.server.fault, status: 409, share: 1 };
    expect(await busy.put("one", { a: "2" }, "PUT")).toMatchObject({
      status: 409,
      body: {
        reason: "Conflict",
        message:
          'Operation cannot be fulfilled on configmaps "one": the object has been modified; please apply your changes to the latest version and try again',
      },
    });
    expect((await busy.put("two", {})).status).toBe(201);
    expect(valueAt((await busy.send("GET", `${MAPS}/one`)).body, "data", "a")).toBe("1");
  });

  test("watches break off, and can be begun again from where they were", async () => {
    const busy = served();
    busy.server.fault = { ...busy.server.fault, watchMs: 50 };
    const from = textAt((await busy.send("GET", MAPS)).body, "metadata", "resourceVersion");
    const url = `${busy.server.url}${MAPS}?watch=true&resourceVersion=${from}`;
    const broken = await eventsOf(url, Infinity).then(
      () => "it ended",
      (error: unknown) => (error instanceof Error ? error.name : "?"),
    );
    expect(broken).not.toBe("it ended");
    busy.server.fault = { ...busy.server.fault, watchMs: 0 };
    await busy.put("one", {});
    const [event] = await eventsOf(url, 1);
    expect(textAt(event, "object", "metadata", "name")).toMatch(/^(one|kube-root-ca\.crt)$/);
  });

  test.each([429, 500, 503])("%d for a share of requests, with a hint when to come again", async (status) => {
    const busy = served();
    busy.server.fault = { ...busy.server.fault, status, share: 0.5 };
    const answers = await Promise.all(Array.from({ length: 60 }, () => busy.send("GET", MAPS)));
    const refused = answers.filter((one) => one.status === status);
    expect(refused.length).toBeWithin(10, 50);
    expect(answers.filter((one) => one.status === 200).length).toBe(60 - refused.length);
    expect(valueAt(refused[0]?.body, "details", "retryAfterSeconds")).toBe(1);
  });

  test("late answers", async () => {
    const busy = served();
    busy.server.fault = { ...busy.server.fault, latencyMs: 60 };
    const from = performance.now();
    expect((await busy.send("GET", MAPS)).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThanOrEqual(55);
  });
});

const WRITER = `
import { Sandbox, machinePorts, makeIdentity, serve, sqliteStorage } from ${JSON.stringify(resolve(import.meta.dir, "../src/sandbox/index.ts"))};
const [path] = process.argv.slice(1);
const sandbox = new Sandbox({ storage: sqliteStorage(path), ports: machinePorts });
const server = serve({ sandbox, token: ${JSON.stringify(TOKEN)}, identity: makeIdentity(), port: 0 });
console.log(server.url);
`;

describe("death at any moment", () => {
  test("loses no write that was acknowledged", async () => {
    const path = join(scratch, "killed.db");
    const acknowledged = new Map<string, number>();
    let newest = 0;
    for (let round = 0; round < 4; round++) {
      const child = Bun.spawn([process.execPath, "-e", WRITER, path], { stdout: "pipe", stderr: "inherit" });
      const { value } = await child.stdout.getReader().read();
      const url = new TextDecoder().decode(value).trim();
      const writers = Array.from({ length: 8 }, (_, i) => keepWriting(url, `w${i}`, { acknowledged, round }));
      // At a moment that nobody knows, in the midst of writes.
      const enough = acknowledged.size + 8 + Math.random() * 60;
      for (const end = Date.now() + 20_000; acknowledged.size < enough && Date.now() < end;) await Bun.sleep(2);
      await Bun.sleep(Math.random() * 20);
      child.kill("SIGKILL");
      await child.exited;
      newest = Math.max(newest, ...(await Promise.all(writers)));
      const storage = sqliteStorage(path);
      const { revision, objects } = storage.load();
      storage.close();
      const stored = new Map(objects.map(({ key, object }) => [key, Number(textAt(object, "data", "n"))]));
      for (const [name, n] of acknowledged)
        expect([name, stored.get(`default/${name}`) ?? -1 >= n]).toEqual([name, expect.anything()]);
      for (const [name, n] of acknowledged) expect(stored.get(`default/${name}`) ?? -1).toBeGreaterThanOrEqual(n);
      expect(revision).toBeGreaterThanOrEqual(newest);
    }
    expect(acknowledged.size).toBeGreaterThan(8);
  }, 60_000);
});

interface Writing {
  /** Name → the last number that the server said is written. */
  readonly acknowledged: Map<string, number>;
  readonly round: number;
}

/** One write after the other until the server is gone; gives the newest version that it told of. */
async function keepWriting(url: string, writer: string, { acknowledged, round }: Writing): Promise<number> {
  const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
  const tls = { rejectUnauthorized: false };
  let newest = 0;
  for (let i = 0; ; i++) {
    const name = `${writer}-r${round}-${i % 50}`;
    const isNew = i < 50;
    const body = JSON.stringify(configMap(name, { n: String(i), blob: "x".repeat(i % 3000) }));
    try {
      const target = isNew ? url + MAPS : `${url}${MAPS}/${name}`;
      const answer = await fetch(target, { method: isNew ? "POST" : "PUT", headers, tls, body });
      const said = (await answer.json()) as JsonValue;
      if (!answer.ok) throw new Error(textAt(said, "message"));
      acknowledged.set(name, i);
      newest = Number(textAt(said, "metadata", "resourceVersion"));
    } catch {
      return newest;
    }
  }
}
