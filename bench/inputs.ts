/** Inputs of the benchmark, written into a scratch folder: the same for both programs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What most charts are: a Deployment, a Service and a few named templates. */
export function smallChart(folder: string): string {
  return writeFiles(folder, {
    "Chart.yaml": "apiVersion: v2\nname: small\nversion: 1.0.0\nappVersion: 1.2.3\n",
    "values.yaml":
      "replicas: 2\nimage:\n  repository: nginx\n  tag: 1.27\nservice:\n  port: 80\nresources:\n  limits:\n    cpu: 100m\n",
    "templates/_names.tpl":
      '{{- define "small.labels" -}}\napp.kubernetes.io/name: {{ .Chart.Name }}\napp.kubernetes.io/instance: {{ .Release.Name }}\n{{- end }}\n',
    "templates/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-{{ .Chart.Name }}
  labels: {{- include "small.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {{- include "small.labels" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "small.labels" . | nindent 8 }}
    spec:
      containers:
        - name: app
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          resources: {{- toYaml .Values.resources | nindent 12 }}
`,
    "templates/service.yaml": `apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  ports: [{port: {{ .Values.service.port }}}]
  selector: {{- include "small.labels" . | nindent 4 }}
`,
  });
}

/** A state file with releases of one chart, each with values of its own, in groups of ten that need the first of the group. */
export function manyReleases(folder: string, count: number): string {
  smallChart(join(folder, "chart"));
  const release = (i: number): string =>
    `  - {name: r${i}, chart: ./chart, needs: [${i % 10 === 0 ? "" : `r${i - (i % 10)}`}], values: [values.yaml.gotmpl, {replicas: ${i}}]}`;
  return writeFiles(folder, {
    "helmfile.yaml": `releases:\n${Array.from({ length: count }, (_, i) => release(i)).join("\n")}\n`,
    "values.yaml.gotmpl": "image:\n  tag: {{ .Release.Name }}\n",
  });
}

/** `count` templates of one shape: what grows when a chart grows. */
export function wideChart(folder: string, count: number): string {
  smallChart(folder);
  const one = (i: number): string =>
    `{{- range $i := until 5 }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm-${i}-{{ $i }}\n  labels: {{- include "small.labels" $ | nindent 4 }}\ndata:\n  values: |\n{{ toYaml $.Values | indent 4 }}\n  text: {{ tpl "{{ .Release.Name }}-${i}" $ | quote }}\n{{- end }}\n`;
  const files = Array.from({ length: count }, (_, i) => [`templates/cm-${i}.yaml`, one(i)] as const);
  return writeFiles(folder, Object.fromEntries(files));
}

/** An index of a public repository's size: `charts` names with ten versions each. */
export function repositoryIndex(charts: number, { base, digest }: { base: string; digest: string }): string {
  const entry = (chart: number, version: number): string =>
    `  - apiVersion: v2\n    appVersion: ${version}.0.0\n    created: "2026-01-01T00:00:00Z"\n    description: A chart called chart-${chart}\n    digest: ${digest}\n    name: chart-${chart}\n    type: application\n    urls:\n    - ${base}/chart-${chart}-${version}.0.0.tgz\n    version: ${version}.0.0\n`;
  const entries = Array.from(
    { length: charts },
    (_, chart) => `  chart-${chart}:\n${Array.from({ length: 10 }, (_unused, at) => entry(chart, 10 - at)).join("")}`,
  );
  return `apiVersion: v1\nentries:\n${entries.join("")}generated: "2026-01-01T00:00:00Z"\n`;
}

/** A template that renders a text that renders a text ..., `depth` levels deep. */
export function nestedTpl(folder: string, depth: number): string {
  smallChart(folder);
  const texts = Array.from({ length: depth }, (_, i) => `text${i}: '{{ tpl .Values.text${i + 1} . }}.'\n`);
  return writeFiles(folder, {
    "values.yaml": `${texts.join("")}text${depth}: end\nreplicas: 1\nimage: {repository: a, tag: b}\nservice: {port: 80}\nresources: {}\n`,
    "templates/nested.yaml":
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: nested}\ndata:\n  text: {{ tpl .Values.text0 . | quote }}\n",
  });
}

/** `count` objects of the kinds that charts are made of; each carries the value `generation`. */
export function manyObjects(folder: string, count: number): string {
  const kinds: readonly ((name: string) => string)[] = [
    (name) => `apiVersion: v1\nkind: ConfigMap\n${objectMeta(name)}data: {key: value}\n`,
    (name) => `apiVersion: v1\nkind: Secret\n${objectMeta(name)}stringData: {key: value}\n`,
    (name) => `apiVersion: v1\nkind: ServiceAccount\n${objectMeta(name)}`,
    (name) =>
      `apiVersion: v1\nkind: Service\n${objectMeta(name)}spec: {ports: [{port: 80}], selector: {app: ${name}}}\n`,
    (name) =>
      `apiVersion: apps/v1\nkind: Deployment\n${objectMeta(name)}spec:\n  replicas: 0\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec: {containers: [{name: app, image: "nginx:1.27"}]}\n`,
  ];
  const files = Array.from({ length: count }, (_, i) => {
    const write = kinds[i % kinds.length];
    return [`templates/object-${i}.yaml`, write?.(`{{ .Release.Name }}-${i}`) ?? ""] as const;
  });
  return writeFiles(folder, {
    "Chart.yaml": "apiVersion: v2\nname: many\nversion: 1.0.0\n",
    "values.yaml": "generation: 1\n",
    ...Object.fromEntries(files),
  });
}

function objectMeta(name: string): string {
  return `metadata:\n  name: "${name}"\n  annotations: {generation: "{{ .Values.generation }}"}\n`;
}

/** A base with one Deployment, and an overlay that patches it: `overlay/` is what is built. */
export function onePatchOverlay(folder: string): string {
  return writeFiles(folder, {
    "base/kustomization.yaml": "resources: [deployment.yaml]\n",
    "base/deployment.yaml": deployment(0),
    "overlay/kustomization.yaml": "resources: [../base]\npatches:\n- path: patch.yaml\n",
    "overlay/patch.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web-0}\nspec: {replicas: 3}\n",
  });
}

/** Resources a configuration that uses a generated ConfigMap holds, one Deployment for each; prefixed, labelled, patched, replaced. */
const DEPLOYMENTS_PER_CONFIG = 10;

/** `count` resources under a name prefix, labels, a patch for each hundredth, generators with references, and a replacement. */
export function manyResources(folder: string, count: number): string {
  const configs = Math.ceil(count / DEPLOYMENTS_PER_CONFIG);
  const deployments = Array.from({ length: count - configs }, (_, i) => deployment(i, i % configs));
  const generators = Array.from({ length: configs }, (_, i) => `- name: config-${i}\n  literals: [index=${i}]\n`);
  const patched = deployments.filter((_, i) => i % 100 === 0).map((_, i) => patchFor(i * 100));
  return writeFiles(folder, {
    "all.yaml": deployments.join("---\n"),
    "service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {ports: [{port: 80}]}\n",
    "kustomization.yaml": `resources: [all.yaml, service.yaml]
namePrefix: big-
labels:
- pairs: {team: shop}
  includeSelectors: true
configMapGenerator:
${generators.join("")}patches:
${patched.join("")}replacements:
- source: {kind: Service, name: front, fieldPath: metadata.name}
  targets:
  - select: {kind: Deployment}
    fieldPaths: [spec.template.spec.containers.0.env.0.value]
`,
  });
}

function patchFor(index: number): string {
  return `- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web-${index}}
    spec: {replicas: 3}
`;
}

function deployment(index: number, config = 0): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${index}
spec:
  replicas: 1
  selector:
    matchLabels: {app: web-${index}}
  template:
    metadata:
      labels: {app: web-${index}}
    spec:
      containers:
      - name: app
        image: nginx:1.27
        env:
        - {name: FRONT, value: none}
        envFrom:
        - configMapRef: {name: config-${config}}
`;
}
