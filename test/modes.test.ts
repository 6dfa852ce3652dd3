/** Permissions of what is written, by the umask: those that Helm and Kustomize give, as they were seen to. */
import { afterAll, describe, expect, test } from "bun:test";
import { chownSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** `MODES_BIN` names a folder with other programs, such as the real ones. */
const BIN = process.env["MODES_BIN"] ?? resolve(import.meta.dir, "../bin");

const NOBODY = 65_534;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Runs a script with the programs on its path in a folder of its own, and gives the modes of what is there then. */
function modesAfter(script: string, umask: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "lade-modes-"));
  folders.push(folder);
  const env = { PATH: `${BIN}:${process.env["PATH"] ?? ""}`, HOME: folder };
  const { exitCode, stderr } = Bun.spawnSync(["sh", "-ec", `umask ${umask}; ${script}`], { cwd: folder, env });
  expect(exitCode, stderr.toString()).toBe(0);
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(paths.map((path) => [path, (statSync(join(folder, path)).mode & 0o777).toString(8)]));
}

const HELM = `
helm create a >/dev/null
rm -r a/templates/* a/values.yaml a/.helmignore
printf 'kind: A\\nmetadata: {name: a}\\n' >a/templates/a.yaml
mkdir b
printf 'apiVersion: v2\\nname: b\\nversion: 1.0.0\\ndependencies: [{name: a, version: 0.1.0, repository: "file://../a"}]\\n' >b/Chart.yaml
helm package a -d out >/dev/null
helm repo index out
helm dependency update b >/dev/null
helm template r a --output-dir rendered >/dev/null
rm -r a
`;

/** Folders are made with 0755, files with 0644, those of os.Create with 0666; an index is replaced, with 0644 whatever the umask. */
const HELM_MODES = (folder: string, file: string, created: string) => ({
  b: expect.any(String) as string,
  "b/Chart.lock": file,
  "b/Chart.yaml": expect.any(String) as string,
  "b/charts": folder,
  "b/charts/a-0.1.0.tgz": created,
  out: folder,
  "out/a-0.1.0.tgz": created,
  "out/index.yaml": "644",
  rendered: folder,
  "rendered/a": folder,
  "rendered/a/templates": folder,
  "rendered/a/templates/a.yaml": created,
});

const KUSTOMIZE = `
mkdir base
printf 'kind: A\\nmetadata: {name: a}\\n' >base/a.yaml
(cd base && kustomize create --resources a.yaml)
mkdir out
kustomize build base -o out >/dev/null
kustomize localize base copy --scope . >/dev/null
rm -r base
`;

const KUSTOMIZE_MODES = (folder: string, file: string) => ({
  copy: folder,
  "copy/base": folder,
  "copy/base/a.yaml": file,
  "copy/base/kustomization.yaml": file,
  out: expect.any(String) as string,
  "out/a_a.yaml": file,
});

const CASES: readonly (readonly [umask: string, Parameters<typeof HELM_MODES>, Parameters<typeof KUSTOMIZE_MODES>])[] =
  [
    ["022", ["755", "644", "644"], ["755", "644"]],
    ["002", ["755", "644", "664"], ["775", "664"]],
    ["077", ["700", "600", "600"], ["700", "600"]],
  ];

for (const [umask, helm, kustomize] of CASES) {
  describe(`umask ${umask}`, () => {
    test("helm", () => expect(modesAfter(HELM, umask)).toEqual(HELM_MODES(...helm)));
    test("kustomize", () => expect(modesAfter(KUSTOMIZE, umask)).toEqual(KUSTOMIZE_MODES(...kustomize)));
  });
}

test("a file that its owner may not write to is not replaced", () => {
  const folder = mkdtempSync(join(tmpdir(), "lade-modes-"));
  folders.push(folder);
  const script = `cd "$1"; cp "$2" .; chmod 444 kustomization.yaml; "$3" edit set namespace x`;
  const words = [
    folder,
    resolve(import.meta.dir, "../examples/kustomize/base/kustomization.yaml"),
    join(BIN, "kustomize"),
  ];
  // The superuser may write to everything.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const as = isRoot ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : [];
  const { exitCode, stderr } = Bun.spawnSync([...as, "sh", "-c", script, "sh", ...words], {
    env: { PATH: process.env["PATH"] ?? "", HOME: folder },
  });
  expect(stderr.toString()).toStartWith("Error: open kustomization.yaml: permission denied");
  expect(exitCode).toBe(1);
});

test("a file that is there keeps its permissions, whatever the umask", () => {
  const modes = modesAfter(
    "helm create a >/dev/null; helm package a >/dev/null; chmod 666 a-0.1.0.tgz; helm package a >/dev/null",
    "077",
  );
  expect(modes["a-0.1.0.tgz"]).toBe("666");
});
