/** The commands that read, and the client beneath them, with an API server that fails: `bun test ./test/cluster/faults.suite.ts`. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { KubernetesDriver, releaseFromJson, Storage } from "../../src/helm/storage/index.ts";
import { Discovery, Objects, refOf, textAt, type ObjectRef } from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";
import { startCuttingProxy, type CuttingProxy } from "./cutting-proxy.ts";
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
    await throughProxy().create(configMap("written-once"));
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
    await storage(throughProxy()).create(record);
    expect(await storage().history("lost")).toHaveLength(1);
    proxy.plan(() => undefined);
    const other = releaseFromJson({
      ...RECORD,
      name: "lost",
      info: { ...RECORD.info, description: "of someone else" },
    });
    const again = storage(throughProxy()).create(other);
    expect(again).rejects.toThrow("release: already exists");
    await again.catch(() => undefined);
  });
});

describe("a connection that all requests share is cut under an installation", () => {
  const OBJECTS = 40;
  let cutting: CuttingProxy;

  beforeAll(async () => {
    cutting = await startCuttingProxy({ kubeconfig: process.env["KUBECONFIG"] ?? "", folder });
    const templates = join(folder, "many/templates");
    mkdirSync(templates, { recursive: true });
    writeFileSync(join(folder, "many/Chart.yaml"), "apiVersion: v2\nname: many\nversion: 0.1.0\n");
    const object = (i: number) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-${i}"}\ndata: {a: b}\n`;
    for (let i = 0; i < OBJECTS; i++) writeFileSync(join(templates, `map-${i}.yaml`), object(i));
  });

  afterAll(() => cutting.stop());

  for (const [what, flags] of [
    ["HTTP/2", ["--experimental-http2-fetch"]],
    ["HTTP/1.1", []],
  ] as const) {
    for (const bytes of [3_000, 75_000, 90_000]) {
      test(`${what}, after ${bytes} bytes of answers`, async () => {
        const name = `cut-${what.replace(/\D+/g, "")}-${bytes}`;
        const words = [...flags, join(ROOT, "src/main.ts"), "helm", "install", name, "many", "-n", NAMESPACE];
        cutting.cutAfter(bytes);
        const child = Bun.spawn([process.execPath, ...words], {
          cwd: folder,
          env: { PATH: process.env["PATH"] ?? "", HOME: folder, KUBECONFIG: cutting.kubeconfig },
          stdin: "ignore",
          stdout: "ignore",
          stderr: "pipe",
        });
        const err = await new Response(child.stderr).text();
        expect({ exit: await child.exited, err }).toEqual({ exit: 0, err: "" });
        if (what === "HTTP/2") expect(cutting.connections()).toBeLessThanOrEqual(4);
        const history = await storage().history(name);
        expect(history.map(({ info }) => info.status)).toEqual(["deployed"]);
        const found = await objects.list("v1", "ConfigMap", { namespace: NAMESPACE });
        expect(found.filter((one) => textAt(one, "metadata", "name").startsWith(`${name}-`))).toHaveLength(OBJECTS);
      });
    }
  }
});

describe("a fault at one write of a release", () => {
  /** On a machine that others use, too. */
  const LIFECYCLE_MS_MAX = 300_000;
  const template = (kind: string, more: string): string =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: {name: "{{ .Release.Name }}-own"}\n${more}`;
  let chart = "";

  beforeAll(() => {
    chart = join(folder, "writes");
    mkdirSync(join(chart, "templates"), { recursive: true });
    writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: writes\nversion: 0.1.0\n");
    writeFileSync(join(chart, "values.yaml"), "a: one\n");
    writeFileSync(join(chart, "templates/map.yaml"), template("ConfigMap", "data: {a: {{ .Values.a }}}\n"));
    writeFileSync(join(chart, "templates/secret.yaml"), template("Secret", "stringData: {a: {{ .Values.a }}}\n"));
    writeFileSync(join(chart, "templates/service.yaml"), template("Service", "spec: {ports: [{port: 80}]}\n"));
    const hook = 'metadata: {annotations: {helm.sh/hook: "pre-install,pre-upgrade"}, name';
    writeFileSync(
      join(chart, "templates/hook.yaml"),
      template("ConfigMap", "").replace("-own", "-hook").replace("metadata: {name", hook),
    );
  });

  /** The `index`-th write, and none but it. */
  const atWrite = (index: number, fault: Fault): FaultPlan => {
    let seen = 0;
    return ({ method }) => (method !== "GET" && seen++ === index ? fault : undefined);
  };

  const writes = (): number => proxy.requests.filter((line) => !line.startsWith("GET ")).length;

  async function standing(name: string): Promise<string[]> {
    const lists = await Promise.all(
      ["ConfigMap", "Secret", "Service"].map((kind) => objects.list("v1", kind, { namespace: NAMESPACE })),
    );
    return lists
      .flat()
      .map(refOf)
      .filter((ref) => ref.name.startsWith(`${name}-`))
      .map(({ kind, name: own }) => `${kind} ${own}`);
  }

  const FAULTS: Readonly<Record<string, Fault>> = {
    "a lost answer": { kind: "lose-answer" },
    "a reset": { kind: "reset" },
    "a gateway that is away": unavailable,
  };
  for (const tool of ["helm", "helm3"]) {
    for (const [fault, what] of Object.entries(FAULTS)) {
      test(
        `${tool}: ${fault}, at each in turn, leaves the release as if nothing had been`,
        async () => {
          const name = `${tool}-${Object.keys(FAULTS).indexOf(fault)}`;
          proxy.plan(() => undefined);
          const all = [
            ["install", name, chart],
            ["upgrade", name, chart, "--set", "a=two"],
            ["rollback", name],
            ["uninstall", name],
          ];
          // What may be repeated is the same for all of them; what may have been done is looked for by each in its way.
          for (const words of what.kind === "lose-answer" ? all : all.slice(0, 1)) {
            // As many as there are without a fault, and those that the fault adds.
            for (let index = 0; ; index++) {
              proxy.plan(atWrite(index, what));
              const { exit, err } = await lade(tool, ...words);
              expect({ words, index, exit, err }).toEqual({ words, index, exit: 0, err: "" });
              const isOver = writes() <= index;
              if (words[0] === "uninstall") {
                expect(await standing(name)).toEqual([`ConfigMap ${name}-hook`]);
                if (isOver) break;
                proxy.plan(() => undefined);
                await lade(tool, "install", name, chart);
                continue;
              }
              const found = await standing(name);
              expect(found).toEqual([
                `ConfigMap ${name}-hook`,
                `ConfigMap ${name}-own`,
                `Secret ${name}-own`,
                `Service ${name}-own`,
              ]);
              const newest = await storage().last(name);
              expect(newest.info.status).toBe("deployed");
              if (isOver) break;
              if (words[0] === "install") await lade(tool, "uninstall", name);
            }
          }
        },
        LIFECYCLE_MS_MAX,
      );
    }
  }

  const STAYING: readonly (readonly [string, Fault, RegExp, string])[] = [
    ["503", unavailable, /^(POST|PATCH) .*services/, "the server is currently unable to handle the request"],
    [
      "a conflict",
      { kind: "refuse", status: 409, reason: "Conflict" },
      /^(POST|PATCH) .*services/,
      "refused: Conflict",
    ],
    [
      "no permission",
      { kind: "refuse", status: 403, reason: "Forbidden" },
      /^(POST|PATCH) .*services/,
      "refused: Forbidden",
    ],
    [
      "an expired token",
      { kind: "refuse", status: 401, reason: "Unauthorized" },
      /^(POST|PATCH) .*services/,
      "refused: Unauthorized",
    ],
  ];
  for (const [name, fault, line, message] of STAYING) {
    test(`${name} that stays ends an installation with the reason, a record of it, and bounded tries`, async () => {
      const release = `stays-${STAYING.findIndex(([one]) => one === name)}`;
      proxy.plan(failing(line, fault));
      const { exit, err } = await helm("install", release, chart);
      expect(exit).toBe(1);
      expect(err).toContain(message);
      expect(err).toContain(`${release}-own`);
      expect(proxy.requests.filter((one) => line.test(one)).length).toBeLessThanOrEqual(TRIES_MAX);
      const [only, ...others] = await storage().history(release);
      expect([only?.info.status, others.length]).toEqual(["failed", 0]);
      expect(only?.info.description).toContain(message);
      proxy.plan(() => undefined);
      expect(await helm("upgrade", release, chart)).toMatchObject({ exit: 0, err: "" });
    });
  }

  test("a quota that is full names quota and object, and the next try goes on", async () => {
    const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "full", namespace: NAMESPACE } };
    const used = (await objects.list("v1", "Service", { namespace: NAMESPACE })).length;
    await objects.create({ ...quota, spec: { hard: { services: String(used) } } });
    const ref = refOf(quota);
    for (let i = 0; i < 100 && textAt(await objects.get(ref), "status", "used", "services") === ""; i++)
      await Bun.sleep(100);
    proxy.plan(() => undefined);
    const { exit, err } = await helm("install", "quota", chart);
    await objects.delete(ref);
    expect(exit).toBe(1);
    expect(err).toContain('services "quota-own" is forbidden: exceeded quota: full');
    expect(await helm("upgrade", "quota", chart)).toMatchObject({ exit: 0, err: "" });
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
