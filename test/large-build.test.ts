/** A large `kustomize build` starts over in a process made for it: that may neither show in the output nor run a program twice. */
import { afterAll, describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { manyResources, writeFiles } from "../bench/inputs.ts";

const KUSTOMIZE = resolve(import.meta.dir, "../bin/kustomize");
const COUNT = 300;
const TIMEOUT_MS = 60_000;

const scratch = mkdtempSync(join(tmpdir(), "lade-large-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Writes a line into a file: how many options of the engine it sees. */
const PROGRAM = `#!/bin/sh
env | grep -c BUN_JSC_ >>"$0.ran"
cat <<END
apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: made}
END
`;

const GENERATOR = `apiVersion: example.com/v1
kind: Anything
metadata:
  name: maker
  annotations:
    config.kubernetes.io/function: |
      exec: {path: ./make}
`;

function build(folder: string): string {
  const child = Bun.spawnSync([KUSTOMIZE, "build", "--enable-alpha-plugins", "--enable-exec", folder], {
    cwd: scratch,
    stderr: "pipe",
  });
  expect(child.stderr.toString()).toBe("");
  return child.stdout.toString();
}

function kinds(text: string): number {
  return text.match(/^kind:/gm)?.length ?? 0;
}

/** The file that the program writes to. */
function withProgram(folder: string): string {
  writeFiles(folder, { make: PROGRAM, "maker.yaml": GENERATOR });
  chmodSync(join(folder, "make"), 0o755);
  return join(folder, "make.ran");
}

describe("a large build", () => {
  const many = manyResources(join(scratch, "many"), COUNT);

  test(
    "has all its objects",
    () => {
      expect(readFileSync(join(many, "all.yaml")).length).toBeGreaterThan(64 * 1024);
      expect(kinds(build("many"))).toBe(COUNT + 1);
    },
    TIMEOUT_MS,
  );

  test(
    "starts over before a program has run, which sees no options of the engine",
    () => {
      const ran = withProgram(join(scratch, "after"));
      writeFiles(join(scratch, "after"), { "kustomization.yaml": "resources: [../many]\ngenerators: [maker.yaml]\n" });
      expect(kinds(build("after"))).toBe(COUNT + 2);
      expect(readFileSync(ran, "utf8")).toBe("0\n");
    },
    TIMEOUT_MS,
  );

  test(
    "does not start over after a program has run",
    () => {
      const ran = withProgram(join(scratch, "base"));
      writeFiles(scratch, {
        "base/kustomization.yaml": "generators: [maker.yaml]\n",
        "before/kustomization.yaml": "resources: [../base, ../many]\n",
      });
      expect(kinds(build("before"))).toBe(COUNT + 2);
      expect(readFileSync(ran, "utf8")).toBe("0\n");
    },
    TIMEOUT_MS,
  );
});
