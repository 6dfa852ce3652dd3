/**
 * Records what Go calls the types of fields that are texts, numbers, lists or maps by a name of their own (`PullPolicy`, `ResourceList`): its decoder tells of them.
 * `bun scripts/record-go-names.ts > src/sandbox/schema/go-names.ts`, where `go` and the modules of test/cluster are.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const CLUSTER = resolve(import.meta.dir, "../test/cluster");

/** Package folders by module, and what the table of types calls their group. */
const PACKAGES: readonly (readonly [module: string, folder: RegExp])[] = [
  ["k8s.io/api", /^(\w+)\/(v1|v2)$/],
  ["k8s.io/apimachinery", /^pkg\/apis\/(meta)\/(v1)$/],
  ["k8s.io/apiextensions-apiserver", /^pkg\/apis\/(apiextensions)\/(v1)$/],
  ["k8s.io/kube-aggregator", /^pkg\/apis\/(apiregistration)\/(v1)$/],
];

interface Package {
  readonly group: string;
  readonly version: string;
  readonly text: string;
}

function packages(): Package[] {
  return PACKAGES.flatMap(([module, folder]) => {
    const listed = Bun.spawnSync(["go", "list", "-m", "-f", "{{.Dir}}", module], { cwd: CLUSTER });
    const root = listed.stdout.toString().trim();
    return [...new Bun.Glob("**/types*.go").scanSync(root)].flatMap((path) => {
      const at = path.slice(0, path.lastIndexOf("/"));
      const [, group, version] = folder.exec(at) ?? [];
      if (group === undefined || version === undefined || path.endsWith("_test.go")) return [];
      return [{ group, version, text: readFileSync(join(root, path), "utf8") }];
    });
  });
}

const all = packages();

/** Names of types that are no structs. */
const named = new Set(["UID"]);
/** Those that are lists and maps. */
const whole = new Set<string>();
for (const { text } of all) {
  for (const [, name = "", of = ""] of text.matchAll(/^type (\w+) (string|int32|int64|bool|\[\]|map\[)/gm)) {
    named.add(name);
    if (of.endsWith("[") || of === "[]") whole.add(name);
  }
}

const FIELD = /^\s*\w+\s+\*?((?:\[\]|map\[[\w.]+\])*)(?:\w+\.)?(\w+)\s+`.*json:"([\w-]+)/gm;

function fieldsOf(body: string, version: string): string[] {
  return [...body.matchAll(FIELD)].flatMap(([, , name = "", field = ""]) => {
    if (!named.has(name)) return [];
    const isNew = version === "v2" && /^(Metric|ScalingPolicy|HPAScaling|HorizontalPod)/.test(name);
    const prefix = name === "UID" ? "types" : isNew ? "v2" : "v1";
    return [`${field}:${whole.has(name) ? "=" : ""}${prefix}.${name}`];
  });
}

const lines = all.flatMap(({ group, version, text }) =>
  [...text.matchAll(/^type (\w+) struct \{$([\s\S]*?)^\}$/gm)].flatMap(([, struct = "", body = ""]) => {
    const fields = fieldsOf(body, version);
    return fields.length === 0 ? [] : [`${group}.${version}.${struct} ${fields.join(" ")}`];
  }),
);

console.log(`/** Recorded from the modules of Kubernetes 1.36.3 by scripts/record-go-names.ts, which says how; not written by hand. */
export const GO_NAMES = \`
${[...new Set(lines)].sort().join("\n")}
\`;`);
