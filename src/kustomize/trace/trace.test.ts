/**
 * What `lade why` says of a built field is true if changing the named place changes the field: each field of a tree with every kind
 * of step is tried.
 */
import { describe, expect, test } from "bun:test";
import { MemoryFileSystem, type Position } from "../../base/index.ts";
import { build, type BuildOptions, type Resource } from "../index.ts";
import type { FieldHistory } from "../resource/trace.ts";
import { fieldsOf, Trace } from "./index.ts";

const TREE: Readonly<Record<string, string>> = {
  "/app/base/kustomization.yaml": `resources:
- web.yaml
- front.yaml
labels:
- pairs: {team: shop}
  includeSelectors: true
commonAnnotations:
  owner: ann
configMapGenerator:
- name: settings
  literals: [LEVEL=info, MODE=a]
  files: [notes.txt]
  envs: [more.env]
secretGenerator:
- name: token
  type: shop/token
  literals: [key=abc]
  options: {disableNameSuffixHash: true, labels: {kept: yes-it-is}}
`,
  "/app/base/web.yaml": `# A comment, so that lines are not those of the object.
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: app
        image: nginx:1.27
        args: [serve, "--fast"]
        env:
        - {name: FRONT, value: none}
        - name: PLAIN
          value: text
        envFrom:
        - configMapRef: {name: settings}
      - name: side
        image: sidecar
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: plain
data:
  one: "1"
  text: |
    several
    lines
`,
  "/app/base/front.yaml": `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata:
    name: front
  spec:
    ports:
    - {port: 80, targetPort: 8080}
    - {port: 81, targetPort: 8081}
`,
  "/app/base/notes.txt": "first line\n",
  "/app/base/more.env": "# comment\nDEEP=x\n",
  "/app/ha/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
replicas:
- name: web
  count: 4
patches:
- target: {kind: Deployment}
  patch: |-
    - op: add
      path: /spec/template/spec/containers/0/args/-
      value: --more
    - op: add
      path: /metadata/annotations/added~1here
      value: by-json
`,
  "/app/prod/kustomization.yaml": `namespace: prod
namePrefix: p-
nameSuffix: -s
resources:
- ../base
components:
- ../ha
images:
- name: nginx
  newTag: "1.29"
- name: sidecar
  newName: registry/sidecar
configMapGenerator:
- name: settings
  behavior: merge
  literals: [LEVEL=debug]
patches:
- path: big.yaml
- patch: |

    apiVersion: v1
    kind: Service
    metadata:
      name: front
    spec:
      ports:
      - port: 80
        nodePort: 30080
replacements:
- source: {kind: Service, name: front, fieldPath: metadata.name}
  targets:
  - select: {kind: Deployment}
    fieldPaths: ["spec.template.spec.containers.[name=app].env.[name=FRONT].value"]
- sourceValue: fixed
  targets:
  - select: {kind: ConfigMap, name: plain}
    fieldPaths: [data.one]
`,
  "/app/prod/big.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: proxy
        image: envoy
      - name: app
        resources:
          limits: {memory: 1Gi}
        env:
        - name: ADDED
          value: late
`,
};

const REMOTES = {
  clone: (): never => {
    throw new Error("no clones here");
  },
  download: (): never => {
    throw new Error("no downloads here");
  },
};

function trace(tree: Readonly<Record<string, string>>): readonly Resource[] {
  const files = new MemoryFileSystem(tree);
  const options: BuildOptions = {
    ...{ files, cwd: "/app", remotes: REMOTES, restriction: "root-only", reorder: "none" },
    ...{ managedByLabel: false, environment: new Map<string, string>(), warn: () => {}, log: () => {} },
    plugins: { enabled: false, enableExec: false, network: false, networkName: "", mounts: [], env: [], user: "" },
    helm: { enabled: false, command: "helm", apiVersions: [], kubeVersion: "", debug: false },
    ...{ inflateChart: () => "", run: () => ({ stdout: "", stderr: "" }) },
    trace: new Trace({ files, cwd: "/app" }),
  };
  return build("prod", options).resources;
}

/** The place that decides a field, by what is said of it: the last one with a place. */
function decidingPlace({ links }: FieldHistory): Position | undefined {
  const link = links.findLast(({ at, source }) => (source?.at ?? at) !== undefined);
  return link?.source?.at ?? link?.at;
}

/** The tree with another value at a place. Block texts and whole entries have no value on the line itself. */
function changedAt({ file, line, column }: Position): Readonly<Record<string, string>> {
  const path = `/app/${file}`;
  const lines = (TREE[path] ?? "").split("\n");
  const before = lines[line - 1] ?? "";
  const head = before.slice(0, column - 1);
  const rest = before.slice(column - 1);
  if (/^[|>]/.test(rest)) lines[line] = `${lines[line] ?? ""}changed`;
  else lines[line - 1] = head + changed(rest);
  return { ...TREE, [path]: lines.join("\n") };
}

function changed(text: string): string {
  const [, quote = "", word = "", after = ""] = /^(["']?)([^"',}\]#]*?)(\s*(?:["',}\]#].*)?)$/.exec(text) ?? [];
  return quote + (/^[0-9]+$/.test(word) ? `${Number(word) + 1}` : `${word}x`) + after;
}

/** What Kustomize knows objects by, and what the patches of the tree know elements by: another one is another object or element. */
const IDENTITY = new Set(["kind", "apiVersion", "spec.template.spec.containers.1.name", "spec.ports.0.port"]);

describe("the named place decides the field", () => {
  const built = trace(TREE);
  for (const [at, resource] of built.entries()) {
    for (const history of resource.history?.fields.values() ?? []) {
      const name = history.path.join(".");
      if (IDENTITY.has(name)) continue;
      test(`${resource.kind} ${resource.originalId.name} ${name}`, () => {
        const place = decidingPlace(history);
        if (place === undefined) throw new Error("no place");
        const value = history.links.at(-1)?.value;
        expect(valueAfter(changedAt(place), { at, path: history.path })).not.toBe(value);
      });
    }
  }

  test("fields are many", () => {
    const fields = built.flatMap(({ node }) => fieldsOf(node));
    expect(fields.length).toBeGreaterThan(60);
    expect(built.flatMap(({ history }) => [...(history?.fields.keys() ?? [])]).length).toBe(fields.length);
  });
});

function valueAfter(
  tree: Readonly<Record<string, string>>,
  { at, path }: { at: number; path: readonly (string | number)[] },
): string | undefined {
  let resources: readonly Resource[];
  try {
    resources = trace(tree);
  } catch (error) {
    // A renamed object that others look for: the place did decide.
    return String(error);
  }
  const node = resources[at]?.node;
  return node && fieldsOf(node).find((field) => field.path.join("\0") === path.join("\0"))?.value;
}

describe("chains", () => {
  const check = (object: string, path: string, expected: readonly string[]): void => {
    test(`${object} ${path}`, () => {
      const found = trace(TREE).find(({ kind, originalId }) => `${kind}/${originalId.name}` === object);
      const history = [...(found?.history?.fields.values() ?? [])].find((each) => each.path.join(".") === path);
      const text = (at: Position | undefined): string =>
        at === undefined ? "-" : `${at.file}:${at.line}:${at.column}`;
      expect(
        history?.links.map(
          ({ by, at, source, value }) => `${by} ${text(at)}${source ? ` ${text(source.at)}` : ""} ${value}`,
        ),
      ).toEqual([...expected]);
    });
  };

  check("Deployment/web", "spec.replicas", ["resources base/web.yaml:8:13 1", "replicas ha/kustomization.yaml:5:10 4"]);
  check("Deployment/web", "spec.template.spec.containers.1.env.1.value", [
    "resources base/web.yaml:20:32 none",
    "replacements prod/kustomization.yaml:30:3 prod/kustomization.yaml:3:13 p-front-s",
  ]);
  check("ConfigMap/settings", "data.LEVEL", [
    "configMapGenerator base/kustomization.yaml:11:14 info",
    "configMapGenerator prod/kustomization.yaml:16:14 debug",
  ]);
  check("Service/front", "spec.ports.0.nodePort", [
    "patches prod/kustomization.yaml:19:3 prod/kustomization.yaml:28:19 30080",
  ]);
});
