/** What the trace tells a user: `lade why` in both dialects, and what a terminal shows below Helm's own errors. */
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const MAIN = resolve(import.meta.dir, "../src/main.ts");

/** A machine that does much else at the time. */
setDefaultTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "lade-why-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES: Record<string, string> = {
  "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n",
  "c/values.yaml": "which: none\nname: web\nimage:\n  tag: v1\nbad: ok\nauth: { password: hunter2 }\n",
  "c/templates/c.yaml": `kind: C
metadata: { name: c }
helm: {{ .Capabilities.HelmVersion.Version }}
name: {{ .Values.name | upper | quote }}
bad: {{ .Values.bad }}
{{- if eq .Values.which "missing" }}
a: {{ .Values.image.tga.digest }}
{{- else if eq .Values.which "wrong" }}
a: {{ .Values.name.first }}
{{- else if eq .Values.which "secret" }}
a: {{ .Values.auth.password.first }}
{{- end }}
---
kind: Secret
metadata: { name: s }
data: { password: {{ .Values.auth.password | b64enc }} }
`,
  "many/Chart.yaml": "apiVersion: v2\nname: many\nversion: 1.0.0\n",
  "many/crds/d.yaml":
    "apiVersion: v1\nkind: Definition\nmetadata: { name: d }\nspec: { literal: '{{ no template }}' }\n",
  "many/templates/NOTES.txt": "kind: Note\nmetadata: { name: n }\n",
  "many/templates/two.yaml": `apiVersion: a.example.com/v1
kind: K
metadata: { name: k }
---
apiVersion: b.example.com/v1
kind: K
metadata: { name: k, namespace: other }
spec: {}
`,
  "broken/Chart.yaml": "apiVersion: v2\nname: broken\nversion: 1.0.0\n",
  "broken/templates/b.yaml": "kind: K\na: [\n",
  "crooked/Chart.yaml": "apiVersion: v2\nname: crooked\nversion: 1.0.0\n",
  "crooked/templates/_l.tpl": '{{ define "labels" }}app: {{ .Chart.Name }}\nrel: {{ .Release.Name }}{{ end }}\n',
  "crooked/templates/a.yaml": 'kind: K\nmetadata:\n  labels:\n    a: b\n{{ include "labels" . | indent 3 }}\n',
  "library/Chart.yaml": "apiVersion: v2\nname: library\nversion: 1.0.0\ntype: library\n",
  "moved/Chart.yaml": "apiVersion: v2\nname: moved\nversion: 1.0.0\n",
  "moved/values.yaml": "defaults: { global: { tag: v1 } }\nglobal: { name: web }\n",
  "moved/templates/a.yaml": "kind: K\na: {{ .Values.golbal.tag }}\nb: {{ .Values.global.name.first }}\n",
  // Istio's charts do so: the last template runs first.
  "moved/templates/zzz.yaml":
    '{{ $_ := set . "Values" (mustMergeOverwrite .Values.defaults (omit .Values "defaults")) }}\n',
  "prod.yaml": "name: prod\nimage:\n  tog: v2\n",
};
for (const [name, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

interface Request {
  readonly words: readonly string[];
  readonly helm: "3" | "4";
}

function start({ words, helm }: Request) {
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder, NO_COLOR: "1", LADE_HELM: helm };
  return { command: [process.execPath, MAIN, ...words], options: { cwd: folder, env } };
}

async function piped(request: Request): Promise<{ out: string; err: string }> {
  const { command, options } = start(request);
  const child = Bun.spawn(command, { ...options, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  await child.exited;
  return { out, err };
}

async function onTerminal(request: Request): Promise<string> {
  const { command, options } = start(request);
  const decoder = new TextDecoder();
  let text = "";
  const data = (_: unknown, bytes: Uint8Array) => void (text += decoder.decode(bytes, { stream: true }));
  await Bun.spawn(command, { ...options, terminal: { cols: 120, rows: 40, data } }).exited;
  return text.replaceAll("\r\n", "\n");
}

for (const helm of ["4", "3"] as const) {
  describe(`as Helm ${helm}`, () => {
    const why = (...words: string[]) => piped({ helm, words: ["why", "c", ...words] });

    test("lade why renders as that Helm renders", async () => {
      const version = helm === "4" ? "v4.3.1" : "v3.22.0";
      expect((await why("c/c", "helm")).out).toStartWith(`helm: ${version}\n  written by c/templates/c.yaml:3:10\n`);
    });

    test("lade why names who set a value, and what that overrode", async () => {
      const { out } = await why("-f", "prod.yaml", "--set", "image.tag=v3", "c/c", "name");
      expect(out).toBe(`name: PROD
  written by c/templates/c.yaml:4:10
  reads      .Values.name
    set by   prod.yaml:1:1
    overrode c/values.yaml:2:1
`);
    });

    test("lade why shows no Secret unless it is asked to", async () => {
      const words = ["secret/s", "data.password", "--set", "auth.password=swordfish"];
      const hidden = await why(...words);
      expect(hidden).toEqual({
        out: `data.password: ***
  written by c/templates/c.yaml:16:22
  reads      .Values.auth.password
    set by   --set auth.password=***
    overrode c/values.yaml:6:9
`,
        err: "",
      });
      const { out } = await why(...words, "--show-secrets");
      expect(out).toContain("data.password: c3dvcmRmaXNo\n");
      expect(out).toContain("set by   --set auth.password=swordfish\n");
    });

    test("a terminal shows no password that does not fit", async () => {
      const hint = await hintOf(failing("--set", "which=secret,auth.password=swordfish"));
      expect(hint).toEndWith(".Values.auth.password is ***, set by --set which=***");
    });

    const failing = (...words: string[]): Request => ({ helm, words: ["helm", "template", "c", ...words] });

    async function hintOf(request: Request): Promise<string> {
      const [shown, { err }] = [await onTerminal(request), await piped(request)];
      // Helm's own text comes first, and to a pipe nothing else goes.
      expect(shown).toStartWith(err.trimEnd());
      return shown.slice(err.trimEnd().length).trim();
    }

    test("a terminal shows the template's lines and the nearest key", async () => {
      expect(await hintOf(failing("--set", "which=missing"))).toBe(`c/templates/c.yaml:7:14
  5 | bad: {{ .Values.bad }}
  6 | {{- if eq .Values.which "missing" }}
> 7 | a: {{ .Values.image.tga.digest }}
    |              ^
  8 | {{- else if eq .Values.which "wrong" }}
  9 | a: {{ .Values.name.first }}

.Values.image.tga is not set; the nearest key is image.tag`);
    });

    test("a terminal shows who set the value that does not fit", async () => {
      const hint = await hintOf(failing("--set", "which=wrong", "-f", "prod.yaml"));
      expect(hint).toContain(">  9 | a: {{ .Values.name.first }}\n");
      expect(hint).toEndWith('.Values.name is "prod", set by prod.yaml:1:1');
    });

    test("a terminal knows the values that templates put in the place of others", async () => {
      const hint = await hintOf({ helm, words: ["helm", "template", "moved"] });
      expect(hint).toEndWith(".Values.golbal is not set; the nearest key is global");
    });

    test("a terminal shows the template's line that made what is no YAML", async () => {
      const hint = await hintOf(failing("--set", "bad=x: y"));
      expect(hint).toStartWith("line 5 of what c/templates/c.yaml renders to was written by\nc/templates/c.yaml:5:");
      expect(hint).toContain("> 5 | bad: {{ .Values.bad }}\n");
      expect(hint).toEndWith(".Values.bad is set by --set bad=x: y");
    });

    test("a terminal shows the line where the trouble is, and what indented it", async () => {
      const hint = await hintOf({ helm, words: ["helm", "template", "crooked"] });
      expect(hint).toStartWith(`line 5 of what crooked/templates/a.yaml renders to was written by
crooked/templates/_l.tpl:1:30
> 1 | {{ define "labels" }}app: {{ .Chart.Name }}
    |                              ^
  2 | rel: {{ .Release.Name }}{{ end }}
  3 | 

through crooked/templates/a.yaml:5:4
`);
    });

    const whyOf = (...words: string[]) => piped({ helm, words: ["why", ...words] });

    test("lade why finds definitions, and objects by namespace and group", async () => {
      expect((await whyOf("many", "definition/d", "spec.literal")).out).toBe(
        "spec.literal: {{ no template }}\n  written by many/crds/d.yaml:4:18\n",
      );
      const spec = "spec: {}\n  written by many/templates/two.yaml:8:7\n";
      for (const object of ["k.b.example.com/k", "k.v1.b.example.com/k", "other/k/k"]) {
        expect((await whyOf("many", object, "spec")).out).toBe(spec);
      }
      expect((await whyOf("many", "default/k/k", "kind")).out).toBe(
        "kind: K\n  written by many/templates/two.yaml:2:7\n",
      );
    });

    test("lade why says what is there instead, and what is in the way", async () => {
      const refusal = async (...words: string[]) => (await whyOf(...words)).err;
      expect(await refusal("many", "k/k")).toBe("Error: k/k may be any of k/k, other/k/k: name one of them\n");
      expect(await refusal("many", "note/n")).toBe("Error: the chart renders no note/n\n");
      const broken = await refusal("broken", "k/k");
      expect(broken).toStartWith(
        "Error: the chart renders no k/k\nbroken/templates/b.yaml is no YAML: yaml: line 2: did not find expected node content\n",
      );
      expect(broken).toContain("was written by\nbroken/templates/b.yaml:2:");
      expect(await refusal("library", "k/k")).toBe("Error: library charts are not installable\n");
      expect(await refusal("c", "k/k", "--release-name", "No")).toContain("invalid release name");
      expect(await refusal("c")).toBe(
        'Error: "lade why" requires at least 2 arguments\n\nUsage:  lade why CHART|KUSTOMIZATION OBJECT [PATH] [flags]\n',
      );
      expect(await refusal("--vlaues", "x")).toBe(
        "Error: unknown flag: --vlaues; the nearest is --values\nRun 'lade why --help' for usage.\n",
      );
    });

    test("lade lint warns of keys that nothing reads", async () => {
      const { out } = await piped({ helm, words: ["lint", "c", "-f", "prod.yaml"] });
      expect(out).toContain("[WARNING] prod.yaml:3:3: nothing reads image.tog; the nearest key is image.tag\n");
    });
  });
}
