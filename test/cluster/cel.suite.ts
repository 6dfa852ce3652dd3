/**
 * Expressions on the sandbox and on the API server that KUBECONFIG names: rules of custom resources, admission policies, with the same
 * requests and the same answers. `bun test ./test/cluster/cel.suite.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  ApiError,
  Discovery,
  objectAt,
  Objects,
  textAt,
  type ApiRequest,
  type Cluster,
  type JsonObject,
} from "../../src/kube/index.ts";
import { machinePorts, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { testCluster } from "./connection.ts";
import {
  ACTING_OBJECTS,
  ACTING_SEQUENCES,
  DEFINITION_SEQUENCES,
  GROUP,
  LAST_REQUEST,
  LOOSE,
  LOOSE_START,
  PARAM_DEFINITION,
  PARAMS_REQUESTS,
  RESOURCE_SEQUENCES,
  TYPED_POLICIES,
  WIDGET_DEFINITION,
} from "./requests/cel.ts";
import { send, type Answer } from "./requests/compare.ts";
import type { Sequence } from "./requests/sequences.ts";

const namespace = `cel-${Math.random().toString(36).slice(2, 10)}`;
const real = testCluster();
const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts, storageClass: "" });
const both: readonly Cluster[] = [real, sandbox];
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const TRIES = 200;

const within = (request: ApiRequest): ApiRequest =>
  JSON.parse(JSON.stringify(request).replaceAll("$NS", namespace)) as ApiRequest;
const called = (name: string): string => `${name}.${GROUP}`.replaceAll("$NS", namespace);

/** Without names that nobody can know, and what Go's maps leave open: the order of several errors. */
function hidden({ status, body, warnings }: Answer): unknown {
  const text = JSON.stringify(body)
    .replaceAll(/selfType\d+/g, "selfType")
    .replaceAll(/\bbad-\w{5}\b/g, "bad-<letters>")
    .replace(/ is invalid: \[.*?\]","reason"/s, ' is invalid: <several>","reason"');
  // Two writes within one second stand in either order.
  const sorted = (key: string, value: unknown): unknown =>
    ["managedFields", "causes"].includes(key) && Array.isArray(value)
      ? value.map((one) => JSON.stringify(one)).sort()
      : value;
  return { status, body: JSON.parse(text, sorted) as unknown, warnings: warnings.toSorted() };
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (await holds()) return;
    await Bun.sleep(50);
  }
  throw new Error(`${what} does not come`);
}

const post = (path: string, body: JsonObject): ApiRequest =>
  within({ method: "POST", path, body, query: { fieldManager: "tester" } });

function playing({ name, requests }: Sequence): void {
  describe(name, () => {
    requests.forEach((request, i) => {
      test(`${i}: ${request.method} ${request.path.replace("$NS", "NS")} ${JSON.stringify(request.body ?? {}).slice(0, 100)}`, async () => {
        const [wanted, given] = await Promise.all([send(real, within(request)), send(sandbox, within(request))]);
        expect(hidden(given)).toEqual(hidden(wanted));
      });
    });
  });
}

beforeAll(async () => {
  for (const cluster of both) {
    await new Objects(cluster, new Discovery(cluster)).create({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: namespace },
    });
  }
});

afterAll(async () => {
  const paths = [
    ...ACTING_OBJECTS.map(([path, body]) => `${path}/${String((body["metadata"] as JsonObject)["name"])}`),
    `${DEFINITIONS}/${called("widgets")}`,
    `${DEFINITIONS}/${called("loosies")}`,
    `${DEFINITIONS}/${called("params")}`,
    "/api/v1/namespaces/$NS",
  ];
  for (const path of paths) await real.request(within({ method: "DELETE", path })).catch(() => undefined);
  for (let i = 0; i < 30; i++)
    await real.request({ method: "DELETE", path: `${DEFINITIONS}/${called(`right${i}s`)}` }).catch(() => undefined);
  sandbox.close();
});

describe("definitions and policies are refused and taken as by the real server", () => {
  DEFINITION_SEQUENCES.forEach(playing);
});

describe("rules decide as on the real server", () => {
  const served = (kind: string) => async (): Promise<void> => {
    for (const cluster of both) {
      await until(
        kind,
        async () => (await new Discovery(cluster).find(`${called("x").slice(2)}/v1`, kind)) !== undefined,
      );
    }
  };

  beforeAll(async () => {
    for (const cluster of both) {
      await cluster.request(post(DEFINITIONS, WIDGET_DEFINITION));
      await cluster.request(post(DEFINITIONS, LOOSE(false)));
      await cluster.request(post(DEFINITIONS, PARAM_DEFINITION));
    }
    await served("Param")();
    await served("Widget")();
    await served("Loosy")();
    for (const cluster of both) {
      for (const request of LOOSE_START)
        await until("an object", async () => (await send(cluster, within(request))).status !== 404);
      const strict = within({
        method: "PATCH",
        path: `${DEFINITIONS}/loosies.${GROUP}`,
        body: LOOSE(true),
        contentType: "application/merge-patch+json",
        query: { fieldManager: "tester" },
      });
      await cluster.request(strict);
    }
    const refused = within({
      method: "POST",
      path: `/apis/${GROUP}/v1/namespaces/$NS/loosies`,
      body: { apiVersion: `${GROUP}/v1`, kind: "Loosy", metadata: { name: "probe" }, spec: { size: 50 } },
      query: { dryRun: "All" },
    });
    for (const cluster of both) await until("a new rule", async () => (await send(cluster, refused)).status === 422);
  });

  RESOURCE_SEQUENCES.forEach(playing);
});

describe("what types say of a policy stands in its status", () => {
  const POLICIES = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";

  /** The number in a type's name is another one each time. */
  async function checked(cluster: Cluster, path: string): Promise<unknown> {
    const status = async (): Promise<JsonObject> =>
      objectAt((await cluster.request(within({ method: "GET", path }))).body, "status");
    await until("a status", async () => (await status())["observedGeneration"] !== undefined);
    return JSON.parse(
      JSON.stringify(await status()).replaceAll(/\(Deployment\d+\./g, "(Deployment<number>."),
    ) as unknown;
  }

  for (const policy of TYPED_POLICIES) {
    test(JSON.stringify(policy["spec"]).slice(0, 160), async () => {
      const path = `${POLICIES}/${textAt(policy, "metadata", "name")}`;
      for (const cluster of both) await cluster.request(post(POLICIES, policy));
      const [wanted, given] = await Promise.all(both.map(async (cluster) => await checked(cluster, path)));
      expect(given).toEqual(wanted);
      for (const cluster of both) await cluster.request(within({ method: "DELETE", path }));
    });
  }
});

describe("policies act as on the real server", () => {
  beforeAll(async () => {
    for (const cluster of both) {
      for (const [path, body] of ACTING_OBJECTS) {
        await cluster.request(post(path, body)).catch((error: unknown) => {
          if (!(error instanceof ApiError)) throw error;
          throw new Error(`${path}: ${error.message}`);
        });
      }
      await until("the last policy", async () => (await send(cluster, within(LAST_REQUEST))).status === 422);
    }
    // Parameters have an informer of their own.
    for (const probe of PARAMS_REQUESTS) {
      await until("parameters", async () => JSON.stringify(await send(real, within(probe))).includes("wants"));
    }
  });

  ACTING_SEQUENCES.forEach(playing);
});
