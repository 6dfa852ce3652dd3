import { describe, expect, test } from "bun:test";
import type { ApiRequest, Cluster, JsonObject } from "../../kube/index.ts";
import { ApiError, Discovery, Objects, refOf } from "../../kube/index.ts";
import { build } from "./build.ts";
import { createAll, updateAll } from "./change.ts";
import { existing, owned, ownershipFault } from "./ownership.ts";
import type { ClusterPorts } from "./ports.ts";

/** A server that knows config maps and keeps what is written to it. */
class ConfigMaps implements Cluster {
  readonly kept = new Map<string, JsonObject>();
  readonly requests: string[] = [];

  request(request: ApiRequest) {
    this.requests.push(`${request.method} ${request.path}`);
    return Promise.resolve().then(() => ({ status: 200, body: this.#answer(request), text: "", warnings: [] }));
  }

  async *watch() {}

  #answer({ method, path, body }: ApiRequest): JsonObject {
    if (path === "/api") return { kind: "APIVersions", versions: ["v1"] };
    if (path === "/apis") return { kind: "APIGroupList", groups: [] };
    if (path === "/api/v1") return { resources: [{ name: "configmaps", kind: "ConfigMap", namespaced: true }] };
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (method === "GET" && !this.kept.has(name)) throw new ApiError(404, "NotFound", `${name} not found`);
    if (method === "DELETE") this.kept.delete(name);
    if (method === "PATCH") this.kept.set(name, body as JsonObject);
    return this.kept.get(name) ?? {};
  }
}

function portsOf(cluster: Cluster): ClusterPorts {
  const ignore = () => {};
  return {
    dialect: "helm4",
    objects: new Objects(cluster, new Discovery(cluster)),
    namespace: "ns",
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    clock: { nowMs: () => 0, sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
  };
}

const map = (name: string, more = "") => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${more}}\n`;
const SERVER = { kind: "server", forceConflicts: false, migrate: false } as const;
const OWNER = { name: "rel", namespace: "ns" };

describe("manifests become objects", () => {
  const check = (name: string, manifest: string, outcome: string | readonly string[]): void => {
    test(name, async () => {
      const built = build(manifest, portsOf(new ConfigMaps()), { validate: true });
      if (typeof outcome === "string") return await expect(built).rejects.toThrow(outcome);
      expect((await built).map(({ object }) => refOf(object).namespace + refOf(object).name)).toEqual([...outcome]);
    });
  };
  check("each in its namespace", `${map("a")}---\n${map("b", ", namespace: x")}`, ["nsa", "xb"]);
  check("lists are taken apart", `apiVersion: v1\nkind: List\nitems:\n- ${map("a").replaceAll("\n", "\n  ")}\n`, [
    "nsa",
  ]);
  check("nothing is nothing", "---\n# only this\n---\n", []);
  check(
    "without a kind",
    "metadata: {}",
    'error validating "": error validating data: [apiVersion not set, kind not set]',
  );
  check(
    "a list of what has no kind",
    "apiVersion: v1\nkind: List\nitems: [{metadata: {name: a}}]\n",
    'error validating "": error validating data: [apiVersion not set, kind not set]',
  );
  check(
    "a list without items",
    "apiVersion: v1\nkind: List\n",
    'error validating "": error validating data: invalid object to validate',
  );
  check(
    "of a kind that is not served",
    "apiVersion: x/v1\nkind: Thing\nmetadata: {name: z}",
    'resource mapping not found for name: "z" namespace: "" from "": no matches for kind "Thing" in version "x/v1"\nensure CRDs are installed first',
  );
  check(
    "with labels that are no texts",
    map("a", ", labels: {x: 1}"),
    'unable to decode "": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
  );
});

/** Of records, which anybody may have written: recorded from Helm 4.3.1 (`helm status`). */
describe("stored manifests", () => {
  const check = (name: string, manifest: string, outcome: string | readonly string[]): void => {
    test(name, async () => {
      const built = build(manifest, portsOf(new ConfigMaps()), { validate: false });
      if (typeof outcome === "string") return await expect(built).rejects.toThrow(outcome);
      expect((await built).map(({ object }) => refOf(object).name)).toEqual([...outcome]);
    });
  };
  const list = (items: string) => `apiVersion: v1\nkind: List\nitems: ${items}\n`;
  const noType =
    "unable to get type info from the object \"*unstructured.Unstructured\": Object 'Kind' is missing in 'object has no kind field '";
  const noMap = (what: string) =>
    `unable to decode "": json: cannot unmarshal ${what} into Go value of type map[string]interface {}`;
  check("text", "x", 'unable to decode "": json: cannot unmarshal string into Go value of type unstructured.detector');
  check(
    "a list",
    "[a]",
    'unable to decode "": json: cannot unmarshal array into Go value of type unstructured.detector',
  );
  check("a list of text", list("[x, 1]"), noMap("string"));
  check("a list of lists", list("[[a]]"), noMap("array"));
  check("a list of null", list("[null]"), noType);
  check("a list of what has no kind", list("[{apiVersion: v1}]"), noType);
  check(
    "a list of what is not served",
    list("[{apiVersion: v1, kind: Foo}]"),
    'unable to recognize no matches for kind "Foo" in version "v1"',
  );
  check(
    "a list within a list",
    list("[{apiVersion: v1, kind: List, items: []}]"),
    "*unstructured.Unstructured is not a list: no Items field in this object",
  );
  check(
    "items that are no list",
    list("x"),
    'unable to decode "": json: cannot unmarshal string into Go struct field decodeList.items of type []json.RawMessage',
  );
  check("an empty list", list("~"), []);
  check(
    "a list of one kind, whose items do not say it",
    "apiVersion: v1\nkind: ConfigMapList\nitems: [{metadata: {name: a}}]\n",
    ["a"],
  );
  check("items whose names are no texts", list("[{apiVersion: v1, kind: ConfigMap, metadata: {name: 1}}]"), [""]);
  check("a kind in lower case", "apiVersion: v1\nkind: configmap\nmetadata: {name: a}\n", ["a"]);
  check("no version", "kind: ConfigMap\nmetadata: {name: a}\n", ["a"]);
  check(
    "lines are counted from behind the separator",
    `${map("a")}---\na: b: c\n`,
    "error converting YAML to JSON: yaml: mapping values are not allowed in this context",
  );
  check("more behind a separator", `${map("a")}--- b\n`, "error parsing : invalid Yaml document separator: b");
});

test("integers of 64 bits are sent as they are written", async () => {
  const spec =
    "data: {a: 9007199254740993, b: [-9007199254740993, 1], c: 0x20000000000001, d: 9_007_199_254_740_993, e: 18446744073709551615, f: x@sha256:1234567890123456}";
  const [resource] = await build(`${map("a")}${spec}\n`, portsOf(new ConfigMaps()), { validate: true });
  expect(resource?.object["data"]).toEqual({
    a: 9_007_199_254_740_993n,
    b: [-9_007_199_254_740_993n, 1],
    c: 9_007_199_254_740_993n,
    d: 9_007_199_254_740_993n,
    e: 2 ** 64,
    f: "x@sha256:1234567890123456",
  });
});

test("an object of another release is not taken over", async () => {
  const cluster = new ConfigMaps();
  const ports = portsOf(cluster);
  const resources = await build(map("a"), ports, { validate: true });
  cluster.kept.set("a", owned({ metadata: {} }, { name: "other", namespace: "ns" }));
  await expect(existing(resources, ports, { owner: OWNER, takeOwnership: false })).rejects.toThrow(
    'ConfigMap "a" in namespace "ns" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key "meta.helm.sh/release-name" must equal "rel": current value is "other"',
  );
  expect(await existing(resources, ports, { owner: OWNER, takeOwnership: true })).toHaveLength(1);
  expect(ownershipFault(owned({}, OWNER), OWNER)).toBeUndefined();
});

test("an update creates, changes and deletes, and keeps what is to be kept", async () => {
  const cluster = new ConfigMaps();
  const ports = portsOf(cluster);
  const keep = ', annotations: {"helm.sh/resource-policy": keep}';
  const originals = await build([map("a"), map("b"), map("c", keep)].join("---\n"), ports, { validate: true });
  await createAll(originals, ports, SERVER);
  const targets = await build([map("b"), map("d")].join("---\n"), ports, { validate: true });
  const { created, updated, deleted, failure } = await updateAll({ originals, targets }, ports, SERVER);
  expect(failure).toBeUndefined();
  expect([created, updated, deleted].map((list) => list.map(({ name }) => name))).toEqual([["d"], ["b"], ["a"]]);
  expect([...cluster.kept.keys()].sort()).toEqual(["b", "c", "d"]);
});
