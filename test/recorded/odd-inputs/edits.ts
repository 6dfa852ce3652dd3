/** `kustomize edit` of odd kustomizations. */
import type { OddInput } from "../odd-build.ts";
import { OBJECTS } from "./objects.ts";

const KUSTOMIZATIONS: Readonly<Record<string, string>> = {
  comments:
    "# head\n\n# before\nresources: # side\n# inside\n- r.yaml # item\n\n# between\nnamePrefix: p- # np\nimages:\n# first\n- name: nginx\n  newTag: '1'\n# foot\n",
  anchors: "commonLabels: &l {a: b}\ncommonAnnotations: *l\n",
  braces: "{resources: [r.yaml], namePrefix: p-}\n",
  unknown: "resources: [r.yaml]\nunknown: 1\n",
  "another case": "Resources:\n- r.yaml\nNAMEPREFIX: p-\n",
  bases: "bases: [b]\nresources:\n- r.yaml\n",
  "old patches":
    'resources: [r.yaml]\npatchesStrategicMerge: [p.yaml]\npatchesJson6902:\n- patch: \'[{"op": "remove", "path": "/spec/replicas"}]\'\n  target: {kind: Deployment, name: d}\n',
  vars: "resources: [r.yaml]\nvars:\n- name: V\n  objref: {apiVersion: v1, kind: ConfigMap, name: cm}\n",
  "old labels": "commonLabels: {a: b}\nlabels:\n- pairs: {e: f}\n",
  "labels that clash": "commonLabels: {a: b}\nlabels:\n- pairs: {a: c}\n",
  "image tags": "imageTags: [{name: nginx, newTag: '1'}]\nimages: [{name: redis}]\n",
  ...{ empty: "", comment: "# only\n", nothing: "~\n", text: "a\n", list: "- a\n", marker: "---\nnamePrefix: p-\n" },
  documents: "resources: [r.yaml]\n---\nnamePrefix: p-\n",
  "returns and newlines": "# c\r\nresources:\r\n- r.yaml\r\nnamePrefix: p-\r\n",
  tabs: "namePrefix:\tp-\nresources:\t[r.yaml]\n",
  "no last newline": "resources:\n- r.yaml\nnamePrefix: p-",
  "a mark in front": "\ufeffresources: [r.yaml]\n",
  "another kind": "kind: Foo\nresources: [r.yaml]\n",
  "a key twice": "resources: [r.yaml]\nresources: [s.yaml]\n",
  "all indented": "  resources:\n  - r.yaml\n  namePrefix: p-\n",
  "keys in quotes": "\"resources\":\n- r.yaml\n'namePrefix': p-\n",
  nulls: "resources: ~\nimages: ~\nnamePrefix: ~\nconfigMapGenerator: ~\n",
  "other types": "images: {a: b}\n",
  generators: "configMapGenerator:\n- {name: cm, literals: [a=1], env: f}\n- {name: cm, namespace: q}\n",
};

const COMMANDS = [
  ...[
    "add resource s.yaml",
    "add label n:v",
    "add configmap cm --from-literal=k=v",
    "add patch --path p.yaml --kind Deployment",
  ],
  ...["set image nginx=x:2", "set nameprefix q-", "remove resource *.yaml", "remove label a", "fix", "fix --vars"],
];

/** What is wrong with the words is said before what is wrong with the file. */
const FAULTY_COMMANDS = [
  ...["add patch", "add patch --path p.yaml --patch x", "remove patch --path p.yaml --patch x"],
  ...["set replicas d=9223372036854775808", "set replicas d=1e3"],
];
const FAULTY = ["unknown", "list", "comments"];

export function oddEdits(): OddInput[] {
  const files = {
    "r.yaml": OBJECTS,
    "s.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n",
    "p.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 2}\n",
    f: "A=1\n",
    "b/kustomization.yaml": "namePrefix: b-\n",
  };
  const made = [...["r.yaml,r.yaml", "r.yaml,*.yaml", "r.yaml,nope"], "r.yaml,r.yaml --autodetect"].map(
    (resources) => ({
      line: `create --resources ${resources}`,
      files,
      words: ["create", "--resources", ...resources.split(" ")],
    }),
  );
  const edited = Object.entries(KUSTOMIZATIONS).flatMap(([what, text]) =>
    [...COMMANDS, ...(FAULTY.includes(what) ? FAULTY_COMMANDS : [])].map((command) => ({
      line: `${what}: edit ${command}`,
      files: { ...files, "kustomization.yaml": text },
      words: ["edit", ...command.split(" ")],
    })),
  );
  return [...edited, ...made];
}
