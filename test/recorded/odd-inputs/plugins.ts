/** Configurations of built-in plugins: values of other types in each of their fields, and odd documents. */
import type { OddInput } from "../odd-build.ts";
import { OBJECTS } from "./objects.ts";

const VALUES = ["1", "{a: ~}"];

const SPECS = "fieldSpecs: [{path: metadata/name}]";
const ROW =
  "replacements: [{source: {kind: ConfigMap, name: cm, fieldPath: data.a}, targets: [{select: {kind: Foo}, @}]}]";

/** Where a field may stand: `@` is the field and its value. */
const TRANSFORMERS: readonly (readonly [kind: string, frame: string, fields: string])[] = [
  ["PrefixTransformer", `${SPECS}\n@`, "prefix suffix Prefix"],
  ["PrefixTransformer", "prefix: p-\n@", "fieldSpecs"],
  ["PrefixTransformer", "prefix: p-\nfieldSpecs: [{path: metadata/name, @}]", "group create Kind"],
  ["PrefixTransformer", "prefix: p-\nfieldSpecs: [{@}]", "path"],
  ["SuffixTransformer", `${SPECS}\n@`, "suffix prefix"],
  ["LabelTransformer", "fieldSpecs: [{path: metadata/labels, create: true}]\n@", "labels unknown"],
  ["LabelTransformer", "fieldSpecs: [{path: metadata/labels, create: true}]\nlabels: {@}", "a"],
  ["LabelTransformer", "labels: {a: b}\nfieldSpecs: [{path: metadata/labels, @}]", "kind create"],
  ["AnnotationsTransformer", "fieldSpecs: [{path: metadata/annotations}]\nannotations: {@}", "a"],
  ["NamespaceTransformer", "fieldSpecs: []\n@", "unsetOnly setRoleBindingSubjects namespace"],
  ["ImageTagTransformer", "@", "imageTag"],
  ["ImageTagTransformer", "imageTag: {name: nginx, @}", "newName newTag digest"],
  ["ReplicaCountTransformer", "fieldSpecs: [{path: spec/replicas}]\nreplica: {name: d, @}", "count"],
  ["ReplicaCountTransformer", "fieldSpecs: [{path: spec/replicas}]\nreplica: {@}", "name"],
  ["PatchTransformer", "patch: '[{op: remove, path: /spec/replicas}]'\n@", "target path options"],
  ["PatchTransformer", "target: {kind: Deployment}\n@", "patch"],
  ["PatchTransformer", "patch: '{spec: {replicas: 2}}'\ntarget: {@}", "kind name labelSelector"],
  ["PatchJson6902Transformer", "target: {name: d}\n@", "jsonOp path"],
  ["PatchJson6902Transformer", `jsonOp: '[{"op": "remove", "path": "/spec/replicas"}]'\ntarget: {name: d, @}`, "kind"],
  ["PatchStrategicMergeTransformer", "@", "paths patches"],
  ["ReplacementTransformer", "@", "replacements"],
  ["ReplacementTransformer", "replacements: [{@}]", "source targets path sourceValue"],
  ["ReplacementTransformer", ROW, "fieldPaths options reject"],
  ["ValueAddTransformer", "targets: [{fieldPath: metadata/labels/z}]\n@", "value targetFilePath"],
  ["ValueAddTransformer", "value: v\n@", "targets"],
  ["ValueAddTransformer", "value: v\ntargets: [{fieldPath: data/path, @}]", "filePathPosition selector"],
  ["HashTransformer", "@", "unknown"],
];

const GENERATORS: typeof TRANSFORMERS = [
  ["ConfigMapGenerator", "@", "name namespace behavior literals files envs options"],
  ["ConfigMapGenerator", "options: {@}", "labels disableNameSuffixHash"],
  ["SecretGenerator", "@", "name type literals"],
  ["IAMPolicyGenerator", "kubernetesService: {name: k}\nserviceAccount: {name: s, projectId: p}\n@", "cloud"],
  ["IAMPolicyGenerator", "cloud: gke\nserviceAccount: {name: s, projectId: p}\n@", "kubernetesService"],
  ["IAMPolicyGenerator", "cloud: gke\nkubernetesService: {name: k}\nserviceAccount: {@}", "name projectId"],
  ["HelmChartInflationGenerator", "@", "name valuesInline"],
];

/** `@` is the kind. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  ...{ empty: "", comment: "# x\n", null: "~\n", list: "- a\n", broken: "a: b: c\n" },
  "no kind": "apiVersion: builtin\nmetadata: {name: t}\n",
  "no version": "kind: @\nmetadata: {name: t}\n",
  "no name": "apiVersion: builtin\nkind: @\nmetadata: {namespace: a}\n",
  "another version": "apiVersion: builtin/v1\nkind: @\nmetadata: {name: t}\n",
  "a key twice": "apiVersion: builtin\nkind: @\nmetadata: {name: t, name: u}\n",
  "no JSON": "apiVersion: builtin\nkind: @\nmetadata: {name: t}\nx: .inf\n",
  "keys that are no texts": "apiVersion: builtin\nkind: @\nmetadata: {name: t}\nx: {1: 2}\n",
  "the same twice":
    "apiVersion: builtin\nkind: @\nmetadata: {name: t}\n---\napiVersion: builtin\nkind: @\nmetadata: {name: t}\n",
  "a list": "apiVersion: v1\nkind: List\nitems: [{apiVersion: builtin, kind: @, metadata: {name: t}}]\n",
  "a behavior":
    "apiVersion: builtin\nkind: @\nmetadata: {name: t, annotations: {kustomize.config.k8s.io/behavior: merge}}\n",
};

const HOW: Readonly<Record<string, (field: string, text: string) => Record<string, string>>> = {
  "in a file": (field, text) => ({ "t.yaml": text, "kustomization.yaml": `${field}: [t.yaml]\n` }),
  "in a folder": (field, text) => ({
    "t/t.yaml": text,
    "t/kustomization.yaml": "resources: [t.yaml]\nnamePrefix: p-\nnamespace: q\n",
    "kustomization.yaml": `${field}: [t]\n`,
  }),
};

export function oddPlugins(): OddInput[] {
  return [
    ...fieldsOf("transformers", TRANSFORMERS),
    ...fieldsOf("generators", GENERATORS),
    ...documentsOf("transformers", "LabelTransformer"),
    ...documentsOf("generators", "ConfigMapGenerator"),
    ...documentsOf("validators", "LabelTransformer"),
  ];
}

function fieldsOf(list: string, places: typeof TRANSFORMERS): OddInput[] {
  return places.flatMap(([kind, frame, fields]) =>
    fields.split(" ").flatMap((field) =>
      VALUES.map((value) => {
        const body = frame.replace("@", () => `${field}: ${value}`);
        const text = `apiVersion: builtin\nkind: ${kind}\nmetadata: {name: t}\n${body}\n`;
        return plugin(`${kind}: ${body.replaceAll("\n", "; ")}`, {
          "t.yaml": text,
          "kustomization.yaml": `${list}: [t.yaml]\n`,
        });
      }),
    ),
  );
}

function documentsOf(list: string, kind: string): OddInput[] {
  return Object.entries(DOCUMENTS).flatMap(([what, document]) =>
    Object.entries(HOW).map(([how, place]) =>
      plugin(`${list}, ${kind}: ${what}, ${how}`, place(list, document.replaceAll("@", kind))),
    ),
  );
}

function plugin(line: string, files: Record<string, string>): OddInput {
  const kustomization = `resources: [r.yaml]\n${files["kustomization.yaml"] ?? ""}`;
  return { line, files: { "r.yaml": OBJECTS, ...files, "kustomization.yaml": kustomization } };
}
