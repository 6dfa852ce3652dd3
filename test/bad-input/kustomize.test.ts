/** Kustomizations that are wrong. `BAD_INPUT_KUSTOMIZE` holds Kustomize against the same cases, but for those where it is worse. */
import { describe, expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { refuses as check, type Case } from "./check.ts";
import { againstPeer, runHelm } from "./run-helm.ts";
import { type Files, Scratch } from "./scratch.ts";
import { HalfServer } from "./servers.ts";

type Refused = Omit<Case, "args" | "dialects"> & { readonly args?: readonly string[] };

function refuses(name: string, one: Refused): void {
  check(name, { args: ["build"], ...one, dialects: ["kustomize"] });
}

const map = (name: string, more = ""): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;
/** Nine aliases of the level below on every level: 9^12 elements. */
const bomb = [
  "a0: &a0 [x]",
  ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`),
].join("\n");
const build = (kustomization: string, more: Files = {}): Files => ({
  "kustomization.yaml": kustomization,
  ...more,
});

describe("cycles", () => {
  refuses("a base that is the folder itself", {
    files: build("resources: [.]"),
    error: /cycle detected: candidate root '\$WORK' contains visited root '\$WORK'$/,
  });
  refuses("a base above", {
    files: { "a/kustomization.yaml": "resources: [../../work]" },
    args: ["build", "a"],
    error: /cycle detected: candidate root '\$WORK' contains visited root '\$WORK\/a'$/,
  });
  refuses("two that name each other", {
    files: { "a/kustomization.yaml": "resources: [../b]", "b/kustomization.yaml": "resources: [../a]" },
    args: ["build", "a"],
    error: /cycle detected: candidate root '\$WORK\/a' contains visited root '\$WORK\/a'$/,
  });
  refuses("by way of a link", {
    files: { "a/kustomization.yaml": "resources: [b]", "a/b": { link: "../a" } },
    args: ["build", "a"],
    error: /cycle detected: candidate root '\$WORK\/a' contains visited root '\$WORK\/a'$/,
  });
  refuses("a link to itself", {
    files: build("resources: [a]", { a: { link: "a" } }),
    error: /evalsymlink failure on '\$WORK\/a' : /,
  });
  refuses("components", {
    files: {
      "kustomization.yaml": "components: [c]",
      "c/kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [../c]",
    },
    error: /cycle detected: candidate root '\$WORK\/c' contains visited root '\$WORK\/c'/,
  });
});

/** A kustomization for each level that names the next. How many a build reads at all: src/kustomize/load/loader.test.ts. */
function levels(depth: number): Files {
  const text = (level: number): string =>
    level + 1 < depth ? `resources: [../a${level + 1}]` : "configMapGenerator: [{name: x}]";
  return Object.fromEntries(Array.from({ length: depth }, (_, level) => [`a${level}/kustomization.yaml`, text(level)]));
}

describe("trees", () => {
  refuses("that are too deep", {
    files: levels(600),
    args: ["build", "a0"],
    stricter: true,
    error: /kustomizations are nested deeper than 500$/,
  });
});

describe("files outside the root", () => {
  const outside = { "../secret.yaml": map("secret"), "../folder/x": "x" };
  const refused = /security; file '\$WORK\/[^']+' is not in or below '\$WORK(?:\/app)?'/;
  refuses("a resource", {
    files: { "app/kustomization.yaml": "resources: [../m.yaml]", "m.yaml": map("m") },
    args: ["build", "app"],
    error: refused,
  });
  refuses("a resource through a link", {
    files: build("resources: [m.yaml]", { ...outside, "m.yaml": { link: "../secret.yaml" } }),
    error: refused,
  });
  refuses("a file through a linked folder", {
    files: build("configMapGenerator: [{name: x, files: [f/x]}]", { ...outside, f: { link: "../folder" } }),
    error: refused,
  });
  refuses("a patch through a link", {
    files: build("resources: [m.yaml]\npatches: [{path: p.yaml}]", {
      ...outside,
      "m.yaml": map("m"),
      "p.yaml": { link: "../secret.yaml" },
    }),
    error: refused,
  });
  refuses("an absolute path", {
    files: build("configMapGenerator: [{name: x, files: [/etc/hostname]}]"),
    error: /security; file '\/etc\/hostname' is not in or below '\$WORK'/,
  });
  refuses("an absolute base", { files: build("resources: [/etc]"), error: /new root '\/etc' cannot be absolute$/ });
  refuses("an environment file", {
    files: build("configMapGenerator: [{name: x, envs: [../../../../etc/passwd]}]"),
    error: /security; file '\S*etc\/passwd' is not in or below '\$WORK'/,
  });
});

describe("the kustomization", () => {
  refuses("with an unknown field", {
    files: build("resource: [a.yaml]"),
    error: 'invalid Kustomization: json: unknown field "resource"',
  });
  refuses("with an unknown field in a field", {
    files: build("images: [{name: a, newTagg: b}]"),
    error: 'invalid Kustomization: json: unknown field "newTagg"',
  });
  refuses("with a field of another type", {
    files: build("resources: {a: b}"),
    error:
      /^invalid Kustomization: json: cannot unmarshal object into Go struct field Kustomization.resources of type \[\]string$/,
  });
  refuses("that is no YAML", {
    files: build("a: [1\nb: 2\n"),
    error: "invalid Kustomization: yaml: line 1: did not find expected ',' or ']'",
  });
  refuses("that is a list", {
    files: build("- a\n"),
    error: /^invalid Kustomization: json: cannot unmarshal array into Go value of type types.Kustomization$/,
  });
  refuses("that is empty", { files: build(""), error: "kustomization.yaml is empty" });
  refuses("with a tab", { files: build("resources:\n\t- a\n"), error: /found character that cannot start any token$/ });
  refuses("twice", {
    files: build("resources: []", { Kustomization: "" }),
    error: "Found multiple kustomization files under: $WORK",
  });
  refuses("that is not there", {
    error: "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '$WORK'",
  });
  refuses("that is a folder", {
    files: { "kustomization.yaml/": "" },
    error: /^unable to find one of 'kustomization.yaml'/,
  });
  refuses("of another kind", {
    files: build("kind: Other\nresources: [a]"),
    error: /kind should be Kustomization or Component$/,
  });
  refuses("with aliases of aliases", { files: build(`${bomb}\n`), error: /document contains excessive aliasing$/ });
  refuses("with bytes that are no text", {
    files: { "kustomization.yaml": Uint8Array.from([0xff, 0xfe, 0xfd]) },
    error: /^invalid Kustomization: /,
  });
});

describe("resources", () => {
  const resources = (text: string | Uint8Array): Files => build("resources: [m.yaml]", { "m.yaml": text });
  refuses("that are not there", {
    files: build("resources: [nope.yaml]"),
    error:
      /accumulating resources from 'nope.yaml': evalsymlink failure on '\$WORK\/nope.yaml' : lstat \$WORK\/nope.yaml: no such file or directory/,
  });
  refuses("that are no YAML", {
    files: resources("a: [1\nb: 2\n"),
    error:
      /accumulating resources from 'm.yaml': MalformedYAMLError: yaml: line 1: did not find expected ',' or ']' in File: m.yaml$/,
  });
  refuses("without a kind", {
    files: resources("a: b\n"),
    error: /accumulating resources from 'm.yaml': missing Resource metadata'/,
  });
  refuses("without a name", {
    files: resources("apiVersion: v1\nkind: ConfigMap\n"),
    error:
      /accumulating resources from 'm.yaml': missing metadata.name in object \{\{v1 ConfigMap\} \{\{ \} map\[\] map\[\]\}\}/,
  });
  refuses("twice the same", {
    files: resources(`${map("m")}---\n${map("m")}`),
    error: /may not add resource with an already registered id: ConfigMap.v1.\[noGrp\]\/m.\[noNs\]/,
  });
  refuses("the same from two files", {
    files: build("resources: [a.yaml, b.yaml]", { "a.yaml": map("m"), "b.yaml": map("m") }),
    error:
      /merging resources from 'b.yaml': may not add resource with an already registered id: ConfigMap.v1.\[noGrp\]\/m.\[noNs\]/,
  });
  refuses("that are binary", {
    files: resources(Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255)),
    error: /accumulating resources from 'm.yaml': MalformedYAMLError: yaml: /,
  });
  refuses("with NUL", {
    files: resources("a: b\0c\n"),
    error: /MalformedYAMLError: yaml: control characters are not allowed in File: m.yaml/,
  });
  refuses("with aliases of aliases", {
    files: resources(`${map("m")}${bomb}\n`),
    stricter: true,
    error: /accumulating resources from 'm.yaml': .*excessive aliasing/,
  });
  refuses("with an anchor that is not there", {
    files: resources(map("m", "data: {a: *b}\n")),
    error: /MalformedYAMLError: yaml: unknown anchor 'b' referenced in File: m.yaml/,
  });
  refuses("with an anchor in itself", {
    files: resources(map("m", "data: &a {b: *a}\n")),
    stricter: true,
    error: /anchor 'a' value contains itself/,
  });
  refuses("nested too deeply", {
    files: resources(map("m", `data: ${"[".repeat(20_000)}`)),
    error: /exceeded max depth of 10000/,
  });
  refuses("with half a separator", {
    files: resources(`${map("a")}--- x\n${map("b")}`),
    error: /invalid document separator: --- x/,
  });
});

describe("patches", () => {
  const two = { "m.yaml": `${map("a")}---\n${map("b")}` };
  refuses("without a target that is there", {
    files: build("resources: [m.yaml]\npatches: [{path: p.yaml}]", { ...two, "p.yaml": map("c", "data: {x: y}\n") }),
    error:
      /no resource matches strategic merge patch "ConfigMap.v1.\[noGrp\]\/c.\[noNs\]": no matches for Id ConfigMap.v1.\[noGrp\]\/c.\[noNs\]; failed to find unique target for patch ConfigMap.v1.\[noGrp\]\/c.\[noNs\]/,
  });
  refuses("of several documents with one target", {
    files: build("resources: [m.yaml]\npatches: [{path: p.yaml, target: {kind: ConfigMap}}]", {
      ...two,
      "p.yaml": `${map("a")}---\n${map("b")}`,
    }),
    error:
      /Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set `patches.target` field: \[path: "p.yaml"\]/,
  });
  refuses("with several that match", {
    files: build("resources: [one, two]\npatches: [{path: p.yaml}]", {
      "one/kustomization.yaml": "namePrefix: x-\nresources: [m.yaml]",
      "one/m.yaml": map("m"),
      "two/kustomization.yaml": "namePrefix: y-\nresources: [m.yaml]",
      "two/m.yaml": map("m"),
      "p.yaml": map("m", "data: {x: y}\n"),
    }),
    error:
      /multiple matches for Id ConfigMap.v1.\[noGrp\]\/m.\[noNs\]; failed to find unique target for patch ConfigMap.v1.\[noGrp\]\/m.\[noNs\]/,
  });
  refuses("that are no YAML", {
    files: build("resources: [m.yaml]\npatches: [{path: p.yaml}]", { ...two, "p.yaml": "a: [" }),
    error: /unable to parse SM or JSON patch from \[path: "p.yaml"\]/,
  });
  refuses("that are not there", {
    files: build("resources: [m.yaml]\npatches: [{path: p.yaml}]", two),
    error:
      /failed to get the patch file from path\(p.yaml\): evalsymlink failure on '\$WORK\/p.yaml' : lstat \$WORK\/p.yaml: no such file or directory/,
  });
  refuses("with a path that is not there", {
    files: build(
      "resources: [m.yaml]\npatches: [{target: {kind: ConfigMap}, patch: '- {op: remove, path: /data/x}'}]",
      two,
    ),
    error: /remove operation does not apply: doc is missing path: "\/data\/x"|Unable to remove nonexistent key/,
  });
  refuses("with a wrong expression for names", {
    files: build("resources: [m.yaml]\npatches: [{target: {name: '('}, patch: '- {op: remove, path: /data}'}]", two),
    error: /error parsing regexp: missing closing \): `\^\(\$`|missing closing/,
  });
});

describe("aliases of aliases", () => {
  const bounded = ["in definitions", "in a configuration", "in replacements"];
  const cases: readonly [name: string, kustomization: string, before: string, error: RegExp][] = [
    ["in a strategic merge patch", "patches: [{path: p.yaml}]", map("m"), /unable to parse SM or JSON patch from/],
    ["in a schema", "openapi: {path: p.yaml}", "", /excessive aliasing$/],
    ["in definitions", "crds: [p.yaml]", "", /^loading CRDs \[p.yaml\]: .*excessive aliasing$/],
    ["in a configuration", "configurations: [p.yaml]", "", /excessive aliasing$/],
    ["in replacements", "replacements: [{path: p.yaml}]", "", /excessive aliasing/],
    ["in a transformer", "transformers: [p.yaml]", map("m"), /excessive aliasing/],
    ["in a generator", "generators: [p.yaml]", map("m"), /excessive aliasing/],
  ];
  for (const [name, text, before, error] of cases) {
    refuses(name, {
      files: build(`resources: [m.yaml]\n${text}`, { "m.yaml": map("m"), "p.yaml": `${before}${bomb}\n` }),
      stricter: !bounded.includes(name),
      error,
    });
  }
});

describe("generators", () => {
  const generator = (text: string, more: Files = {}) => build(`configMapGenerator: [${text}]`, more);
  refuses("with a file that is not there", {
    files: generator("{name: x, files: [nope.txt]}"),
    error:
      /^loading KV pairs: file sources: \[nope.txt\]: evalsymlink failure on '\$WORK\/nope.txt' : lstat \$WORK\/nope.txt: no such file or directory$/,
  });
  refuses("with a folder", {
    files: generator("{name: x, files: [d]}", { "d/": "" }),
    error: /'\$WORK\/d' must resolve to a file$/,
  });
  refuses("with an environment file that is not there", {
    files: generator("{name: x, envs: [nope.env]}"),
    error: /^loading KV pairs: env source files: \[nope.env\]: evalsymlink failure/,
  });
  refuses("with an environment file outside UTF-8", {
    files: generator("{name: x, envs: [e.env]}", { "e.env": Uint8Array.from([0x41, 0x3d, 0xff, 0x0a]) }),
    error: /^loading KV pairs: env source files: \[e.env\]: line \[65 61 255\] has invalid utf8 bytes : A=/,
  });
  refuses("with a literal that is none", {
    files: generator("{name: x, literals: [nothing]}"),
    error: "loading KV pairs: literal sources [nothing]: invalid literal source nothing, expected key=value",
  });
  refuses("with a key twice", {
    files: generator("{name: x, literals: [a=1, a=2]}"),
    error: /configmap x illegally repeats the key `a`|cannot add key a, another key by that name already exists/,
  });
  refuses("without a name", { files: generator("{literals: [a=1]}"), error: /missing metadata.name|name/ });
  refuses("of the same name twice", {
    files: generator("{name: x, literals: [a=1]}, {name: x, literals: [a=2]}"),
    error:
      /id resid.ResId\{.*Name:"x".*\} exists; can not use behavior: 'unspecified', behavior must be merge or replace$/,
  });
  refuses("that merge into nothing", {
    files: generator("{name: x, behavior: merge, literals: [a=1]}"),
    error: /id resid.ResId\{.*Name:"x".*\} does not exist; cannot merge or replace/,
  });
  test("take binary files as they are", async () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255);
    using scratch = new Scratch(generator("{name: x, files: [b.bin]}", { "b.bin": bytes }));
    const { exitCode, stdout, stderr } = await runHelm(scratch, ["build"], { dialect: "kustomize" });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { binaryData } = Bun.YAML.parse(stdout) as { binaryData: Record<string, string> };
    expect(Buffer.from(binaryData["b.bin"]?.replaceAll(/\s/g, "") ?? "", "base64").equals(bytes)).toBe(true);
  });
});

describe("programs", () => {
  const run = (script: string): Files => ({
    "kustomization.yaml": "resources: [m.yaml]\ntransformers: [t.yaml]\n",
    "m.yaml": map("m"),
    "t.yaml":
      "apiVersion: x/v1\nkind: T\nmetadata:\n  name: t\n  annotations:\n    config.kubernetes.io/function: |\n" +
      `      exec: {path: /bin/sh, args: ["-c", "${script}"]}\n`,
  });
  const args = ["build", "--enable-alpha-plugins", "--enable-exec"];
  refuses("one that fails", { files: run("exit 3"), args, error: "couldn't execute function: exit status 3" });
  refuses("one that is killed", {
    files: run("kill -9 $$"),
    args,
    error: "couldn't execute function: signal: killed",
  });
});

describe("sizes", () => {
  refuses("10 MB that end too early", {
    files: build("resources: [m.yaml]", {
      "m.yaml": `${map("m")}data:\n  l:\n${"  - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(300_000)}b: [\n`,
    }),
    error: /MalformedYAMLError: yaml: line \d+: did not find expected node content in File: m.yaml/,
    peakMbMax: 700,
  });
});

describe("files that are written", () => {
  refuses("nothing when the build fails", {
    files: build("resources: [nope.yaml]", { "out.yaml": "before" }),
    args: ["build", "-o", "out.yaml"],
    error: /no such file or directory/,
  });
  refuses("a folder that is not there", {
    files: build("resources: [m.yaml]", { "m.yaml": map("m") }),
    args: ["build", "-o", "out/"],
    error: "open out/: is a directory",
  });
  refuses("edit of a kustomization that is no YAML", {
    files: build("a: [1\nb: 2\n"),
    args: ["edit", "set", "namespace", "x"],
    error: /^invalid Kustomization: yaml: line 1: did not find expected ',' or '\]'/,
  });
});

describe("remotes that hang", () => {
  // Kustomize would wait for ever.
  test.skipIf(againstPeer)("a file", async () => {
    using silent = new HalfServer("never answers");
    // The timeout of an address that could be a repository holds for the file as well.
    const url = `${silent.url}/org/repo/p.yaml?timeout=300ms`;
    using scratch = new Scratch({ "kustomization.yaml": `patches: [{path: "${url}"}]` });
    const { exitCode, stderr } = await runHelm(scratch, ["build"], { dialect: "kustomize" });
    expect(stderr).toContain(`failed to get the patch file from path(${url}): Get "${url}": `);
    expect(stderr.match(/^Error: /gm)?.length).toBe(1);
    expect(exitCode).toBe(1);
  });
});

/** Nobody else on the machine may know where Helm looks for plugins and credentials. */
describe("a program that renders charts", () => {
  const PROGRAM = `#!/bin/sh
[ "$1" = version ] && echo v3.0.0 && exit
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {home: "%s", values: "%s", read: "%s"}\n' "$HELM_CONFIG_HOME" "$5" "$(cat "$5")"
`;

  test("has a folder of this build alone, which goes", async () => {
    using scratch = new Scratch({
      ...{ "charts/c/values.yaml": "a: 1", "kustomization.yaml": "helmCharts: [{name: c}]", "tmp/": "" },
      program: PROGRAM,
    });
    chmodSync(join(scratch.folder, "program"), 0o755);
    const before = scratch.list();
    const args = ["build", "--enable-helm", "--helm-command", "./program"];
    const env = { TMPDIR: join(scratch.folder, "tmp") };
    const folders = new Set<string>();
    for (let i = 0; i < 2; i++) {
      const { stdout, stderr } = await runHelm(scratch, args, { dialect: "kustomize", env });
      const [, folder] = /home: (.*)\/helm\n/.exec(stdout) ?? [];
      expect(folder, stderr).toStartWith(`${env.TMPDIR}/kustomize-helm-`);
      expect(stdout).toContain(`values: ${folder}/c-kustomize-values.yaml\n`);
      expect(stdout).toContain("read: 'a: 1'\n");
      folders.add(folder ?? "");
    }
    expect(folders.size).toBe(2);
    expect(scratch.list()).toEqual(before);
  });
});
