/** Files of `configurations`, `crds` and `openapi` with something odd in them. */
import type { OddInput } from "../odd-build.ts";
import { OBJECTS } from "./objects.ts";

/** A list of field specs, and a kustomization that uses it. */
const LISTS: Readonly<Record<string, string>> = {
  namePrefix: "namePrefix: p-",
  namespace: "namespace: nn",
  commonLabels: "commonLabels: {l: v}",
  commonAnnotations: "commonAnnotations: {an: v}",
  images: "images: [{name: nginx, newTag: '9'}]",
  replicas: "replicas: [{name: foo, count: 7}]",
  varReference: "vars: [{name: V, objref: {kind: ConfigMap, name: cm, apiVersion: v1}}]",
};
const SPECS = [
  ...["a", "[a]", "[{}]", "[{path: spec/x, create: 1}]", "[{path: spec/x, kind: 1}]"],
  ...[
    "[{path: spec/s, Kind: Foo, kind: Foo}]",
    "[{path: spec/list/0/name, kind: Foo}]",
    "[{path: spec/-/x, kind: Foo}]",
  ],
  ...[
    "[{path: 'spec/list/[name=a]/name', kind: Foo}]",
    "[{path: 'spec/*/name', kind: Foo}]",
    "[{path: spec/list, kind: Foo}]",
  ],
];
/** Numbers that JSON has not, where a text is wanted and where none is. */
const INFINITE = [
  ...["namePrefix: [{path: metadata/name}, {path: .inf}, {PATH: .nan}]", "namePrefix: [{path: -.inf, nope: 1}]"],
  ...["namePrefix: [{path: a, kind: .inf}]", "namePrefix: [{path: a, create: .nan}]", "namePrefix: .inf"],
  ...["z: .inf\na: -.inf\n", "namePrefix: {path: .inf}", "nameReference: [{version: v1, fieldSpecs: [{path: .inf}]}]"],
];
const REFERENCES = [
  ...["a", "[a]", "[{kind: ConfigMap, fieldSpecs: a}]", "[{kind: 1}]", "[{kind: ConfigMap, version: v1, unknown: 1}]"],
  ...["[{kind: ConfigMap, version: v1, fieldSpecs: [{path: spec/owner, kind: Foo}]}]"],
];
const DOCUMENTS: Readonly<Record<string, string>> = {
  ...{ empty: "", text: "a\n", list: "- a\n", "a key twice": "images: []\nimages: []\n", unknown: "nope: []\n" },
  "several documents": "images: [{path: spec/image}]\n---\nreplicas: [{path: spec/count}]\n",
  "specs that disagree": "namePrefix: [{path: metadata/name, create: true}]\n",
};

const CRD = (spec: string): string =>
  `{"x.v1.Foo": {"Schema": {"properties": {"apiVersion": {}, "kind": {}, "metadata": {}, "spec": {"$ref": "x.v1.Spec"}}}},` +
  ` "x.v1.Spec": {"Schema": {${spec}}}}`;
const REFERENCE = '"x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "ConfigMap"';
const CRDS = [
  ...["{", "{}", '{"a": 1}', '{"a": {"Schema": []}}', '{"a": {"Dependencies": "a"}}', "a: {Schema: {type: 1}}"],
  ...['"properties": 1', '"properties": {"owner": 1}', '"properties": {"s": {"$ref": "nope"}}'].map(CRD),
  ...['"properties": {"s": {"$ref": "x.v1.Spec"}}', '"description": "a", "description": "b"'].map(CRD),
  ...['"default": {"a": 1, "a": 2}', `"properties": {"owner": {${REFERENCE}}}`].map(CRD),
  CRD(`"properties": {"map": {${REFERENCE}, "x-kubernetes-object-ref-name-key": "k"}}`),
  CRD(`"properties": {"map": {${REFERENCE}, "x-kubernetes-object-ref-kind": 1}}`),
  CRD('"properties": {"map": {"x-kubernetes-label-selector": ""}, "n": {"x-kubernetes-annotation": 1}}'),
  CRD('"properties": {"s": {"x-kubernetes-identity": ""}}'),
];

const OPENAPI = (list: string): string =>
  '{"definitions": {"x.v1.Foo": {"x-kubernetes-group-version-kind": [{"group": "x.io", "kind": "Foo", "version": "v1"}],' +
  ` "properties": {"spec": {"properties": {"list": {"type": "array", "items": {}, ${list}}}}}}}}`;
const MERGED = '"x-kubernetes-patch-merge-key": "name", "x-kubernetes-patch-strategy": "merge"';
const OPENAPIS = [
  ...["", "{", "[]", "1", '{"definitions": []}', '{"definitions": {"a": 1}}', "definitions:\n  a: {}\n"],
  ...[MERGED, `${MERGED}, "$ref": ""`, `${MERGED}, "$ref": 1`, `${MERGED}, "$ref": "#/definitions/nope"`].map(OPENAPI),
  ...['"x-kubernetes-patch-strategy": 1', '"x-kubernetes-patch-merge-key": ["name"]', '"items": []'].map(OPENAPI),
];

export function oddConfigurations(): OddInput[] {
  const lists = Object.entries(LISTS).flatMap(([list, use]) =>
    SPECS.map((specs) => configuration(`${list}: ${specs}`, use)),
  );
  return [
    ...lists,
    configuration("images: [{path: 1}]", LISTS["images"] ?? ""),
    ...INFINITE.map((text) => configuration(text, "namePrefix: p-")),
    ...REFERENCES.map((references) => configuration(`nameReference: ${references}`, "namePrefix: p-")),
    ...Object.entries(DOCUMENTS).map(([what, text]) => ({
      ...configuration(text, "namePrefix: p-"),
      line: `configurations: ${what}`,
    })),
    ...CRDS.map((text) =>
      input("crds", text, "crds: [c]\nnamePrefix: p-\nlabels: [{pairs: {l: v}, includeSelectors: true}]"),
    ),
    ...OPENAPIS.map((text) =>
      input("openapi", text, `openapi: {path: c}\npatches: [{patch: ${JSON.stringify(PATCH)}}]`),
    ),
  ];
}

const PATCH = "{apiVersion: x.io/v1, kind: Foo, metadata: {name: foo}, spec: {list: [{name: b, v: 3}, {name: z}]}}";

function configuration(text: string, use: string): OddInput {
  return input("configurations", text, `configurations: [c]\n${use}`);
}

function input(field: string, text: string, kustomization: string): OddInput {
  const files = { "r.yaml": OBJECTS, c: text, "kustomization.yaml": `resources: [r.yaml]\n${kustomization}\n` };
  return { line: `${field}: ${text}`, files };
}
