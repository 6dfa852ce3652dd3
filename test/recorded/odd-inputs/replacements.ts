/** Replacements with odd sources, targets, paths and options. */
import type { OddInput } from "../odd-build.ts";
import { OBJECTS } from "./objects.ts";

const SOURCES = [
  ...[
    "data",
    "data.nope",
    "data.empty",
    "data.multi",
    "data.json.a.b.0",
    "data.[a]",
    "data.[a",
    "",
    ".",
    "*",
    "data.*",
    "0",
  ],
  ...["metadata.namespace", "data..a", " data.a", "data/a", "data.-"],
];
const CONTAINERS = "spec.template.spec.containers";
const PATHS = [
  ...[
    "spec.replicas",
    "spec.nope.deep",
    "metadata.labels.[a/b]",
    "metadata.labels.a/b",
    "metadata.labels.*",
    "spec.replicas.x",
  ],
  ...["", ".", "*", "spec.*", "[]", "[=]", "spec.[a=b]", "[spec.replicas]", "spec..replicas", " spec.replicas"],
  ...[
    "*.image",
    "[name=c].image",
    "[name=z].image",
    "[name=.*].image",
    "[name=(].image",
    "[name].image",
    "[=c].image",
  ].map(inside),
  ...[
    "0.image",
    "2.image",
    "3.image",
    "-.image",
    "-1.image",
    "+1.image",
    "0.args.*",
    "0.args.[=a]",
    "0.args.9",
    "image",
  ].map(inside),
  ...["0.env.[name=A].value", "0.env.[name=Z].value", "[nope=c].image"].map(inside),
];
const OPTIONS = ["{}", "{create: true}", "{delimiter: ':', index: 1}", "{delimiter: ':', index: -1, create: true}"];
const TEXTS = ["json.a.b.0", "json.a.new", "json.a.b.*", "json.nope.x", "empty.x", "empty", "multi.x", "path", "a.x"];
const SELECTS = [
  ...[
    "~",
    "{}",
    "{kind: Dep}",
    "{kind: Dep.*}",
    "{name: '('}",
    "{name: 'd|foo'}",
    "{namespace: default}",
    "{group: ''}",
  ],
  ...[
    "{labelSelector: 'app in (x)'}",
    "{labelSelector: '('}",
    "{labelSelector: 'app=='}",
    "{annotationSelector: '!t'}",
  ],
];
const FILES = [
  ...["", "a", "- a", "- {}", "{}", "a: b: c", "{sourceValue: x, targets: []}", "{sourceValue: x}", "{path: other}"],
  ...[
    "{sourceValue: 1, targets: [{select: {kind: Foo, name: 1}, fieldPaths: [1]}]}",
    "{Source: {name: 1}, TARGETS: []}",
  ],
];

function inside(path: string): string {
  return `${CONTAINERS}.${path}`;
}

export function oddReplacements(): OddInput[] {
  const text = JSON.stringify;
  return [
    ...SOURCES.map((path) =>
      replacement(`{source: {kind: ConfigMap, fieldPath: ${text(path)}}, ${target(["spec.s"], OPTIONS[1])}}`),
    ),
    ...PATHS.flatMap((path) => OPTIONS.slice(0, 2).map((options) => toDeployment(path, options))),
    ...TEXTS.flatMap((path) =>
      OPTIONS.map((options) =>
        replacement(
          `{${VALUE}, targets: [{select: {kind: ConfigMap}, fieldPaths: [data.${path}], options: ${options}}]}`,
        ),
      ),
    ),
    ...SELECTS.flatMap((select) => [
      replacement(`{${VALUE}, targets: [{select: ${select}, fieldPaths: [spec.x], options: {create: true}}]}`),
      replacement(
        `{${VALUE}, targets: [{select: {version: v1}, reject: [${select}], fieldPaths: [spec.x], options: {create: true}}]}`,
      ),
      replacement(`{source: ${select}, ${target(["spec.s"])}}`),
    ]),
    ...["''", "~", "1", "'1'", "[]"].flatMap((value) =>
      ["s", "n", "none", "list", "new"].map((name) =>
        replacement(`{sourceValue: ${value}, ${target([`spec.${name}`], OPTIONS[1])}}`),
      ),
    ),
    ...FILES.map((content) => ({ ...replacement("{path: f}", content), line: `file with replacements: ${content}` })),
  ];
}

const VALUE = "source: {kind: ConfigMap, fieldPath: data.multi}";

function target(paths: readonly string[], options = "{}"): string {
  return `targets: [{select: {kind: Foo}, fieldPaths: [${paths.join(", ")}], options: ${options}}]`;
}

function toDeployment(path: string, options: string): OddInput {
  return replacement(
    `{${VALUE}, targets: [{select: {name: d}, fieldPaths: [${JSON.stringify(path)}], options: ${options}}]}`,
  );
}

function replacement(entry: string, file = ""): OddInput {
  const kustomization = `resources: [r.yaml]\nreplacements: [${entry}]\n`;
  return { line: `replacement: ${entry}`, files: { "r.yaml": OBJECTS, f: file, "kustomization.yaml": kustomization } };
}
