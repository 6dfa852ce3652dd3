/** `lade plan` and `lade apply` against the cluster that KUBECONFIG names: `bun test ./test/cluster/plan.suite.ts`. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Discovery, isObject, listAt, Objects, textAt, valueAt, type JsonObject } from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";
import { runProgram, type Finished } from "./program.ts";

const CHANCE = Math.random().toString(36).slice(2, 10);
const NAMESPACE = `plan-${CHANCE}`;

const TEMPLATE = `
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-conf}
data: {color: {{ .Values.color }}, size: big}
---
apiVersion: v1
kind: Secret
metadata: {name: {{ .Release.Name }}-secret}
stringData: {password: {{ .Values.password }}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: {{ .Values.app }}}}
  template:
    metadata: {labels: {app: {{ .Values.app }}}}
    spec: {containers: [{name: web, image: nginx:1}]}
{{- if .Values.extra }}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-extra}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-kept, annotations: {helm.sh/resource-policy: keep}}
{{- end }}
{{- if .Values.removed }}
---
apiVersion: apps/v1beta1
kind: Deployment
metadata: {name: removed}
{{- end }}
`;
const VALUES = "color: red\npassword: hunter2\nreplicas: 1\napp: a\nextra: true\nremoved: false\n";

let folder = "";
let objects: Objects;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lade-plan-"));
  mkdirSync(join(folder, "chart/templates"), { recursive: true });
  writeFileSync(join(folder, "chart/Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");
  writeFileSync(join(folder, "chart/values.yaml"), VALUES);
  writeFileSync(join(folder, "chart/templates/all.yaml"), TEMPLATE);
  const cluster = testCluster();
  objects = new Objects(cluster, new Discovery(cluster));
  await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
});

afterAll(async () => {
  await objects.delete({ apiVersion: "v1", kind: "Namespace", namespace: "", name: NAMESPACE });
  rmSync(folder, { recursive: true });
});

const lade = (...words: string[]): Promise<Finished> => runProgram([...words, "-n", NAMESPACE], { folder });

/** Object → action, and what was said of it. */
async function plan(
  name: string,
  ...flags: string[]
): Promise<Finished & { actions: Record<string, string>; json: JsonObject }> {
  const finished = await lade("plan", name, "./chart", "-o", "json", ...flags);
  const parsed: unknown = JSON.parse(finished.out);
  const json = parsed as JsonObject;
  const actions = listAt(json, "objects").map((one) => [
    `${textAt(one, "ref", "kind")}/${textAt(one, "ref", "name")}`,
    [textAt(one, "action"), textAt(one, "refusal", "kind")].filter((word) => word !== "").join(" "),
  ]);
  return { ...finished, json, actions: Object.fromEntries(actions) as Record<string, string> };
}

function find(kind: string, name: string): Promise<JsonObject | undefined> {
  return objects.find({ apiVersion: kind === "Deployment" ? "apps/v1" : "v1", kind, namespace: NAMESPACE, name });
}

async function merge(kind: string, name: string, body: JsonObject): Promise<void> {
  const ref = { apiVersion: kind === "Deployment" ? "apps/v1" : "v1", kind, namespace: NAMESPACE, name };
  await objects.patch(ref, { type: "merge", body }, { fieldManager: "someone" });
}

/** Everything that stands in the namespace, to see that nothing was written. */
/** Without what the controllers put into every namespace a moment after it was made. */
async function everything(): Promise<string> {
  const lists = await Promise.all([
    objects.list("v1", "ConfigMap", { namespace: NAMESPACE }),
    objects.list("v1", "Secret", { namespace: NAMESPACE }),
  ]);
  const seen = lists.flat().map((one) => [textAt(one, "metadata", "name"), textAt(one, "metadata", "resourceVersion")]);
  return JSON.stringify(seen.filter(([name]) => name !== "kube-root-ca.crt").sort());
}

const install = async (name: string, ...flags: string[]): Promise<void> => {
  expect(await lade("helm", "install", name, "./chart", ...flags)).toMatchObject({ exit: 0 });
};

describe("a plan", () => {
  test("of a first installation creates all, and writes nothing", async () => {
    const before = await everything();
    const { actions, exit } = await plan("first", "--detailed-exitcode");
    expect(Object.values(actions)).toEqual(["create", "create", "create", "create", "create"]);
    expect(exit).toBe(2);
    expect(await everything()).toBe(before);
  });

  test("of an upgrade names fields, deletes what is gone, keeps what is to be kept, and writes nothing", async () => {
    await install("up");
    const before = await everything();
    const flags = ["--set", "color=blue,password=other,replicas=2,extra=false"];
    const { actions, json, out } = await plan("up", ...flags);
    expect(actions).toEqual({
      "Secret/up-secret": "patch",
      "ConfigMap/up-conf": "patch",
      "Deployment/up": "patch",
      "ConfigMap/up-extra": "delete",
      "ConfigMap/up-kept": "keep",
    });
    const found = listAt(json, "objects").flatMap((one) => listAt(one, "differences"));
    expect(found).toEqual([
      { path: "data.password", old: "***", new: "***" },
      { path: "data.color", old: "red", new: "blue" },
      { path: "spec.replicas", old: 1, new: 2 },
    ]);
    expect(out).not.toContain(btoa("hunter2"));
    expect(await everything()).toBe(before);
    expect(await find("ConfigMap", "up-extra")).toBeDefined();
  });

  test("of nothing is nothing", async () => {
    await install("same");
    const { actions, exit } = await plan("same", "--detailed-exitcode");
    expect(new Set(Object.values(actions))).toEqual(new Set(["unchanged"]));
    expect(exit).toBe(0);
  });

  test("names fields that cannot change, removed APIs and fields of others, all at once", async () => {
    await install("bad");
    const taken = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "bad-conf", namespace: NAMESPACE } };
    await objects.apply({ ...taken, data: { color: "mine" } }, { fieldManager: "someone", force: true });
    const { actions, exit, err } = await plan("bad", "--set", "app=b,color=blue,removed=true");
    expect(actions).toMatchObject({
      "ConfigMap/bad-conf": "conflict field-manager",
      "Deployment/bad": "conflict immutable",
      "Deployment/removed": "conflict missing-kind",
    });
    expect({ exit, err }).toEqual({ exit: 1, err: "Error: the plan cannot be executed: 3 in conflict\n" });
    expect((await plan("bad", "--set", "color=blue", "--force-conflicts")).actions).toMatchObject({
      "ConfigMap/bad-conf": "patch",
    });
  });

  test("names what the quota refuses", async () => {
    const quota = { apiVersion: "v1", kind: "ResourceQuota", namespace: NAMESPACE, name: "full" };
    const { namespace, name } = quota;
    const spec = { hard: { "count/deployments.apps": "0" } };
    await objects.create({ apiVersion: "v1", kind: "ResourceQuota", metadata: { name, namespace }, spec });
    const isCounted = async (): Promise<boolean> => isObject(valueAt(await objects.get(quota), "status", "used"));
    for (let tries = 0; tries < 100 && !(await isCounted()); tries++) await Bun.sleep(100);
    const { actions } = await plan("quota");
    await objects.delete(quota);
    expect(actions).toMatchObject({ "Deployment/quota": "conflict admission", "Secret/quota-secret": "create" });
  });

  test("knows the kinds that crds/ define, and that upgrades find no generated names", async () => {
    const group = `${NAMESPACE}.example.com`;
    const definition = {
      ...{
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `things.${group}` },
      },
      spec: {
        ...{ group, scope: "Namespaced", names: { kind: "Thing", plural: "things" } },
        versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
      },
    };
    mkdirSync(join(folder, "things/templates"), { recursive: true });
    mkdirSync(join(folder, "things/crds"));
    writeFileSync(join(folder, "things/Chart.yaml"), "apiVersion: v2\nname: things\nversion: 0.1.0\n");
    writeFileSync(join(folder, "things/crds/things.json"), JSON.stringify(definition));
    const thing = { apiVersion: `${group}/v1`, kind: "Thing", metadata: { name: "one" } };
    const config = { apiVersion: "v1", kind: "ConfigMap", metadata: { generateName: "made-" } };
    writeFileSync(
      join(folder, "things/templates/all.yaml"),
      `${JSON.stringify(thing)}\n---\n${JSON.stringify(config)}\n`,
    );
    const words = ["things", "./things", "--server-side=false"];
    const { out } = await lade("plan", ...words, "--plan-out", "things.json");
    expect(out).toContain("Thing/one\n    not checked: its kind is defined by the chart's crds/\n");
    expect(out).toContain("+ create    ConfigMap/(generated name)\n");
    expect(await lade("apply", "things.json")).toMatchObject({ exit: 0 });
    const again = await lade("plan", ...words);
    expect(again.out).toContain("= unchanged Thing/one\n");
    expect(again.out).toContain("refused: resource name may not be empty\n");
    const { apiVersion, kind, metadata } = definition;
    await objects.delete({ apiVersion, kind, namespace: "", name: metadata.name });
  });

  test("adopts only what it may", async () => {
    await objects.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "own-conf", namespace: NAMESPACE } });
    expect((await plan("own")).actions).toMatchObject({ "ConfigMap/own-conf": "conflict ownership" });
    expect((await plan("own", "--take-ownership")).actions).toMatchObject({ "ConfigMap/own-conf": "adopt" });
  });

  test("of a release that was applied by the client hands its fields over", async () => {
    await install("client", "--server-side=false");
    const { actions } = await plan("client", "--server-side=true", "--set", "color=blue");
    expect(actions).toMatchObject({ "ConfigMap/client-conf": "patch", "Secret/client-secret": "unchanged" });
  });
});

/** A chart of its own in the folder of tests. */
function writeChart(name: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, name, "templates"), { recursive: true });
  writeFileSync(join(folder, name, "Chart.yaml"), `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, name, path), text);
}

describe("a field that is left to its manager", () => {
  const field = "deployment/left:spec.replicas";

  test("is named where it is in conflict, keeps its value, and does not stop the plan when it moves", async () => {
    await install("left");
    const scaled = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "left", namespace: NAMESPACE } };
    await objects.apply({ ...scaled, spec: { replicas: 5 } }, { fieldManager: "scaler", force: true });
    const flags = ["--set", "color=blue,replicas=2"];
    const refused = await lade("plan", "left", "./chart", ...flags);
    expect(refused.out).toContain(`to leave them as they are: --leave ${field}`);
    const planned = await plan("left", ...flags, "--leave", field, "--plan-out", "left.json");
    expect(planned.actions).toMatchObject({ "Deployment/left": "unchanged", "ConfigMap/left-conf": "patch" });
    await objects.apply({ ...scaled, spec: { replicas: 6 } }, { fieldManager: "scaler" });
    expect(await lade("apply", "left.json")).toMatchObject({ exit: 0, err: "" });
    expect(valueAt(await find("Deployment", "left"), "spec", "replicas")).toBe(6);
    expect(textAt(await find("ConfigMap", "left-conf"), "data", "color")).toBe("blue");
  });

  test("must be someone's, and of the chart", async () => {
    await install("mine");
    const alone = await plan("mine", "--leave", "configmap/mine-conf:data.color");
    expect(alone.actions).toMatchObject({ "ConfigMap/mine-conf": "conflict field-manager" });
    const words = ["plan", "mine", "./chart", "--leave"];
    expect((await lade(...words, "deployment/mine:spec.paused")).err).toContain("the chart does not set this field");
    expect((await lade(...words, "deployment/none:spec.replicas")).err).toContain("the release has no such object");
    expect((await lade(...words, "deployment")).err).toContain("expected kind/name:path");
  });
});

describe("what else is looked at before", () => {
  test("custom resources that a changed definition no longer fits, and fields that it would drop", async () => {
    const group = `stored.${NAMESPACE}.example.com`;
    const spec = (properties: string): string => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: boxes.${group}}
spec:
  group: ${group}
  names: {kind: Box, plural: boxes, singular: box, listKind: BoxList}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {${properties}}}}}}
`;
    writeChart("boxes", { "templates/crd.yaml": spec("size: {type: integer}, color: {type: string}") });
    expect(await lade("helm", "install", "boxes", "./boxes", "--wait")).toMatchObject({ exit: 0 });
    const box = { apiVersion: `${group}/v1`, kind: "Box", metadata: { name: "one", namespace: NAMESPACE } };
    objects.discovery.invalidate();
    await objects.create({ ...box, spec: { size: 30, color: "red" } });
    writeChart("boxes", { "templates/crd.yaml": spec("size: {type: integer, maximum: 9}") });
    const { out, exit } = await lade("plan", "boxes", "./boxes");
    expect(exit).toBe(1);
    expect(out).toContain(`! conflict  CustomResourceDefinition/boxes.${group}\n`);
    expect(out).toContain(
      `    stored-objects: stored objects do not fit:\n      Box/${NAMESPACE}/one: spec.size: should be less than or equal to 9\n`,
    );
    expect(out).toContain(`Box/${NAMESPACE}/one: spec.color: is not in the schema any more and would be dropped`);
    writeChart("boxes", { "templates/crd.yaml": spec("size: {type: integer, maximum: 90}, color: {type: string}") });
    expect((await planOf("boxes")).exit).toBe(0);
    await lade("helm", "uninstall", "boxes");
  });

  test("hooks that could not be made; those that are there already are made anew", async () => {
    const hook = (name: string, rest: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, annotations: {helm.sh/hook: "pre-install,pre-upgrade"}}\n${rest}`;
    writeChart("hooks", { "templates/a.yaml": hook("fine", "") });
    expect(await lade("helm", "install", "hooks", "./hooks")).toMatchObject({ exit: 0 });
    expect((await planOf("hooks")).exit).toBe(0);
    writeChart("hooks", { "templates/b.yaml": hook("BAD", ""), "templates/c.yaml": hook("wrong", "dat: {}\n") });
    const { out, err } = await planOf("hooks");
    expect(out).toContain("* pre-upgrade ConfigMap/fine\n");
    expect(out).toContain('! pre-upgrade ConfigMap/BAD\n    invalid: ConfigMap "BAD" is invalid: metadata.name');
    expect(out).toContain("! pre-upgrade ConfigMap/wrong\n    invalid: ");
    expect(err).toBe("Error: the plan cannot be executed: 2 hooks that cannot be made\n");
  });

  const planOf = (name: string): Promise<Finished> => lade("plan", name, `./${name}`);
});

describe("drifts at random", () => {
  const COUNT = 60;
  const NAMES = Array.from({ length: 6 }, (_, i) => `part-${i}`);
  const KEYS = ["a", "b", "c", "d"];
  let seed = 20261129;
  const chance = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };

  /** Everything whose value the plan relies on, or that it does not name. */
  test(`${COUNT} of them: touched fields stop it before the first write, untouched ones are kept`, async () => {
    const rows = NAMES.map(
      (name) =>
        `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, labels: {tier: x}}\ndata: {a: "{{ .Values.a }}", b: fixed}\n`,
    );
    writeChart("drifts", { "templates/all.yaml": rows.join(""), "values.yaml": "a: one\n" });
    expect(await lade("helm", "install", "drifts", "./drifts")).toMatchObject({ exit: 0 });
    let [value, wanted, isPlanned] = ["one", "", false];
    const seen = { stopped: 0, applied: 0 };
    for (let i = 0; i < COUNT; i++) {
      // A plan that was stopped is still good when the field is back.
      if (!isPlanned) wanted = `value-${i}`;
      const planned = isPlanned
        ? { exit: 0 }
        : await lade("plan", "drifts", "./drifts", "--set", `a=${wanted}`, "--plan-out", "drifts.json");
      expect(planned.exit).toBe(0);
      isPlanned = true;
      const [name = "", key = ""] = [NAMES[chance(NAMES.length)], KEYS[chance(KEYS.length)]];
      const isLabel = chance(4) === 0;
      const body = isLabel
        ? { metadata: { labels: { [key === "a" ? "tier" : key]: `drift-${i}` } } }
        : { data: { [key]: `drift-${i}` } };
      await merge("ConfigMap", name, body);
      const before = await everything();
      const { exit, err } = await lade("apply", "drifts.json");
      const isTouched = isLabel ? key === "a" : key === "a" || key === "b";
      const path = isLabel ? "metadata.labels.tier" : `data.${key}`;
      if (isTouched) {
        seen.stopped++;
        expect({ exit, before: await everything() }).toEqual({ exit: 1, before });
        expect(err).toContain(`ConfigMap/${NAMESPACE}/${name}: ${path}: expected `);
        const back = isLabel
          ? { metadata: { labels: { tier: "x" } } }
          : { data: { [key]: key === "a" ? value : "fixed" } };
        await merge("ConfigMap", name, back);
        await takeBack(name);
      } else {
        seen.applied++;
        isPlanned = false;
        expect({ exit, err }).toEqual({ exit: 0, err: "" });
        value = wanted;
        const live = await find("ConfigMap", name);
        expect(textAt(live, "data", "a")).toBe(wanted);
        expect(isLabel ? textAt(live, "metadata", "labels", key) : textAt(live, "data", key)).toBe(`drift-${i}`);
      }
    }
    expect(seen.stopped + seen.applied).toBe(COUNT);
    expect(Math.min(seen.stopped, seen.applied)).toBeGreaterThan(COUNT / 5);
  }, 300_000);

  /** Whoever drifted gives the fields up. */
  async function takeBack(name: string): Promise<void> {
    const live = await find("ConfigMap", name);
    const managers = listAt(live, "metadata", "managedFields").filter((one) => textAt(one, "manager") !== "someone");
    const ref = { apiVersion: "v1", kind: "ConfigMap", namespace: NAMESPACE, name };
    await objects.patch(
      ref,
      { type: "merge", body: { metadata: { managedFields: managers } } },
      { fieldManager: "tests" },
    );
  }
});

describe("apply", () => {
  test("does what was planned, as a normal release", async () => {
    expect((await plan("new", "--plan-out", "new.json")).exit).toBe(0);
    expect(statSync(join(folder, "new.json")).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, "chart/values.yaml"), VALUES.replace("red", "changed-later"));
    try {
      expect(await lade("apply", "new.json")).toMatchObject({ exit: 0, err: "" });
    } finally {
      writeFileSync(join(folder, "chart/values.yaml"), VALUES);
    }
    expect(textAt(await find("ConfigMap", "new-conf"), "data", "color")).toBe("red");
    await plan("new", "--set", "color=blue,extra=false", "--plan-out", "new.json");
    expect(await lade("apply", "new.json")).toMatchObject({ exit: 0, err: "" });
    expect(await find("ConfigMap", "new-extra")).toBeUndefined();
    expect(await find("ConfigMap", "new-kept")).toBeDefined();
    const { out } = await lade("helm", "history", "new", "-o", "json");
    expect(JSON.parse(out)).toMatchObject([
      { revision: 1, status: "superseded", description: "Install complete" },
      { revision: 2, status: "deployed", description: "Upgrade complete" },
    ]);
    expect((await lade("helm", "get", "values", "new", "-o", "json")).out).toBe('{"color":"blue","extra":false}\n');
  });

  test("stops before the first write where a touched field has moved", async () => {
    await install("drift");
    await plan("drift", "--set", "color=blue", "--plan-out", "drift.json");
    await merge("ConfigMap", "drift-conf", { data: { size: "small", color: "moved" } });
    await merge("Secret", "drift-secret", { data: { password: btoa("moved") } });
    const before = await everything();
    const { exit, err } = await lade("apply", "drift.json");
    expect(exit).toBe(1);
    expect(err).toContain("nothing was written");
    expect(err).toContain(`ConfigMap/${NAMESPACE}/drift-conf: data.color: expected "red", found "moved"`);
    expect(err).toContain(`ConfigMap/${NAMESPACE}/drift-conf: data.size: expected "big", found "small"`);
    expect(err).toContain(`Secret/${NAMESPACE}/drift-secret: data.password: expected ***, found ***`);
    expect(await everything()).toBe(before);
  });

  test("does not mind what it does not touch", async () => {
    await install("other");
    await plan("other", "--set", "color=blue", "--plan-out", "other.json");
    await merge("ConfigMap", "other-conf", { data: { unrelated: "x" }, metadata: { labels: { a: "b" } } });
    expect(await lade("apply", "other.json")).toMatchObject({ exit: 0 });
    expect(valueAt(await find("ConfigMap", "other-conf"), "data")).toEqual({
      color: "blue",
      size: "big",
      unrelated: "x",
    });
  });

  test("stops where the release went on", async () => {
    await install("moved");
    await plan("moved", "--set", "color=blue", "--plan-out", "moved.json");
    await lade("helm", "upgrade", "moved", "./chart");
    const { exit, err } = await lade("apply", "moved.json");
    expect(exit).toBe(1);
    expect(err).toContain("expected revision 1 (deployed), found 2 (deployed)");
  });

  test("makes anew what it was allowed to", async () => {
    await install("anew");
    const { actions } = await plan(
      "anew",
      "--set",
      "app=b",
      "--recreate",
      "deployment/anew",
      "--plan-out",
      "anew.json",
    );
    expect(actions).toMatchObject({ "Deployment/anew": "recreate immutable" });
    const before = textAt(await find("Deployment", "anew"), "metadata", "uid");
    expect(await lade("apply", "anew.json")).toMatchObject({ exit: 0 });
    const after = await find("Deployment", "anew");
    expect(textAt(after, "metadata", "uid")).not.toBe(before);
    expect(textAt(after, "spec", "selector", "matchLabels", "app")).toBe("b");
  });

  test("refuses what is no plan", async () => {
    writeFileSync(join(folder, "none.json"), readFileSync(join(folder, "chart/Chart.yaml")));
    expect((await lade("apply", "none.json")).err).toContain("this is no plan");
    expect((await lade("apply", "missing.json")).err).toContain("no such file or directory");
  });
});
