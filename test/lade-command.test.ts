/** What lade has as a program of its own: its version, and scripts that complete its command lines. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");
const LADE = join(ROOT, "bin", "lade");

function lade(...words: string[]): { exit: number; out: string; err: string } {
  const { exitCode, stdout, stderr } = Bun.spawnSync([LADE, ...words], { env: { HOME: "/nowhere" } });
  return { exit: exitCode, out: stdout.toString(), err: stderr.toString() };
}

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(lade("version", "--short").out).toBe(`${version}\n`);
  expect(lade("version").out).toBe(
    `lade ${version}\nHelm v4.3.1 and v3.22.0, Kustomize v5.8.1, Helmfile v1.8.0, helm-diff v3.15.11\n`,
  );
});

describe("completion", () => {
  function proposed(...words: string[]): string[] {
    const [...lines] = lade("__complete", ...words).out.split("\n");
    return lines.filter((line) => !/^(:\d+)?$/.test(line)).map((line) => line.split("\t", 1)[0] ?? "");
  }

  test("commands of its own and their flags", () => {
    expect(proposed("re")).toEqual(["recover", "rehearse"]);
    expect(proposed("sandbox", "st")).toEqual(["start", "status", "stop"]);
    expect(proposed("why", "--show-s")).toEqual(["--show-secrets"]);
    expect(proposed("completion", "")).toEqual(["bash", "fish", "powershell", "zsh"]);
    expect(proposed("sops", "")).toEqual(["decrypt"]);
    expect(proposed("sops", "decrypt", "--output-type", "")).toEqual(["binary", "dotenv", "ini", "json", "yaml"]);
  });

  test("the tools behind it", () => {
    expect(proposed("hel")).toEqual(["helm", "helm3", "helmfile", "help"]);
    expect(proposed("helm", "templ")).toEqual(["template"]);
    expect(proposed("helm3", "repo", "")).toContain("update");
    expect(proposed("kustomize", "edit", "set", "name")).toEqual(["nameprefix", "namespace", "namesuffix"]);
  });

  test("a script for each shell", () => {
    for (const shell of ["bash", "fish", "powershell", "zsh"]) expect(lade("completion", shell).out).toContain("lade");
    const { out } = lade("completion", "bash");
    expect(Bun.spawnSync(["bash", "-n"], { stdin: Buffer.from(out) }).exitCode).toBe(0);
    expect(lade("completion", "tcsh")).toEqual({
      ...{ exit: 1, out: "" },
      err: "Error: unknown shell tcsh: name bash, fish, powershell or zsh\n",
    });
  });
});
