/** `lade rehearse` as it is typed, against a sandbox that stands for the real cluster and sees every request. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Discovery, listAt, Objects, textAt, valueAt, type JsonObject } from "../src/kube/index.ts";
import { machinePorts, memoryStorage, Sandbox, SandboxHome, serve, type SandboxServer } from "../src/sandbox/index.ts";
import { testCluster } from "./cluster/connection.ts";
import { programWords } from "./cluster/program.ts";

const folder = mkdtempSync(join(tmpdir(), "lade-rehearse-"));
const asked: string[] = [];

/** Remembers what it was asked for. */
class Watched extends Sandbox {
  override answer(request: Parameters<Sandbox["answer"]>[0]): ReturnType<Sandbox["answer"]> {
    asked.push(`${request.method} ${request.path}`);
    return super.answer(request);
  }

  override openWatch(request: Parameters<Sandbox["openWatch"]>[0]): ReturnType<Sandbox["openWatch"]> {
    asked.push(`WATCH ${request.path}`);
    return super.openWatch(request);
  }
}

const cluster = new Watched({ storage: memoryStorage(), ports: machinePorts, nodes: 0 });
for (const name of ["worker-a", "worker-b"]) {
  const conditions = [{ type: "Ready", status: "True" }];
  const capacity = { cpu: "1k", memory: "1Ti", pods: "1M" };
  const status = { capacity, allocatable: capacity, conditions };
  cluster.load([{ apiVersion: "v1", kind: "Node", metadata: { name, uid: name }, spec: {}, status }]);
}
const objects = new Objects(cluster, new Discovery(cluster));
const home = new SandboxHome(join(folder, "cluster"), "default");
let server: SandboxServer;

const TEMPLATE = `
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-conf}
data: {color: {{ .Values.color }}}
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
    spec:
      containers:
      - name: web
        image: {{ .Values.image }}
        envFrom: [{secretRef: {name: {{ .Values.secret | default (print .Release.Name "-secret") }}}}]
{{- if .Values.set }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: {{ .Release.Name }}-db}
spec:
  replicas: 2
  serviceName: db
  selector: {matchLabels: {app: {{ .Release.Name }}-db}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}-db}}
    spec: {containers: [{name: db, image: {{ .Values.image }}}]}
{{- end }}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations: {helm.sh/hook: pre-upgrade, helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded"}
spec:
  # Gone as soon as it has ended, as ingress-nginx has it.
  ttlSecondsAfterFinished: 0
  template: {spec: {restartPolicy: Never, containers: [{name: migrate, image: migrate}]}}
`;
const VALUES = "color: red\npassword: hunter2\nreplicas: 2\napp: a\nimage: web:1\nset: false\n";

beforeAll(() => {
  home.make();
  const [identity, token] = [home.identity(), home.token()];
  server = serve({ sandbox: cluster, token, identity, port: 0 });
  home.writeKubeconfig({ server: server.url, certificate: identity.certificate, token });
  mkdirSync(join(folder, "chart/templates"), { recursive: true });
  writeFileSync(join(folder, "chart/Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");
  writeFileSync(join(folder, "chart/values.yaml"), VALUES);
  writeFileSync(join(folder, "chart/templates/all.yaml"), TEMPLATE);
});

afterAll(async () => {
  await lade("sandbox", "stop", "--name", "kept");
  await server.stop();
  cluster.close();
  rmSync(folder, { recursive: true });
});

interface Finished {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** In a process of its own: this one serves. */
async function lade(...words: readonly string[]): Promise<Finished> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    XDG_STATE_HOME: folder,
    KUBECONFIG: home.kubeconfig,
    HELM_DRIVER: process.env["HELM_DRIVER"] ?? "",
  };
  const child = Bun.spawn([...programWords(), ...words], { cwd: folder, env, stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, out, err };
}

const rehearse = (...words: readonly string[]): Promise<Finished> => lade("rehearse", ...words);

interface Rehearsed extends Finished {
  readonly report: JsonObject;
}

async function report(...words: readonly string[]): Promise<Rehearsed> {
  const finished = await rehearse(...words, "-o", "json");
  return { ...finished, report: JSON.parse(finished.out || finished.err) as JsonObject };
}

async function install(name: string, ...flags: readonly string[]): Promise<void> {
  expect(await lade("helm", "install", name, "./chart", "--wait", ...flags)).toMatchObject({ exit: 0, err: "" });
}

/** Durations are those of this machine. */
const plain = (text: string): string => text.replace(/rehearsed in \d+ ms/g, "rehearsed in N ms");

describe("a rehearsal", () => {
  test("of an upgrade tells what happens to objects, pods and hooks, and that all is as before afterwards", async () => {
    await install("web");
    asked.length = 0;
    const { out, err, exit } = await rehearse("web", "./chart", "--set", "image=web:2,password=other,color=blue");
    expect({ err, exit }).toEqual({ err: "", exit: 0 });
    expect(plain(out)).toMatch(
      new RegExp(
        [
          "^rehearsal of an upgrade: release web in namespace default, revision 2, chart c 0\\.1\\.0",
          "\\d+ objects were copied; nothing was written to the cluster",
          "",
          "upgrade succeeded after [\\d.]+ s \\(rehearsed in N ms\\)",
          "  \\* pre-upgrade hook Job/web-migrate: Succeeded after [\\d.]+ s",
          "  ~ patched   ConfigMap/web-conf",
          '      data.color: "red" → "blue"',
          "  ~ patched   Deployment/web",
          '      spec.template.spec.containers\\[name=web\\].image: "web:1" → "web:2"',
          "      2 pods made, 2 gone, 2 ready after [\\d.]+ s",
          "      never fewer than 2 ready",
          "  ~ patched   Secret/web-secret",
          "      data.password: \\*\\*\\* → \\*\\*\\*",
          "",
          "rollback succeeded after [\\d.]+ s \\(rehearsed in N ms\\)",
          "[^]*",
          "afterwards everything is as it was before\n$",
        ].join("\n"),
      ),
    );
  });

  test("only reads from the cluster", () => {
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((line) => !/^(GET|WATCH) /.test(line))).toEqual([]);
  });

  test("never prints a Secret", async () => {
    const { out } = await report("web", "./chart", "--set", "password=correct-horse");
    for (const secret of ["hunter2", "correct-horse"]) {
      expect(out).not.toContain(secret);
      expect(out).not.toContain(btoa(secret));
    }
    expect(out).toContain('"path":"data.password","old":"***","new":"***"');
  });

  test("names everything that would be refused, and fails as the upgrade would", async () => {
    const taken = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web-conf", namespace: "default" } };
    await objects.apply({ ...taken, data: { color: "mine" } }, { fieldManager: "someone", force: true });
    const { report: said, exit, err } = await report("web", "./chart", "--set", "app=b,color=blue");
    const refused = listAt(said, "refused").map(
      (one) => `${textAt(one, "ref", "kind")} ${textAt(one, "refusal", "kind")}`,
    );
    expect(refused.sort()).toEqual(["ConfigMap field-manager", "Deployment immutable"]);
    expect(exit).toBe(1);
    const upgraded = await lade("helm", "upgrade", "web", "./chart", "--set", "app=b,color=blue");
    const message = upgraded.err.replace(/^[^]*Error: UPGRADE FAILED: /, "");
    expect(err).toBe(`Error: the upgrade would fail: ${message}`);
    expect(await lade("helm", "rollback", "web", "1", "--force-conflicts")).toMatchObject({ exit: 0 });
  });

  test("of a fault names its cause, and what a rollback does not put right", async () => {
    await install("stuck", "--set", "set=true,app=stuck");
    const words = ["stuck", "./chart", "--set", "set=true,app=stuck,image=web:2", "--timeout", "3m"];
    const { out, exit, err } = await rehearse(...words, "--fault", "image-pull-error=statefulset/stuck-db");
    expect(exit).toBe(1);
    expect(out).toMatch(/upgrade succeeded, and was not ready after 3 min \d s/);
    expect(out).toContain("cause: StatefulSet/stuck-db > Pod/stuck-db-1 > container db: ImagePullBackOff");
    expect(out).not.toContain("Deployment/stuck >");
    // Upstream waits for the broken pod before it goes on (kubernetes issue 67250).
    expect(out).toMatch(/rollback failed after 3 min \d s/);
    expect(out).toContain("! StatefulSet/stuck-db: 1 ready, 2 before");
    expect(err).toStartWith(
      "Error: the release would not become ready: resource StatefulSet/default/stuck-db not ready",
    );
    const alone = await rehearse(...words, "--fault", "crash-loop=deployment/stuck", "--rollback-on-failure");
    expect(alone.err).toContain("has been rolled back due to rollback-on-failure being set");
    expect(alone.out).toContain("afterwards everything is as it was before");
    const wrong = await rehearse(...words, "--fault", "no-such=deployment/stuck");
    expect(wrong.err).toStartWith("Error: --fault no-such=deployment/stuck is no fault: use one of image-pull-error");
    // Neither a duration nor a resource.
    const unclear = await rehearse(...words, "--fault", "slow-start=soon");
    expect(unclear.err).toStartWith("Error: --fault slow-start=soon is no fault: use one of image-pull-error");
  });

  test("of an installation removes it again, and tells what stays", async () => {
    mkdirSync(join(folder, "crds/crds"), { recursive: true });
    const definition = {
      ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
      metadata: { name: "things.example.com" },
      spec: {
        ...{ group: "example.com", scope: "Namespaced", names: { kind: "Thing", plural: "things" } },
        versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
      },
    };
    writeFileSync(join(folder, "crds/Chart.yaml"), "apiVersion: v2\nname: crds\nversion: 0.1.0\n");
    writeFileSync(join(folder, "crds/crds/things.json"), JSON.stringify(definition));
    const { report: said, exit } = await report("new", "./crds", "-n", "fresh", "--create-namespace");
    expect(exit).toBe(0);
    expect(listAt(said, "steps").map((step) => textAt(step, "name"))).toEqual(["install", "uninstall"]);
    const left = listAt(said, "remaining", "objects").map(
      (one) => `${textAt(one, "fate")} ${textAt(one, "ref", "name")}`,
    );
    expect(left.sort()).toEqual(["created fresh", "created things.example.com"]);
    expect(await objects.find({ apiVersion: "v1", kind: "Namespace", namespace: "", name: "fresh" })).toBeUndefined();
  });

  test("goes back to the revision that is asked for, or does not", async () => {
    await install("steps", "--set", "app=steps");
    expect(await lade("helm", "upgrade", "steps", "./chart", "--set", "app=steps,color=green", "--wait")).toMatchObject(
      { exit: 0 },
    );
    const words = ["steps", "./chart", "--set", "app=steps,color=blue"];
    const { report: said } = await report(...words, "--to", "1");
    expect(listAt(said, "remaining", "objects").map((one) => listAt(one, "differences"))).toEqual([
      [{ path: "data.color", old: "green", new: "red" }],
    ]);
    const { report: without } = await report(...words, "--no-rollback");
    expect(listAt(without, "steps")).toHaveLength(1);
    expect(valueAt(without, "remaining")).toBeUndefined();
  });

  test("of a plan plays exactly that, and nothing once the cluster has moved", async () => {
    await install("planned", "--set", "app=planned");
    const flags = ["--set", "app=planned,color=blue", "--plan-out", "planned.json"];
    expect(await lade("plan", "planned", "./chart", ...flags)).toMatchObject({ exit: 0 });
    const { report: said, exit } = await report("planned.json");
    expect(exit).toBe(0);
    const changed = listAt(said, "steps", 0, "objects").map((one) => textAt(one, "ref", "name"));
    expect(changed).toEqual(["planned-conf"]);
    const ref = { apiVersion: "v1", kind: "ConfigMap", namespace: "default", name: "planned-conf" };
    await objects.patch(ref, { type: "merge", body: { data: { color: "other" } } });
    const moved = await rehearse("planned.json");
    expect(moved.err).toContain("the cluster has changed since the plan was made");
    expect(moved.exit).toBe(1);
  });

  test("says what it cannot know: Secrets that nobody makes, webhooks that were not asked, budgets that are not kept", async () => {
    await install("noted", "--set", "app=noted");
    await objects.create({
      ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "all", namespace: "default" } },
      spec: { minAvailable: 2, selector: { matchLabels: { app: "noted" } } },
    });
    const rules = [{ apiGroups: ["apps"], apiVersions: ["v1"], operations: ["*"], resources: ["deployments"] }];
    const hook = {
      name: "check.example.com",
      rules,
      sideEffects: "None",
      admissionReviewVersions: ["v1"],
      failurePolicy: "Ignore",
    };
    await objects.create({
      ...{
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingWebhookConfiguration",
        metadata: { name: "checks" },
      },
      webhooks: [{ ...hook, clientConfig: { url: "https://127.0.0.1:1/check" } }],
    });
    const { out } = await rehearse("noted", "./chart", "--set", "app=noted,replicas=1,secret=nobodys");
    expect(out).toContain("note: Deployment/noted refers to Secret/nobodys, which neither exists nor is in the chart");
    expect(out).toContain("note: ValidatingWebhookConfiguration/checks may be asked about Deployment and was not");
    expect(out).toContain("warning: PodDisruptionBudget/all wants 2 ready pods, and there were as few as 1");
  });

  test("goes on where little may be read, with something that stands for the rest", async () => {
    const metadata = { name: "foreign", namespace: "default" };
    await objects.create({ apiVersion: "v1", kind: "Secret", metadata, stringData: { a: "b" } });
    mkdirSync(join(folder, "limited/templates"), { recursive: true });
    writeFileSync(join(folder, "limited/Chart.yaml"), "apiVersion: v2\nname: limited\nversion: 0.1.0\n");
    const env = [{ name: "A", valueFrom: { secretKeyRef: { name: "foreign", key: "a" } } }];
    const labels = { app: "limited" };
    const template = {
      metadata: { labels },
      spec: { containers: [{ name: "a", image: "agent:{{ .Values.tag }}", env }] },
    };
    const spec = { selector: { matchLabels: labels }, template };
    const agent = { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "limited" }, spec };
    writeFileSync(join(folder, "limited/templates/all.yaml"), JSON.stringify(agent));
    const role = {
      apiGroups: ["", "apps", "batch"],
      resources: ["configmaps", "serviceaccounts", "pods", "daemonsets", "replicasets", "jobs", "controllerrevisions"],
      verbs: ["*"],
    };
    const group = "rbac.authorization.k8s.io/v1";
    const place = { name: "jane", namespace: "default" };
    await objects.create({ apiVersion: group, kind: "Role", metadata: place, rules: [role] });
    const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "jane" };
    const subjects = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "jane" }];
    await objects.create({ apiVersion: group, kind: "RoleBinding", metadata: place, roleRef, subjects });
    process.env["HELM_DRIVER"] = "configmap";
    try {
      expect(await lade("helm", "install", "limited", "./limited", "--set", "tag=1", "--wait")).toMatchObject({
        exit: 0,
      });
      const {
        report: said,
        exit,
        err,
      } = await report("limited", "./limited", "--set", "tag=2", "--kube-as-user", "jane");
      expect({ exit, err }).toEqual({ exit: 0, err: "" });
      expect(valueAt(said, "steps", 0, "workloads", 0)).toMatchObject({
        podsMade: 2,
        podsGone: 2,
        wanted: 2,
        ready: 2,
      });
      const notes = listAt(said, "notes").join("\n");
      expect(notes).toContain("may not be listed, and count as if there were none: ");
      expect(notes).toContain("Secret/foreign could not be read: ");
    } finally {
      delete process.env["HELM_DRIVER"];
    }
  });

  test("asks admission policies, and no webhooks, not even those that the chart brings", async () => {
    const rules = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["*"], resources: ["configmaps"] }];
    const clientConfig = { url: "https://127.0.0.1:1/check" };
    const hook = { name: "own.example.com", rules, clientConfig, sideEffects: "None", admissionReviewVersions: ["v1"] };
    const configuration = {
      ...{ apiVersion: "admissionregistration.k8s.io/v1", kind: "MutatingWebhookConfiguration" },
      ...{ metadata: { name: "own" }, webhooks: [hook] },
    };
    const config = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "hooked" },
      data: { color: "{{ .Values.color }}" },
    };
    mkdirSync(join(folder, "hooked/templates"), { recursive: true });
    writeFileSync(join(folder, "hooked/Chart.yaml"), "apiVersion: v2\nname: hooked\nversion: 0.1.0\n");
    writeFileSync(
      join(folder, "hooked/templates/all.yaml"),
      [configuration, config].map((one) => JSON.stringify(one)).join("\n---\n"),
    );
    const words = ["hooked", "./hooked", "--set", "color=red"];
    expect(await rehearse(...words)).toMatchObject({ err: "", exit: 0 });
    const group = "admissionregistration.k8s.io/v1";
    const metadata = { name: "colors" };
    const matches = { resourceRules: [{ ...rules[0], operations: ["CREATE", "UPDATE"] }] };
    const expression = "!has(object.data) || !('color' in object.data) || object.data.color != 'red'";
    const spec: JsonObject = {
      matchConstraints: matches as JsonObject,
      validations: [{ expression, message: "no red" }],
    };
    await objects.create({ apiVersion: group, kind: "ValidatingAdmissionPolicy", metadata, spec });
    const binding = { policyName: "colors", validationActions: ["Deny"] };
    await objects.create({ apiVersion: group, kind: "ValidatingAdmissionPolicyBinding", metadata, spec: binding });
    const { err, exit } = await rehearse(...words);
    expect(err).toContain("ValidatingAdmissionPolicy 'colors' with binding 'colors' denied request: no red");
    expect(exit).toBe(1);
    const [apiVersion, namespace, name] = [group, "", "colors"];
    await objects.delete({ apiVersion, kind: "ValidatingAdmissionPolicyBinding", namespace, name });
  });

  test("leaves its sandbox behind when asked to, and only under a name that is free", async () => {
    const words = ["web", "./chart", "--set", "color=kept", "--no-rollback", "--force-conflicts", "--keep", "kept"];
    const { out, exit } = await rehearse(...words);
    expect(exit).toBe(0);
    const kept = new SandboxHome(folder, "kept");
    expect(out).toContain(
      `note: kept as sandbox kept, with the Secrets that were copied: KUBECONFIG=${kept.kubeconfig}`,
    );
    const there = testCluster(kept.kubeconfig);
    const found = await new Objects(there, new Discovery(there)).get({
      ...{ apiVersion: "v1", kind: "ConfigMap", namespace: "default", name: "web-conf" },
    });
    expect(textAt(found, "data", "color")).toBe("kept");
    const again = await rehearse(...words);
    expect(again.err).toBe('Error: there is a sandbox "kept" already: choose another name\n');
    expect(existsSync(kept.database)).toBe(true);
    // One that is kept in memory has none, but it runs.
    rmSync(kept.database);
    expect((await rehearse(...words)).err).toBe(again.err);
  });
});
