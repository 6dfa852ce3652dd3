/** The charts and values files that generated command lines name. `$NS` is filled in with the namespace. */
const WEB = {
  "web/Chart.yaml": 'apiVersion: v2\nname: web\nversion: 0.2.0\nappVersion: "1.5"\ndescription: A chart\n',
  "web/values.yaml": "color: red\nsize: 1\nfail: false\nextra: false\n",
  "web/templates/NOTES.txt":
    "Color {{ .Values.color }} of {{ .Release.Name }} revision {{ .Release.Revision }}{{ if .Release.IsUpgrade }}, upgraded{{ end }}.\n",
  "web/templates/conf.yaml":
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-conf\ndata:\n  color: {{ .Values.color | quote }}\n  size: {{ .Values.size | quote }}\n{{- if .Values.fail }}\n  {{ fail "as told" }}\n{{- end }}\n',
  "web/templates/extra.yaml":
    "{{- if .Values.extra }}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-extra\n{{- end }}\n",
  "web/templates/secret.yaml":
    "apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Release.Name }}-secret\nstringData:\n  password: hidden\n",
  "web/templates/deploy.yaml":
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  replicas: 0\n  selector: {matchLabels: {app: {{ .Release.Name }}}}\n  template:\n    metadata: {labels: {app: {{ .Release.Name }}}}\n    spec:\n      containers: [{name: c, image: "img:{{ .Values.color }}"}]\n',
  "web/templates/hook.yaml":
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-hook\n  annotations:\n    helm.sh/hook: pre-install,pre-upgrade,pre-rollback,post-delete\n    helm.sh/hook-weight: "-5"\ndata: {a: b}\n',
  "web/templates/test.yaml":
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}-test\n  annotations:\n    helm.sh/hook: test\nspec:\n  restartPolicy: Never\n  containers: [{name: t, image: busybox}]\n",
};

const ODD = {
  "empty/Chart.yaml": "apiVersion: v2\nname: empty\nversion: 1.0.0\n",
  "hooks/Chart.yaml": "apiVersion: v2\nname: hooks\nversion: 0.1.0-rc.1\n",
  "hooks/templates/job.yaml":
    "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {{ .Release.Name }}-job\n  annotations:\n    helm.sh/hook: pre-install,post-upgrade\n    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{name: j, image: busybox}]\n",
  "hooks/templates/test.yaml":
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}-fails\n  labels: {sim: fail}\n  annotations:\n    helm.sh/hook: test\nspec:\n  restartPolicy: Never\n  containers: [{name: t, image: busybox}]\n",
  "keep/Chart.yaml": "apiVersion: v2\nname: keep\nversion: 0.3.0\ndeprecated: true\n",
  "keep/templates/kept.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-kept\n  annotations: {helm.sh/resource-policy: keep}\n",
  "keep/templates/gone.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-gone}\n",
  "bad/Chart.yaml": "apiVersion: v2\nname: bad\nversion: 0.1.0\n",
  "bad/templates/first.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-first}\n",
  "bad/templates/service.yaml":
    "apiVersion: v1\nkind: Service\nmetadata: {name: {{ .Release.Name }}-bad}\nspec: {ports: [{port: 99999}]}\n",
  "schema/Chart.yaml": "apiVersion: v2\nname: schema\nversion: 0.1.0\n",
  "schema/values.yaml": "size: many\n",
  "schema/values.schema.json": '{"type": "object", "properties": {"size": {"type": "integer"}}}',
  "schema/templates/conf.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-schema}\n",
  "deps/Chart.yaml":
    'apiVersion: v2\nname: deps\nversion: 0.1.0\ndependencies: [{name: empty, version: 1.0.0, repository: "file://../empty"}]\n',
  "deps/templates/conf.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-deps}\n",
  "sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 0.1.0\n",
  "sub/charts/low/Chart.yaml": "apiVersion: v2\nname: low\nversion: 0.1.0\n",
  "sub/charts/low/templates/NOTES.txt": "Notes of low in {{ .Release.Namespace }}.\n",
  "sub/charts/low/templates/conf.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-low}\n",
  "hang/Chart.yaml": "apiVersion: v2\nname: hang\nversion: 0.1.0\n",
  "hang/templates/pod.yaml":
    "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}-hang, labels: {sim: hang}}\nspec:\n  containers: [{name: t, image: busybox}]\n",
  "crd/Chart.yaml": "apiVersion: v2\nname: crd\nversion: 0.1.0\n",
  "crd/crds/things.yaml":
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.$NS.example.com}\nspec:\n  group: $NS.example.com\n  scope: Namespaced\n  names: {plural: things, singular: thing, kind: Thing}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}\n",
  "crd/templates/thing.yaml":
    "apiVersion: $NS.example.com/v1\nkind: Thing\nmetadata: {name: {{ .Release.Name }}-thing}\nspec: {size: {{ .Values.size | default 1 }}}\n",
  "lib/Chart.yaml": "apiVersion: v2\nname: lib\nversion: 0.1.0\ntype: library\n",
  "new/Chart.yaml": 'apiVersion: v2\nname: new\nversion: 0.1.0\nkubeVersion: ">=9.0.0"\n',
  "broken/Chart.yaml": "apiVersion: v2\nname: broken\nversion: 0.1.0\n",
  "broken/templates/a.yaml": "a: {{ .Values.none.deeper }}\n",
  "half/Chart.yaml": "apiVersion: v2\nversion: 0.1.0\n",
};

const VALUES = {
  "good.yaml": "color: green\nextra: true\n",
  "more.yaml": "size: 7\ndeep: {er: [1, 2]}\n",
  "failing.yaml": "fail: true\n",
  "wrong.yaml": "a: [\n",
  "list.yaml": "- a\n",
  "text.txt": "some text\n",
};

export const FILES: Readonly<Record<string, string>> = { ...WEB, ...ODD, ...VALUES };

/** Taken as often as it stands here. */
export const CHARTS: readonly string[] = [
  ...Array.from({ length: 18 }, () => "./web"),
  ...[
    "./empty",
    "./hooks",
    "./hooks",
    "./keep",
    "./keep",
    "./bad",
    "./bad",
    "./schema",
    "./schema",
    "./deps",
    "./sub",
    "./sub",
  ],
  ...[
    "./hang",
    "./crd",
    "./crd",
    "./lib",
    "./new",
    "./broken",
    "./half",
    "./missing",
    "web",
    "./web/",
    "$WORK/web",
    "web-0.2.0.tgz",
  ],
];
