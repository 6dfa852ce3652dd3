/**
 * Admission webhooks of every behaviour, asked by the sandbox and by the API server that KUBECONFIG names: the same requests, the same answers.
 * The API server must reach this machine's loopback. `bun test ./test/cluster/webhooks.suite.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { ApiRequest, Cluster, JsonObject } from "../../src/kube/index.ts";
import { callWebhook, machinePorts, makeIdentity, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { testCluster } from "./connection.ts";
import { send, type Answer } from "./requests/compare.ts";
import { behave, hooks, hookSequences, LAST_HOOK } from "./requests/webhooks.ts";

const namespace = `hooks-${Math.random().toString(36).slice(2, 10)}`;
const real = testCluster();
const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "", callWebhook });
const both: readonly Cluster[] = [real, sandbox];
const TRIES = 200;

const identity = makeIdentity();
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  tls: { cert: identity.certificate, key: identity.key },
  fetch: behave,
});
const place = { url: `https://127.0.0.1:${server.port}`, caBundle: btoa(identity.certificate) };

const within = (request: ApiRequest): ApiRequest =>
  JSON.parse(JSON.stringify(request).replaceAll("$NS", namespace)) as ApiRequest;

/** Two writes within one second stand in either order. */
function hidden({ status, body, warnings }: Answer): unknown {
  const sorted = (key: string, value: unknown): unknown =>
    key === "managedFields" && Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value;
  const text = JSON.stringify(body)
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "<time>")
    .replaceAll(/(expected response\.uid=)\\"[-0-9a-f]+\\"/g, "$1<uid>");
  return { status, body: JSON.parse(text, sorted) as unknown, warnings: warnings.toSorted() };
}

beforeAll(async () => {
  const body: JsonObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
  for (const cluster of both) {
    await cluster.request({ method: "POST", path: "/api/v1/namespaces", body });
    for (const [path, one] of hooks(place))
      await cluster.request(within({ method: "POST", path, body: one, query: { fieldManager: "tester" } }));
    for (let tries = 0; (await send(cluster, within(LAST_HOOK))).status !== 400; tries++) {
      if (tries === TRIES) throw new Error("the webhooks are never asked");
      await Bun.sleep(50);
    }
  }
});

afterAll(async () => {
  const paths = hooks(place).map(([path, one]) => `${path}/${String((one["metadata"] as JsonObject)["name"])}`);
  for (const path of [...paths, "/api/v1/namespaces/$NS"])
    await real.request(within({ method: "DELETE", path })).catch(() => undefined);
  sandbox.close();
  await server.stop(true);
});

for (const { name, requests } of hookSequences(place)) {
  describe(name, () => {
    requests.forEach((request, i) => {
      test(`${i}: ${request.method} ${request.path.replace("$NS", "NS")} ${JSON.stringify(request.body ?? {}).slice(0, 100)}`, async () => {
        const [wanted, given] = [await send(real, within(request)), await send(sandbox, within(request))];
        expect(hidden(given)).toEqual(hidden(wanted));
      });
    });
  });
}
