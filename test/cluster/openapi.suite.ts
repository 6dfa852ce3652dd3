/**
 * OpenAPI of the sandbox and of the API server that KUBECONFIG names, with the same custom kinds in both: `bun test ./test/cluster/openapi.suite.ts`. All documents are
 * the same bytes.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { objectAt, type Cluster, type JsonObject, type JsonValue } from "../../src/kube/index.ts";
import { machinePorts, memoryStorage, Sandbox } from "../../src/sandbox/index.ts";
import { swaggerProtobuf } from "../../src/sandbox/openapi/swagger-protobuf.ts";
import { testCluster } from "./connection.ts";

const group = `openapi-${Math.random().toString(36).slice(2, 8)}.example.com`;
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const WAIT_MS_MAX = 30_000;

const SPEC: JsonObject = {
  type: "object",
  description: "What is wanted.",
  required: ["size", "maybe"],
  properties: {
    size: { type: "integer", format: "int32", minimum: 1, description: "How large." },
    maybe: { type: "string", nullable: true, enum: ["red", "blue"], default: "red" },
    port: { "x-kubernetes-int-or-string": true },
    free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
    labels: { type: "object", additionalProperties: { type: "string", maxLength: 5 } },
    whole: { type: "object", "x-kubernetes-embedded-resource": true, properties: { spec: { type: "object" } } },
    parts: {
      type: "array",
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["name"],
      items: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
    },
    either: { type: "string", anyOf: [{ minLength: 2 }, { pattern: "^a" }], not: { enum: ["b"] } },
  },
  "x-kubernetes-validations": [{ rule: "self.size > 0", message: "no" }],
};

const definition = (names: JsonObject, scope: string, schema: JsonObject, subresources?: JsonObject): JsonObject => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `${String(names["plural"])}.${group}` },
  spec: {
    ...{ group, scope, names },
    versions: [
      {
        ...{ name: "v1beta1", served: true, storage: true, schema: { openAPIV3Schema: schema } },
        ...(subresources === undefined ? {} : { subresources }),
      },
    ],
  },
});

const KINDS = [
  definition(
    { plural: "apples", kind: "Apple", singular: "apple" },
    "Namespaced",
    { type: "object", description: "An apple.", properties: { spec: SPEC, status: { type: "object" } } },
    { status: {}, scale: { specReplicasPath: ".spec.size", statusReplicasPath: ".status.size" } },
  ),
  definition({ plural: "glass", kind: "Glass", listKind: "GlassesList" }, "Cluster", {
    type: "object",
    "x-kubernetes-preserve-unknown-fields": true,
  }),
];

/** Kinds that other tests have made on the real server. */
const isForeign = (name: string): boolean =>
  /\bexample\.com|com\.example\b/.test(name) && !name.includes(group.split(".")[0] ?? "");

function withoutForeign(text: string): string {
  const document = JSON.parse(text) as JsonObject;
  for (const part of ["paths", "definitions"]) {
    const own = Object.entries(objectAt(document, part)).filter(([name]) => !isForeign(name));
    document[part] = Object.fromEntries(own);
  }
  return JSON.stringify(document).replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
}

/** Where two texts part; empty where they are the same. Neither is shown whole. */
function unlike(wanted = "", given = ""): string {
  if (wanted === given) return "";
  let at = 0;
  while (wanted[at] === given[at]) at++;
  const around = (text: string): string => text.slice(Math.max(0, at - 80), at + 80);
  return `wanted …${around(wanted)}…, given …${around(given)}…`;
}

describe("OpenAPI is what the real server serves", () => {
  const real = testCluster();
  const sandbox = new Sandbox({ storage: memoryStorage(), ports: machinePorts });
  const both: readonly Cluster[] = [real, sandbox];

  const text = async (cluster: Cluster, path: string, accept = "application/json"): Promise<string> =>
    (await cluster.request({ method: "GET", path, accept })).text;
  const parsed = async (cluster: Cluster, path: string): Promise<JsonValue> =>
    JSON.parse(await text(cluster, path)) as JsonValue;
  const index = async (cluster: Cluster): Promise<JsonObject> =>
    objectAt(await parsed(cluster, "/openapi/v3"), "paths");

  beforeAll(async () => {
    for (const cluster of both) {
      for (const body of KINDS) await cluster.request({ method: "POST", path: DEFINITIONS, body });
      // The server takes in one kind after the other, and its two documents each by itself.
      const tellsBoth = (document: string): boolean => ["/apples", "/glass"].every((path) => document.includes(path));
      const isThere = async (): Promise<boolean> =>
        tellsBoth(await text(cluster, "/openapi/v2")) &&
        Object.hasOwn(await index(cluster), `apis/${group}/v1beta1`) &&
        tellsBoth(await text(cluster, `/openapi/v3/apis/${group}/v1beta1`));
      for (const end = Date.now() + WAIT_MS_MAX; Date.now() < end && !(await isThere());) await Bun.sleep(200);
    }
  });

  afterAll(async () => {
    for (const name of [`apples.${group}`, `glass.${group}`])
      await real.request({ method: "DELETE", path: `${DEFINITIONS}/${name}` });
    sandbox.close();
  });

  test("the index of v3 lists the same documents under the same hashes", async () => {
    const [wanted, given] = await Promise.all(both.map(index));
    expect(given).toEqual(Object.fromEntries(Object.entries(wanted ?? {}).filter(([place]) => !isForeign(place))));
  });

  for (const place of ["api/v1", "apis/apps/v1", "apis/autoscaling/v2", "apis", "version", `apis/${group}/v1beta1`]) {
    test(`${place}: the same bytes`, async () => {
      const [wanted, given] = await Promise.all(both.map((cluster) => text(cluster, `/openapi/v3/${place}`)));
      expect(unlike(wanted, given)).toBe("");
    });
  }

  test("v2: the same bytes", async () => {
    const [wanted, given] = await Promise.all(both.map((cluster) => text(cluster, "/openapi/v2")));
    expect(unlike(withoutForeign(wanted ?? ""), given)).toBe("");
  });

  test("v2 in protobuf: what the real server makes of its own document", async () => {
    const accept = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    const [document, wanted] = [await parsed(real, "/openapi/v2"), await text(real, "/openapi/v2", accept)];
    expect(unlike(wanted, new TextDecoder().decode(swaggerProtobuf(document as JsonObject)))).toBe("");
    const own = swaggerProtobuf((await parsed(sandbox, "/openapi/v2")) as JsonObject);
    expect(unlike(new TextDecoder().decode(own), await text(sandbox, "/openapi/v2", accept))).toBe("");
  });
});
