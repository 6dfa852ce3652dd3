/**
 * The sandbox beside the API server that KUBECONFIG names: both are sent the same requests, and must answer the same.
 * `bun test ./test/cluster/sandbox.suite.ts`. What is known to differ is listed in docs/compat/sandbox.md.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Discovery, Objects, type ApiRequest, type Cluster } from "../../src/kube/index.ts";
import { machinePorts, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { testCluster } from "./connection.ts";
import { send } from "./requests/compare.ts";
import { SEQUENCES } from "./requests/sequences.ts";

const namespace = `differ-${Math.random().toString(36).slice(2, 10)}`;
const real = testCluster();
const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });

const definitionPath = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/gadgets.${namespace}.example.com`;

const within = (request: ApiRequest): ApiRequest =>
  JSON.parse(JSON.stringify(request).replaceAll("$NS", namespace)) as ApiRequest;

describe("the sandbox answers as the real server does", () => {
  const both: readonly Cluster[] = [real, sandbox];
  const objects = both.map((cluster) => new Objects(cluster, new Discovery(cluster)));

  beforeAll(async () => {
    for (const one of objects) {
      await one.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
      const account = { apiVersion: "v1", kind: "ServiceAccount", namespace, name: "default" };
      for (let tries = 0; tries < 100 && (await one.find(account)) === undefined; tries++) await Bun.sleep(50);
    }
  });

  afterAll(async () => {
    const ends = [`/api/v1/namespaces/${namespace}`, `/api/v1/namespaces/${namespace}-x`, definitionPath];
    for (const path of ends) await real.request({ method: "DELETE", path }).catch(() => undefined);
    sandbox.close();
  });

  const settle = async (): Promise<void> => {
    for (const one of objects) {
      one.discovery.invalidate();
      for (let tries = 0; tries < 100; tries++) {
        if ((await one.discovery.find(`${namespace}.example.com/v1`, "Gadget")) !== undefined) break;
        one.discovery.invalidate();
        await Bun.sleep(50);
      }
    }
  };

  for (const { name, requests } of SEQUENCES) {
    describe(name, () => {
      // A kind that was just made is served a moment later.
      if (name === "objects of a custom kind") beforeAll(settle);

      requests.forEach((request, i) => {
        test(`${i}: ${request.method} ${request.path.replace("$NS", "NS")}`, async () => {
          const [wanted, given] = await Promise.all(both.map((cluster) => send(cluster, within(request))));
          expect(given).toEqual(wanted);
        });
      });
    });
  }
});
