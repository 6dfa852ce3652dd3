/** Patches of both kinds with odd operations, paths, directives and targets. */
import type { OddInput } from "../odd-build.ts";
import { OBJECTS } from "./objects.ts";

const CONTAINERS = "/spec/template/spec/containers";
const POINTERS = [
  ...[
    "",
    "/",
    "spec",
    "/spec/",
    "/spec/replicas/x",
    "/spec/nope",
    "/spec/nope/x",
    "/metadata/labels/a~1b",
    "/metadata/labels/a~2b",
  ],
  ...["/metadata/name", "/kind", "/metadata"],
  ...["/0", "/2", "/3", "/-", "/-1", "/-3", "/00", "/+1", "/x", "/", "/9/image", "/99999999999999999999"].map(
    (end) => CONTAINERS + end,
  ),
];
const OPERATIONS: readonly ((path: string) => object)[] = [
  (path) => ({ op: "add", path, value: {} }),
  (path) => ({ op: "replace", path, value: "v" }),
  (path) => ({ op: "test", path, value: "1" }),
  (path) => ({ op: "remove", path }),
  (path) => ({ op: "move", from: path, path: "/spec/x" }),
  (path) => ({ op: "copy", from: "/spec/replicas", path }),
];
const OPERATION_TEXTS = [
  ...[
    "[{op: remove, path: /spec/replicas}]",
    '[{"op": "remove", "path": "/spec/replicas"},]',
    "op: remove\n",
    "- a",
    "[]",
    "- ~",
  ],
  ...[
    "- op: Remove\n  path: /spec/replicas\n",
    "- Op: remove\n  path: /spec\n",
    "- op: remove\n  path: 1\n",
    "- path: /spec\n",
  ],
  ...["- op: test\n  path: /spec/replicas\n  value: 1.0\n", "- op: replace\n  path: /spec/replicas\n  value: .inf\n"],
  ...[
    "- op: replace\n  path: /spec/replicas\n  value: 2020-01-01\n",
    "- op: remove\n  op: add\n  path: /spec/replicas\n",
  ],
];

const DIRECTIVES = ["delete", "replace", "merge", "Delete", "~", "[delete]"];
const PLACES = [
  ...["$patch: @", "spec: {$patch: @, x: y}", "spec: {template: {spec: {containers: [{$patch: @, name: c}]}}}"],
  ...[
    "spec: {template: {spec: {containers: [{$patch: @}, {name: n, image: i}]}}}",
    "metadata: {name: d, labels: {$patch: @}}",
  ],
];
const LISTS = ["[a, c]", "[zz]", "[]", "~", "a", "[1]", "[{name: e}]"];
const LIST_DIRECTIVES = [
  ...[
    "$deleteFromPrimitiveList/args: @",
    "$setElementOrder/args: @, args: [z]",
    "$retainKeys: @, image: i",
    "$deleteFromPrimitiveList: @",
  ],
];
const VALUES = [
  "~",
  "{}",
  "[]",
  "a",
  "[a]",
  "[~]",
  "[{}]",
  "[{name: a}]",
  "[{v: 9}]",
  "{k: ~}",
  "[{name: c, args: ~}]",
];
const TARGETS = [
  ...[
    "~",
    "{}",
    "{kind: deployment}",
    "{kind: 'Deployment|Foo'}",
    "{name: '('}",
    "{name: '(?i)D'}",
    "{namespace: default}",
  ],
  ...[
    "{labelSelector: 'app in (x,)'}",
    "{labelSelector: 'app='}",
    "{labelSelector: '!app=x'}",
    "{annotationSelector: 't=a b'}",
  ],
];

export function oddPatches(): OddInput[] {
  const containers = (entry: string): string => `spec: {template: {spec: {containers: [{name: c, ${entry}}]}}}`;
  return [
    ...POINTERS.flatMap((path) => OPERATIONS.map((operation) => json(JSON.stringify([operation(path)])))),
    ...OPERATION_TEXTS.flatMap((text) => [json(text), formerly(text)]),
    ...PLACES.flatMap((place) => DIRECTIVES.map((directive) => merge(place.replace("@", directive)))),
    ...LIST_DIRECTIVES.flatMap((directive) => LISTS.map((list) => merge(containers(directive.replace("@", list))))),
    ...VALUES.flatMap((value) => [
      merge(`spec: {template: {spec: {containers: ${value}}}}`),
      merge(`metadata: {name: d, labels: ${value}}`),
      patch(`patch: "{apiVersion: x.io/v1, kind: Foo, metadata: {name: foo}, spec: {list: ${value}, map: ${value}}}"`),
    ]),
    ...TARGETS.flatMap((target) =>
      ["spec: {x: y}", "kind: New\nmetadata: {name: new}"].map((text) =>
        patch(
          `target: ${target}, patch: ${JSON.stringify(`apiVersion: v1\nkind: Any\nmetadata: {name: any}\n${text}`)}`,
        ),
      ),
    ),
  ];
}

function json(text: string): OddInput {
  return patch(`target: {kind: Deployment}, patch: ${JSON.stringify(text)}`);
}

function formerly(text: string): OddInput {
  const entry = `{target: {kind: Deployment, name: d, version: v1, group: apps}, patch: ${JSON.stringify(text)}}`;
  return input(`patchesJson6902: [${entry}]`);
}

function merge(text: string): OddInput {
  const head = text.startsWith("metadata") ? "" : "metadata: {name: d}\n";
  return patch(`patch: ${JSON.stringify(`apiVersion: apps/v1\nkind: Deployment\n${head}${text}`)}`);
}

function patch(entry: string): OddInput {
  return input(`patches: [{${entry}}]`);
}

function input(field: string): OddInput {
  return { line: field, files: { "r.yaml": OBJECTS, "kustomization.yaml": `resources: [r.yaml]\n${field}\n` } };
}
