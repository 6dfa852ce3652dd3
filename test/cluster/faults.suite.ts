/** The commands that read, and the client beneath them, with an API server that fails: `bun test ./test/cluster/faults.suite.ts`. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { KubernetesDriver, releaseFromJson, Storage } from "../../src/helm/storage/index.ts";
import { Discovery, Objects, type ObjectRef } from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";
import { failing, startFaultProxy, type Fault, type FaultPlan, type FaultProxy } from "./fault-proxy.ts";

const ROOT = resolve(import.meta.dir, "../..");
const NAMESPACE = `faults-${Math.random().toString(36).slice(2, 10)}`;
const SECRETS = new RegExp(`^GET /api/v1/namespaces/${NAMESPACE}/secrets$`);
/** Four of the client's, and each may find a kept connection closed, which Bun's fetch repeats by itself. */
const TRIES_MAX = 8;

let folder = "";
let proxy: FaultProxy;
let objects: Objects;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lade-faults-"));
  proxy = await startFaultProxy({ kubeconfig: process.env["KUBECONFIG"] ?? "", folder });
  const cluster = testCluster();
  objects = new Objects(cluster, new Discovery(cluster));
  await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
  await storage().create(releaseFromJson(RECORD));
});

afterAll(async () => {
  await objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name: NAMESPACE });
  proxy.stop();
  rmSync(folder, { recursive: true });
});

const RECORD = {
  name: "web",
  namespace: NAMESPACE,
  version: 1,
  info: { status: "deployed", first_deployed: "2026-01-02T03:04:05Z", last_deployed: "2026-01-02T03:04:05Z" },
  chart: { metadata: { name: "c", version: "0.1.0", apiVersion: "v2" } },
  manifest: "",
};

function storage(over = objects): Storage {
  const options = { kind: "Secret", dialect: "helm4", namespace: NAMESPACE, now: () => 0 } as const;
  return new Storage(new KubernetesDriver(over, options));
}

interface Finished {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

function helm(...words: string[]): Promise<Finished> {
  return lade("helm", ...words);
}

async function lade(...words: string[]): Promise<Finished> {
  const child = Bun.spawn([process.execPath, join(ROOT, "src/main.ts"), ...words, "-n", NAMESPACE], {
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TZ: "UTC", KUBECONFIG: proxy.kubeconfig },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, out, err };
}

const unavailable: Fault = { kind: "refuse", status: 503, text: "upstream is away" };

describe("a fault that passes is not seen", () => {
  const PASSING: Readonly<Record<string, FaultPlan>> = {
    "429 with Retry-After": failing(SECRETS, { kind: "refuse", status: 429, retryAfterSeconds: 1 }, 2),
    "503 with Retry-After": failing(SECRETS, { kind: "refuse", status: 503, retryAfterSeconds: 1 }, 1),
    "503 of something in between": failing(SECRETS, unavailable, 2),
    "500 of the server": failing(SECRETS, { kind: "refuse", status: 500, reason: "InternalError" }, 1),
    "a reset": failing(SECRETS, { kind: "reset" }, 2),
    "half an answer": failing(SECRETS, { kind: "half" }, 1),
    "half an answer that looks whole": failing(SECRETS, { kind: "cut" }, 1),
    "a slow answer": failing(SECRETS, { kind: "slow", ms: 700 }, 1),
    "a reset at the first request": failing(/^GET \/version$/, { kind: "reset" }, 1),
  };
  for (const [name, plan] of Object.entries(PASSING)) {
    test(name, async () => {
      proxy.plan(plan);
      const { exit, out, err } = await helm("list", "-q");
      expect({ exit, out, err }).toEqual({ exit: 0, out: "web\n", err: "" });
    });
  }

  for (const words of [
    ["status", "web"],
    ["history", "web"],
    ["get", "all", "web"],
    ["get", "metadata", "web"],
  ]) {
    test(`helm ${words.join(" ")}`, async () => {
      proxy.plan(failing(SECRETS, { kind: "half" }, 1));
      const { exit, out } = await helm(...words);
      expect(exit).toBe(0);
      expect(out).toContain(words[0] === "history" ? "c-0.1.0" : "web");
    });
  }
});

describe("a fault that stays ends the command, with the object and the reason", () => {
  const STAYING: readonly (readonly [name: string, fault: Fault, message: string])[] = [
    ["503", unavailable, "list: failed to list: the server is currently unable to handle the request (get secrets)"],
    [
      "500 without a word",
      { kind: "refuse", status: 500 },
      'list: failed to list: an error on the server ("") has prevented the request from succeeding (get secrets)',
    ],
    [
      "500 of the server",
      { kind: "refuse", status: 500, reason: "InternalError" },
      "list: failed to list: refused: InternalError",
    ],
    ["403", { kind: "refuse", status: 403, reason: "Forbidden" }, "list: failed to list: refused: Forbidden"],
    [
      "an expired token",
      { kind: "refuse", status: 401 },
      "list: failed to list: the server has asked for the client to provide credentials (get secrets)",
    ],
    ["a reset", { kind: "reset" }, `/api/v1/namespaces/${NAMESPACE}/secrets`],
    ["half an answer", { kind: "half" }, "unexpected EOF"],
  ];
  for (const [name, fault, message] of STAYING) {
    test(name, async () => {
      proxy.plan(failing(SECRETS, fault));
      const { exit, out, err } = await helm("list");
      expect({ exit, out }).toEqual({ exit: 1, out: "" });
      expect(err).toContain(message);
      expect(proxy.requests.filter((line) => SECRETS.test(line)).length).toBeLessThanOrEqual(TRIES_MAX);
    });
  }

  test("a cluster that is away", async () => {
    proxy.plan(() => unavailable);
    const { exit, err } = await helm("list");
    expect({ exit, err }).toEqual({
      exit: 1,
      err: "Error: kubernetes cluster unreachable: the server is currently unable to handle the request\n",
    });
  });
});

describe("the client", () => {
  const throughProxy = (): Objects => {
    const cluster = testCluster(proxy.kubeconfig);
    return new Objects(cluster, new Discovery(cluster));
  };
  const configMap = (name: string) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: NAMESPACE },
  });

  test("a list that expires between its pages begins again", async () => {
    const expired: Fault = { kind: "refuse", status: 410, reason: "Expired" };
    let refused = 0;
    proxy.plan(({ query, path }) =>
      path.endsWith("/configmaps") && !query.has("continue") && refused++ < 1 ? expired : undefined,
    );
    expect(await throughProxy().list("v1", "ConfigMap", { namespace: NAMESPACE })).not.toHaveLength(0);
    expect(refused).toBe(2);
  });

  test("a list that always expires ends", async () => {
    proxy.plan(failing(/configmaps$/, { kind: "refuse", status: 410, reason: "Expired" }));
    const failed = throughProxy().list("v1", "ConfigMap", { namespace: NAMESPACE });
    expect(failed).rejects.toMatchObject({ status: 410, reason: "Expired" });
    await failed.catch(() => undefined);
    expect(proxy.requests).toHaveLength(3);
  });

  test("a conflict is told, and not tried again", async () => {
    proxy.plan(failing(/^PUT /, { kind: "refuse", status: 409 }));
    await objects.create(configMap("contested"));
    const failed = throughProxy().update(configMap("contested"));
    expect(failed).rejects.toMatchObject({
      reason: "Conflict",
      message: "the server reported a conflict (put configmaps contested)",
    });
    await failed.catch(() => undefined);
    expect(proxy.requests).toHaveLength(1);
  });

  test("a write whose answer was lost is not repeated: it has been done", async () => {
    proxy.plan(failing(/^POST /, { kind: "lose-answer" }));
    await throughProxy()
      .create(configMap("written-once"))
      .catch(() => undefined);
    expect(proxy.requests.filter((line) => line.startsWith("POST"))).toHaveLength(1);
    expect(
      await objects.find({ ...configMap("written-once"), namespace: NAMESPACE, name: "written-once" }),
    ).toBeDefined();
  });

  test("a write that the server asks to repeat is repeated", async () => {
    proxy.plan(failing(/^POST /, { kind: "refuse", status: 429, retryAfterSeconds: 0 }, 3));
    await throughProxy().create(configMap("repeated"));
    expect(proxy.requests).toHaveLength(4);
  });

  test("a watch of a version that is gone says so", async () => {
    proxy.plan(failing(/^GET .*configmaps$/, { kind: "refuse", status: 410, reason: "Gone" }));
    const watching = throughProxy().watch("v1", "ConfigMap", { namespace: NAMESPACE, resourceVersion: "1" });
    const first = watching[Symbol.asyncIterator]().next();
    expect(first).rejects.toMatchObject({ status: 410, reason: "Gone" });
    await first.catch(() => undefined);
  });

  test("a record of which the answer was lost is found, not written twice", async () => {
    proxy.plan(failing(/^POST /, { kind: "lose-answer" }));
    const record = releaseFromJson({ ...RECORD, name: "lost" });
    await storage(throughProxy())
      .create(record)
      .catch(() => undefined);
    expect(await storage().history("lost")).toHaveLength(1);
    proxy.plan(() => undefined);
    const again = storage(throughProxy()).create(record);
    expect(again).rejects.toThrow("release: already exists");
    await again.catch(() => undefined);
  });
});

describe("a kind that the server lists only a moment after its definition was established", () => {
  const GROUP = `${NAMESPACE}.example.com`;
  const CRD = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.${GROUP}}
spec:
  group: ${GROUP}
  names: {kind: Gadget, plural: gadgets, singular: gadget, listKind: GadgetList}
  scope: Namespaced
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;
  const definition = {
    ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
    ...{ namespace: "", name: `gadgets.${GROUP}` },
  };
  const withoutGroup = (text: string): string => {
    interface Groups {
      readonly items: readonly { readonly metadata: { readonly name: string } }[];
    }
    const groups = JSON.parse(text) as Groups;
    return JSON.stringify({ ...groups, items: groups.items.filter(({ metadata }) => metadata.name !== GROUP) });
  };

  for (const tool of ["helm", "helm3"]) {
    test(`${tool} install waits for it`, async () => {
      const chart = join(folder, tool);
      mkdirSync(join(chart, "crds"), { recursive: true });
      mkdirSync(join(chart, "templates"));
      writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: gadgets\nversion: 0.1.0\n");
      writeFileSync(join(chart, "crds/gadgets.yaml"), CRD);
      const gadget = `apiVersion: ${GROUP}/v1\nkind: Gadget\nmetadata: {name: ${tool}}\n`;
      writeFileSync(join(chart, "templates/gadget.yaml"), gadget);
      proxy.plan(failing(/^GET \/apis$/, { kind: "edit", edit: withoutGroup }, 4));
      const { exit, err } = await lade(tool, "install", tool, chart);
      expect({ exit, err }).toEqual({ exit: 0, err: "" });
      await objects.delete(definition);
      await gone(definition);
    });
  }

  async function gone(ref: ObjectRef): Promise<void> {
    for (let tries = 0; tries < 100 && (await objects.find(ref)) !== undefined; tries++) await Bun.sleep(100);
  }
});
