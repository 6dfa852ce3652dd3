/**
 * Kustomizations with something odd in one place: a value of another type in each field that there is; and, run by itself, what the
 * real program makes of them:
 *
 *   KUSTOMIZE=FILE bun test/recorded/odd-kustomizations.ts
 *
 * writes test/cases/odd-kustomizations/kustomize.jsonl.
 */
import { resolve } from "node:path";
import { recordAnswers, type OddInput } from "./odd-build.ts";

export const RECORDING = resolve(import.meta.dir, "../cases/odd-kustomizations/kustomize.jsonl");

const RESOURCES = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d, labels: {app: x}}
spec:
  replicas: 1
  selector: {matchLabels: {app: x}}
  template:
    metadata: {labels: {app: x}}
    spec: {containers: [{name: c, image: "nginx:1"}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cm}
data: {a: "1"}
`;

const VALUES = [
  ...["~", '""', "a", '"a b"', "1", "-1.5", "true", '"true"', "2020-01-01", "0x10", ".inf", "é", "a/b", "a:b"],
  ...[
    "[]",
    "[a]",
    "[1]",
    "[~]",
    "[[a]]",
    "[{a: b}]",
    "{}",
    "{a: b}",
    "{a: 1}",
    "{a: ~}",
    "{a: [b]}",
    "&x a",
    "a: b: c",
  ],
];

/** Where a field may stand: `@` is the field and its value. */
const PLACES: readonly (readonly [place: string, frame: string, fields: string])[] = [
  [
    "",
    "@",
    "apiVersion kind metadata components bases patches patchesStrategicMerge images imageTags replicas labels commonLabels " +
      "commonAnnotations configMapGenerator secretGenerator generatorOptions vars replacements namePrefix nameSuffix " +
      "namespace openapi transformers generators validators configurations crds sortOptions buildMetadata unknown Labels",
  ],
  ["metadata", "metadata: {@}", "name labels annotations unknown"],
  ["images", "images: [{name: nginx, @}]", "newName newTag digest tagSuffix unknown"],
  ["replicas", "replicas: [{name: d, @}]", "count unknown"],
  ["labels", "labels: [{pairs: {a: b}, @}]", "includeSelectors includeTemplates fields"],
  ["labels", "labels: [{@}]", "pairs"],
  [
    "labels.fields",
    "labels: [{pairs: {a: b}, fields: [{path: spec/x, create: true, @}]}]",
    "group version kind unknown",
  ],
  ["labels.fields", "labels: [{pairs: {a: b}, fields: [{@}]}]", "path create"],
  [
    "configMapGenerator",
    "configMapGenerator: [{name: g, @}]",
    "namespace behavior literals files env envs options type",
  ],
  ["secretGenerator", "secretGenerator: [{@}]", "name type literals options"],
  ["options", "configMapGenerator: [{name: g, options: {@}}]", "labels annotations disableNameSuffixHash immutable"],
  ["generatorOptions", "{configMapGenerator: [{name: g}], generatorOptions: {@}}", "labels annotations immutable"],
  ["patches", 'patches: [{patch: "[{op: remove, path: /spec/replicas}]", @}]', "target path options unknown"],
  ["patches", "patches: [{target: {kind: Deployment}, @}]", "patch"],
  [
    "target",
    'patches: [{patch: "[{op: remove, path: /spec/replicas}]", target: {@}}]',
    "group version kind name namespace labelSelector annotationSelector unknown",
  ],
  ["vars", "vars: [{name: X, objref: {kind: ConfigMap, name: cm, apiVersion: v1}, @}]", "fieldref unknown"],
  ["objref", "vars: [{name: X, objref: {@}}]", "kind name namespace apiVersion group"],
  ["replacements", "replacements: [{@}]", "source targets path sourceValue unknown"],
  ["source", "replacements: [{source: {kind: ConfigMap, @}, targets: []}]", "name group fieldPath options"],
  [
    "targets",
    "replacements: [{source: {kind: ConfigMap, name: cm, fieldPath: data.a}, targets: [{select: {kind: Deployment}, @}]}]",
    "reject fieldPaths options",
  ],
  [
    "target's options",
    "replacements: [{source: {kind: ConfigMap, name: cm, fieldPath: data.a}, targets: [{select: {kind: Deployment}, fieldPaths: [spec.x], options: {@}}]}]",
    "delimiter index encoding create",
  ],
  ["sortOptions", "sortOptions: {@}", "order legacySortOptions unknown"],
  ...["add", "remove", "replace", "move", "copy", "test"].map(
    (op) =>
      [
        `patch, ${op}`,
        `patches: [{target: {kind: ConfigMap}, patch: '[{op: ${op}, @}]'}]`,
        op === "move" || op === "copy" ? "path from" : "path",
      ] as const,
  ),
];

export function oddKustomizations(): OddInput[] {
  return PLACES.flatMap(([place, frame, fields]) =>
    fields.split(" ").flatMap((field) =>
      VALUES.map((value) => {
        const changed = frame.replace("@", () => `${field}: ${value}`);
        const line = `${place === "" ? "" : `${place}: `}${field}: ${value}`;
        const text = changed.startsWith("{") ? withResources(changed) : `resources: [r.yaml]\n${changed}\n`;
        return { line, files: { "r.yaml": RESOURCES, "kustomization.yaml": text } };
      }),
    ),
  );
}

/** To a kustomization in braces. */
function withResources(text: string): string {
  return text.replace("{", "{resources: [r.yaml], ");
}

if (import.meta.main) await recordAnswers(RECORDING, oddKustomizations());
