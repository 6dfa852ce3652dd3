/**
 * The sandbox over HTTPS beside the API server that KUBECONFIG names: the same bytes are sent to both, and status, headers and body of what
 * comes back are compared. `bun test ./test/cluster/wire.suite.ts`. What is known to differ is listed in docs/compat/sandbox.md.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject, listAt, objectAt, textAt, type JsonValue } from "../../src/kube/index.ts";
import { machinePorts, memoryStorage, Sandbox, SandboxHome, serve } from "../../src/sandbox/index.ts";
import { masked } from "./requests/compare.ts";
import { RAW, type RawRequest } from "./requests/wire.ts";

const namespace = `wire-${Math.random().toString(36).slice(2, 8)}`;
const real = process.env["KUBECONFIG"] ?? "";
if (real === "") throw new Error("KUBECONFIG names no cluster");

interface Place {
  readonly server: string;
  readonly token: string;
  readonly ca: string;
}

function placeOf(kubeconfig: string): Place {
  const config = JSON.parse(readFileSync(kubeconfig, "utf8")) as JsonValue;
  const cluster = (key: string): string => textAt(listAt(config, "clusters")[0], "cluster", key);
  return {
    server: cluster("server"),
    ca: atob(cluster("certificate-authority-data")),
    token: textAt(listAt(config, "users")[0], "user", "token"),
  };
}

const HEADERS = [
  "content-type",
  "warning",
  "allow",
  "vary",
  "retry-after",
  "location",
  "cache-control",
  "content-encoding",
];

async function send({ method, path, headers = {}, body }: RawRequest, { server, token, ca }: Place): Promise<unknown> {
  const response = await fetch(server + path.replaceAll("$NS", namespace), {
    ...{ method, redirect: "manual", tls: { ca } },
    headers: { Accept: "application/json", ...headers, Authorization: `Bearer ${token}` },
    ...(body === undefined
      ? {}
      : { body: typeof body === "string" ? body.replaceAll("$NS", namespace) : new Uint8Array(body) }),
  });
  const text = await response.text();
  const kept = HEADERS.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name)]] : []));
  return { status: response.status, headers: Object.fromEntries(kept) as object, ...bodyOf(text) };
}

const CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";

/** How far the controllers of autoscalers are is a matter of moments. */
function settled(body: JsonValue): JsonValue {
  if (!isObject(body) || body["kind"] !== "HorizontalPodAutoscaler") return body;
  const { status: _, metadata, ...rest } = body;
  const { [CONDITIONS]: _conditions, ...annotations } = objectAt(metadata, "annotations");
  return { ...rest, metadata: { ...objectAt(metadata), annotations } };
}

/** JSON without what no two servers say alike, and how it is laid out. */
function bodyOf(sent: string): object {
  const text = sent.replace(/(?<=current: |in record \()\d+/g, "<version>");
  try {
    return {
      body: settled(masked(JSON.parse(text) as JsonValue, "")),
      layout: /^\{\n {2}"/.test(text) ? "pretty" : "plain",
    };
  } catch {
    const times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
    const plain = text.replace(times, "<time>").replace(/(?<=resourceVersion"?: ?")\d+/g, "<version>");
    return { text: masked(plain, "") };
  }
}

describe("the sandbox answers over HTTPS as the real server does", () => {
  const scratch = mkdtempSync(join(tmpdir(), "lade-wire-"));
  const home = new SandboxHome(scratch, "default");
  home.make();
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
  const [identity, token] = [home.identity(), home.token()];
  const server = serve({ sandbox, token, identity, port: 0 });
  const places = [placeOf(real), { server: server.url, token, ca: identity.certificate }];
  const both = (request: RawRequest): Promise<unknown[]> => Promise.all(places.map((place) => send(request, place)));

  beforeAll(async () => {
    const body = JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    await both({ method: "POST", path: "/api/v1/namespaces", headers: { "Content-Type": "application/json" }, body });
    for (const place of places) {
      const account = { method: "GET", path: "/api/v1/namespaces/$NS/serviceaccounts/default" };
      for (let tries = 0; tries < 100; tries++) {
        if (((await send(account, place)) as { status: number }).status === 200) break;
        await Bun.sleep(50);
      }
    }
  });

  afterAll(async () => {
    await both({ method: "DELETE", path: "/api/v1/namespaces/$NS" });
    await server.stop();
    sandbox.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  for (const { name, requests } of RAW) {
    describe(name, () => {
      requests.forEach((request, i) => {
        test(`${i}: ${request.method} ${request.path.replaceAll("$NS", "NS")}`, async () => {
          const [wanted, given] = await both(request);
          if (request.apart === undefined) expect(given).toEqual(wanted);
          else expect(given).not.toEqual(wanted);
        });
      });
    });
  }
});
