/** State files that are wrong: each ends in one clear error, in bounded time and memory. `BAD_INPUT_HELMFILE` holds Helmfile against the same cases. */
import { describe, expect, test } from "bun:test";
import { againstPeer, runHelm } from "./run-helm.ts";
import { type Files, Scratch } from "./scratch.ts";

interface Case {
  readonly files: Files;
  readonly args?: readonly string[];
  readonly error: RegExp;
  readonly exitCode?: number;
  /** Helmfile itself crashes, hangs or goes on. */
  readonly stricter?: boolean;
}

const PEAK_MB_MAX = 400;
const TEST_TIMEOUT_MS = 60_000;

function refuses(name: string, { files, args = ["list"], error, exitCode = 1, stricter = false }: Case): void {
  test.skipIf(againstPeer && stricter)(
    name,
    async () => {
      using scratch = new Scratch(files);
      const before = scratch.list();
      const outcome = await runHelm(scratch, args, { dialect: "helmfile" });
      expect(outcome.stderr.replaceAll(scratch.folder, "$WORK").slice(-2000)).toMatch(error);
      expect(outcome.exitCode).toBe(exitCode);
      expect(outcome.stderr).not.toMatch(/^\s+at |panic|goroutine|RangeError|TypeError|call stack/m);
      expect(scratch.list()).toEqual(before);
      if (!againstPeer) expect(outcome.peakMb).toBeLessThan(PEAK_MB_MAX);
    },
    TEST_TIMEOUT_MS,
  );
}

const plain = (text: string): Files => ({ "helmfile.yaml": text });
const template = (text: string): Files => ({ "helmfile.yaml.gotmpl": text });
const RELEASE = "releases: [{name: web, chart: ./chart}]\n";

describe("files that name each other", () => {
  refuses("state files", {
    files: { ...plain("helmfiles: [b.yaml]\n"), "b.yaml": "helmfiles: [helmfile.yaml]\n" },
    error: /state files are nested deeper than 30$/m,
    stricter: true,
  });
  refuses("the file itself", {
    files: plain("helmfiles: [helmfile.yaml]\n"),
    error: /contains a recursion into the same sub-helmfile at helmfiles\[0\]$/m,
  });
  refuses("bases of bases", {
    files: { ...plain(`bases: [b.yaml]\n${RELEASE}`), "b.yaml": "bases: [helmfile.yaml]\n" },
    error: /nested `base` helmfile is unsupported/,
  });
  refuses("templates of releases", {
    files: plain(
      "templates:\n  a: {inherit: [{template: b}]}\n  b: {inherit: [{template: a}]}\nreleases: [{name: web, chart: x, inherit: [{template: a}]}]\n",
    ),
    error: /cyclic inheritance detected: a->b->a$/m,
  });
  refuses("needs", {
    files: plain("releases: [{name: a, chart: ./c, needs: [b]}, {name: b, chart: ./c, needs: [a]}]\n"),
    args: ["template"],
    error: /cycle detected: a -> b -> a$/m,
  });
});

const bomb = [
  "a0: &a0 [x]",
  ...Array.from({ length: 12 }, (_, i) => `  a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`),
].join("\n");

describe("YAML", () => {
  refuses("an alias bomb", {
    files: plain(`values:\n- ${bomb}\n${RELEASE}`),
    error: /document contains excessive aliasing$/m,
  });
  refuses("ten thousand levels", {
    files: plain(`values: ${"[".repeat(10_100)}${"]".repeat(10_100)}\n${RELEASE}`),
    error: /exceeded max depth/,
  });
  refuses("a key twice", {
    files: plain(`${RELEASE}${RELEASE}`),
    error: /mapping key "releases" already defined at line 1$/m,
  });
  refuses("a tab", {
    files: plain(`${RELEASE}values:\n\t- a\n`),
    error: /found character that cannot start any token$/m,
  });
  refuses("bytes that are no text", {
    files: { "helmfile.yaml": new Uint8Array([...new TextEncoder().encode(RELEASE), 0xff, 0xfe, 0x0a]) },
    error: /invalid/,
  });
  refuses("a field that is none", {
    files: plain("releases: [{name: web, chart: ./chart, valuse: []}]\n"),
    error: /line 1: field valuse not found in type state\.ReleaseSpec$/m,
  });
  refuses("a list for a text", {
    files: plain("releases: [{name: [web], chart: ./chart}]\n"),
    error: /line 1: cannot unmarshal !!seq into string$/m,
  });
  refuses("nothing", { files: plain(""), error: /no top-level config keys are found in helmfile\.yaml$/m });
});

describe("templates", () => {
  refuses("a loop without end", {
    files: template(`{{ range until 1000000000 }}x{{ end }}\n${RELEASE}`),
    error: /error during helmfile\.yaml\.gotmpl\.part\.0 parsing/,
    stricter: true,
  });
  refuses("a template that calls itself", {
    files: { ...template(`{{ include "a" . }}\n${RELEASE}`), "_a.tpl": '{{ define "a" }}{{ include "a" . }}{{ end }}' },
    error: /rendering template has a nested reference name: a: unable to execute template$/m,
  });
  refuses("a text that renders itself", {
    files: template(`{{ $t := "{{ tpl .t . }}" }}{{ tpl $t (dict "t" $t) }}\n${RELEASE}`),
    error: /error during helmfile\.yaml\.gotmpl\.part\.0 parsing/,
    stricter: true,
  });
  refuses("a program that is not there", {
    files: template(`# {{ exec "./no-such-program" list }}\n${RELEASE}`),
    error: /no-such-program/,
  });
  refuses("a value that is not there", {
    files: template(`# {{ .Values.nope }}\n${RELEASE}`),
    error: /map has no entry for key "nope"$/m,
  });
});

describe("values", () => {
  refuses("an index without end", {
    files: plain(RELEASE),
    args: ["--state-values-set", "list[1000000000]=x", "list"],
    error: /index 1000000000 is out of range$/m,
    exitCode: 2,
    stricter: true,
  });
  refuses("a state value without a value", {
    files: plain(RELEASE),
    args: ["--state-values-set", "a", "list"],
    error: /"a" must be formatted as key=value$/m,
    exitCode: 2,
    stricter: true,
  });
  refuses("a file that is a folder", {
    files: { ...plain(`environments: {default: {values: [values]}}\n---\n${RELEASE}`), "values/a": "" },
    error: /values: is a directory$/m,
  });
  refuses("HCL that is none", {
    files: { ...plain(`environments: {default: {values: [a.hcl]}}\n---\n${RELEASE}`), "a.hcl": "values {" },
    error: /a\.hcl:1,/,
  });
  refuses("an encrypted file without its key", {
    files: {
      ...plain(`environments: {default: {secrets: [a.yaml]}}\n---\n${RELEASE}`),
      "a.yaml":
        "a: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]\nsops: {mac: x, version: 3.9.0, lastmodified: '2024-01-01T00:00:00Z'}\n",
    },
    error: /failed loading environment secrets with 1 errors$/m,
    stricter: true,
  });
});
