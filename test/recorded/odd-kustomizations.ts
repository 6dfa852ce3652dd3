/**
 * Kustomizations with something odd in one place: a value of another type in each field that there is; and, run by itself, what the
 * real program makes of them:
 *
 *   KUSTOMIZE=FILE bun test/recorded/odd-kustomizations.ts
 *
 * writes test/cases/odd-kustomizations/kustomize.jsonl.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MemoryFileSystem } from "../../src/base/index.ts";
import { kustomizeInMemory } from "../kustomize-in-memory.ts";
import { ask, type Answer } from "./ask.ts";

export const RECORDING = resolve(import.meta.dir, "../cases/odd-kustomizations/kustomize.jsonl");

export interface Answered {
  /** The field and its value. */
  readonly line: string;
  readonly exit: number;
  /** What is built, by its digest. */
  readonly built: string;
  readonly said: string;
}

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

export interface OddKustomization {
  readonly line: string;
  readonly text: string;
}

export function oddKustomizations(): OddKustomization[] {
  return PLACES.flatMap(([place, frame, fields]) =>
    fields.split(" ").flatMap((field) =>
      VALUES.map((value) => {
        const changed = frame.replace("@", () => `${field}: ${value}`);
        const line = `${place === "" ? "" : `${place}: `}${field}: ${value}`;
        return { line, text: changed.startsWith("{") ? withResources(changed) : `resources: [r.yaml]\n${changed}\n` };
      }),
    ),
  );
}

/** To a kustomization in braces. */
function withResources(text: string): string {
  return text.replace("{", "{resources: [r.yaml], ");
}

/** What our own makes of one, in this process. */
export async function builtInMemory({ line, text }: OddKustomization): Promise<Answered> {
  const cwd = "/work";
  const files = new MemoryFileSystem({ [`${cwd}/r.yaml`]: RESOURCES, [`${cwd}/kustomization.yaml`]: text });
  const { exit, out, err } = await kustomizeInMemory(["build"], { files, cwd, variables: new Map([["HOME", cwd]]) });
  return answered(line, { exit, stdout: out, stderr: err, folder: cwd });
}

async function builtBy(program: string, { line, text }: OddKustomization): Promise<Answered> {
  const folder = mkdtempSync(join(tmpdir(), "lade-kustomization-"));
  try {
    writeFileSync(join(folder, "r.yaml"), RESOURCES);
    writeFileSync(join(folder, "kustomization.yaml"), text);
    const answer = await ask([program, "build"], { cwd: folder, env: { HOME: folder } });
    return answered(line, { ...answer, folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function answered(line: string, { exit, stdout, stderr, folder }: Answer & { folder: string }): Answered {
  const digest = new Bun.CryptoHasher("sha256").update(stdout).digest("hex").slice(0, 16);
  return { line, exit, built: stdout === "" ? "" : digest, said: steady(stderr, folder) };
}

function steady(text: string, folder: string): string {
  return text.replaceAll(folder, "$FOLDER").replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm, "");
}

async function record(): Promise<void> {
  const answers: Answered[] = [];
  for (const one of oddKustomizations()) answers.push(await builtBy(process.env["KUSTOMIZE"] ?? "kustomize", one));
  // Where the program panics there is nothing to be held to.
  const told = answers.filter(({ said }) => !said.includes("goroutine "));
  mkdirSync(resolve(RECORDING, ".."), { recursive: true });
  writeFileSync(RECORDING, told.map((one) => `${JSON.stringify(one)}\n`).join(""));
  console.log(`${told.length} answers, ${answers.length - told.length} panics`);
}

if (import.meta.main) await record();
