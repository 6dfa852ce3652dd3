/**
 * Objects of rendered public charts, where they stand beside the checkout (`../shared/parity/helm/charts-real`), each sent as a dry run to the API server that KUBECONFIG
 * names and to the sandbox: codes, defaults, managed fields, messages and warnings must be the same. `bun test ./test/cluster/charts.suite.ts`; every object with
 * CHARTS=all, otherwise one of some.
 */
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { textAt, type ApiRequest, type JsonObject } from "../../src/kube/index.ts";
import { machinePorts, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { builtinResources } from "../../src/sandbox/schema/resources.ts";
import { CHARTS, documentsOf } from "./requests/charts.ts";
import { send, unordered } from "./requests/compare.ts";
import { makeNamespace } from "./requests/play.ts";
import { RawServer } from "./requests/raw-server.ts";

const ONE_OF = process.env["CHARTS"] === "all" ? 1 : 5;
/** Told of in docs/compat/sandbox.md. */
const KNOWN = new Set(["CustomResourceDefinition trafficpermissions.auth.consul.hashicorp.com"]);

const namespace = `charts-${Math.random().toString(36).slice(2, 10)}`;
const resources = new Map(builtinResources().map((one) => [`${one.apiVersion} ${one.kind}`, one]));

/** Each but once, whatever it is called. */
function distinctObjects(): ReadonlyMap<string, JsonObject[]> {
  const seen = new Set<string>();
  const isNew = (object: JsonObject): boolean => {
    const key = JSON.stringify({ ...object, metadata: {} });
    const found = seen.has(key);
    seen.add(key);
    return !found && seen.size % ONE_OF === 0;
  };
  return new Map(readdirSync(CHARTS).map((name) => [name, documentsOf(name).filter(isServed).filter(isNew)]));
}

const kindOf = (object: JsonObject): string => `${textAt(object, "apiVersion")} ${textAt(object, "kind")}`;
const isServed = (object: JsonObject): boolean => resources.has(kindOf(object));

function requestFor(object: JsonObject): ApiRequest {
  const resource = resources.get(kindOf(object));
  const version = textAt(object, "apiVersion");
  const root = version.includes("/") ? `/apis/${version}` : `/api/${version}`;
  const place = resource?.namespaced === true ? `${root}/namespaces/${namespace}` : root;
  const metadata = { ...(object["metadata"] as JsonObject) };
  if (resource?.namespaced === true) metadata["namespace"] = namespace;
  const query = { dryRun: "All", fieldManager: "helm" };
  return { method: "POST", path: `${place}/${resource?.name}`, body: { ...object, metadata }, query };
}

describe.if(existsSync(CHARTS))("objects of public charts are answered as by the real server", () => {
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
  const both = [new RawServer(process.env["KUBECONFIG"] ?? ""), sandbox];
  let ready: Promise<void[]> | undefined;

  afterAll(async () => {
    await both[0]?.request({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` });
    sandbox.close();
  });

  for (const [name, objects] of existsSync(CHARTS) ? distinctObjects() : []) {
    if (objects.length === 0) continue;
    test(name, async () => {
      await (ready ??= Promise.all(both.map((server) => makeNamespace(server, namespace))));
      for (const object of objects) {
        const [wanted, given] = await Promise.all(both.map((server) => send(server, requestFor(object))));
        if (wanted === undefined || given === undefined) throw new Error("not sent");
        const id = `${textAt(object, "kind")} ${textAt(object, "metadata", "name")}`;
        if (!KNOWN.has(id)) expect({ id, ...unordered(given) }).toEqual({ id, ...unordered(wanted) });
      }
    });
  }
});
