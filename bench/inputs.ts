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

/** `count` templates of one shape: what grows when a chart grows. */
export function wideChart(folder: string, count: number): string {
  smallChart(folder);
  const one = (i: number): string =>
    `{{- range $i := until 5 }}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm-${i}-{{ $i }}\n  labels: {{- include "small.labels" $ | nindent 4 }}\ndata:\n  values: |\n{{ toYaml $.Values | indent 4 }}\n  text: {{ tpl "{{ .Release.Name }}-${i}" $ | quote }}\n{{- end }}\n`;
  const files = Array.from({ length: count }, (_, i) => [`templates/cm-${i}.yaml`, one(i)] as const);
  return writeFiles(folder, Object.fromEntries(files));
}

/** An index of a public repository's size: `charts` names with ten versions each. */
export function repositoryIndex(charts: number, base: string): string {
  const entry = (chart: number, version: number): string =>
    `  - apiVersion: v2\n    appVersion: ${version}.0.0\n    created: "2026-01-01T00:00:00Z"\n    description: A chart called chart-${chart}\n    digest: ${"0".repeat(56)}${String(chart * 100 + version).padStart(8, "0")}\n    name: chart-${chart}\n    type: application\n    urls:\n    - ${base}/chart-${chart}-${version}.0.0.tgz\n    version: ${version}.0.0\n`;
  const entries = Array.from(
    { length: charts },
    (_, chart) => `  chart-${chart}:\n${Array.from({ length: 10 }, (_unused, at) => entry(chart, 10 - at)).join("")}`,
  );
  return `apiVersion: v1\nentries:\n${entries.join("")}generated: "2026-01-01T00:00:00Z"\n`;
}
