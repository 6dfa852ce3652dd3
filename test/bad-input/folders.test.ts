import { describe, expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { archive, chart, METADATA, TEMPLATE } from "./charts.ts";
import { expectOneError, refuses } from "./check.ts";
import { DIALECTS, runHelm } from "./run-helm.ts";
import { Scratch } from "./scratch.ts";

describe("links in chart folders", () => {
  for (const command of [TEMPLATE, ["package", "c"]]) {
    refuses(`a circle, ${command[0]}`, {
      files: chart({ more: { "c/loop": { link: "." } } }),
      args: command,
      error: /^open \$WORK\/c(\/loop)+(\.\.\.)?: too many levels of symbolic links$/,
    });
  }
  refuses("a link to itself", {
    files: chart({ more: { "c/loop": { link: "loop" } } }),
    args: TEMPLATE,
    error: "error evaluating symlink $WORK/c/loop: EvalSymlinks: too many links",
  });
  refuses("a link behind a link to nothing", {
    files: chart({ more: { "c/dead": { link: "other/name" }, "c/other": { link: "../none/here" } } }),
    args: TEMPLATE,
    error: /^error evaluating symlink \$WORK\/c\/(dead|other): lstat \$WORK\/none: no such file or directory$/,
  });
  refuses("a link to nothing", {
    files: chart({ more: { "c/dead": { link: "nowhere" } } }),
    args: TEMPLATE,
    error: /^error evaluating symlink \$WORK\/c\/dead: lstat \$WORK\/c\/\w+: no such file or directory$/,
  });
});

/** Helm says so, and takes what they lead to. */
describe("links out of the chart", () => {
  for (const dialect of DIALECTS) {
    for (const [command, done] of [
      [[...TEMPLATE, "-s", "templates/out.yaml"], "kind: Out"],
      [["package", "c"], "Successfully packaged chart"],
    ] as const) {
      test(`${command[0]} (${dialect})`, async () => {
        using scratch = new Scratch({
          ...chart({ more: { "c/templates/out.yaml": { link: "../../out.yaml" } } }),
          "out.yaml": "kind: Out\n",
        });
        const { exitCode, stdout, stderr } = await runHelm(scratch, command, { dialect });
        expect({ exitCode, stdout }).toEqual({
          exitCode: 0,
          stdout: expect.stringContaining(done) as unknown as string,
        });
        const [from, to] = ["c/templates/out.yaml", "out.yaml"].map((name) => join(scratch.folder, name));
        const told =
          dialect === "helm3"
            ? `found symbolic link in path: ${from} resolves to ${to}. Contents of linked file included and used\n`
            : `msg="found symbolic link in path. Contents of linked file included and used" path=${from} resolved=${to}\n`;
        expect(stderr).toEndWith(told);
      });
    }
  }
});

describe("folders where files should be", () => {
  const isFolder = (name: string) => chart({ more: { [name]: "" } });
  refuses("given values", { files: isFolder("v/"), args: [...TEMPLATE, "-f", "v"], error: "read v: is a directory" });
  refuses("Chart.yaml", {
    files: { "c/Chart.yaml/": "" },
    args: TEMPLATE,
    error: "unable to detect chart at $WORK/c/Chart.yaml: read $WORK/c/Chart.yaml: is a directory",
    helm3: "Chart.yaml file is missing",
  });
  refuses(".helmignore", {
    files: isFolder("c/.helmignore/"),
    args: TEMPLATE,
    error: "read $WORK/c/.helmignore: is a directory",
  });
});

describe("files where folders should be", () => {
  const files = chart({ more: { d: "x" } });
  refuses("package -d", { files, args: ["package", "c", "-d", "d"], error: "failed to save: is not a directory: d" });
  refuses("template --output-dir", {
    files,
    args: [...TEMPLATE, "--output-dir", "d"],
    error: "stat d/c/templates: not a directory",
  });
  refuses("create", { files, args: ["create", "d"], error: "file $WORK/d already exists and is not a directory" });
});

describe("places that cannot be written", () => {
  refuses("package -d /proc/1", {
    files: chart(),
    args: ["package", "c", "-d", "/proc/1"],
    error: /^failed to save: open \/proc\/1\/c-0\.1\.0\.tgz: /,
  });
  refuses("package -d /dev/full", {
    files: chart(),
    args: ["package", "c", "-d", "/dev/full"],
    error: "failed to save: is not a directory: /dev/full",
  });
  refuses("template --output-dir /dev/full", {
    files: chart(),
    args: [...TEMPLATE, "--output-dir", "/dev/full"],
    error: "stat /dev/full/c/templates: not a directory",
  });
  refuses("create", { args: ["create", "/proc/1/x"], error: "mkdir /proc/1/x: no such file or directory" });

  // The system's administrator may read and write everything.
  if (process.getuid?.() === 0) return;
  test("a folder without permission", async () => {
    using scratch = new Scratch(chart({ more: { "d/": "" } }));
    chmodSync(join(scratch.folder, "d"), 0o500);
    const outcome = await runHelm(scratch, ["package", "c", "-d", "d"]);
    expectOneError(outcome, "failed to save: open d/c-0.1.0.tgz: permission denied", scratch);
  });
  test("a file without permission", async () => {
    using scratch = new Scratch(chart());
    chmodSync(join(scratch.folder, "c/values.yaml"), 0);
    const outcome = await runHelm(scratch, TEMPLATE);
    expectOneError(outcome, /values\.yaml: permission denied$/, scratch);
  });
});

describe("names that lead elsewhere", () => {
  const named = (lines: string) => ({ ...chart(), "c/Chart.yaml": lines });
  refuses("of a chart, template --output-dir", {
    files: named("apiVersion: v2\nname: ../../x\nversion: 0.1.0\n"),
    args: [...TEMPLATE, "--output-dir", "o"],
    error: 'validation: chart.metadata.name "../../x" is invalid',
  });
  refuses("of a chart, package", {
    files: named("apiVersion: v2\nname: ../x\nversion: 0.1.0\n"),
    args: ["package", "c"],
    error: 'validation: chart.metadata.name "../x" is invalid',
  });
  refuses("of a version, package", {
    files: named("apiVersion: v2\nname: x\nversion: ../../0.1.0\n"),
    args: ["package", "c"],
    error: 'validation: chart.metadata.version "../../0.1.0" is invalid',
  });
  refuses("of an alias", {
    files: named(`${METADATA}dependencies:\n- {name: b, alias: ../x, version: 0.1.0, repository: "file://../b"}\n`),
    args: TEMPLATE,
    error: 'validation: dependency "b" has disallowed characters in the alias',
  });
  refuses("--show-only", {
    files: chart(),
    args: [...TEMPLATE, "-s", "../../etc/passwd"],
    error: "could not find template ../../etc/passwd in chart",
  });
  refuses("create", {
    args: ["create", "../x y"],
    error: 'chart name must match the regular expression "^[a-zA-Z0-9._-]+$"',
  });
});

describe("patterns", () => {
  const ignored = (pattern: string) => chart({ more: { "c/.helmignore": `${pattern}\n` } });
  refuses("** in .helmignore", {
    files: ignored("a/**/b"),
    args: TEMPLATE,
    error: "double-star (**) syntax is not supported",
  });
  refuses("a bracket that is never closed in .helmignore", {
    files: ignored("[a"),
    args: TEMPLATE,
    error: "syntax error in pattern",
  });
  test("many stars are matched in time", async () => {
    const stars = `${"*a".repeat(30)}b`;
    const files = { "c/.helmignore": `${stars}\n`, [`c/${"a".repeat(200)}`]: "x" };
    using scratch = new Scratch(
      chart({ template: `a: {{ (.Files.Glob "${stars}").AsConfig | quote }}\n`, more: files }),
    );
    expect((await runHelm(scratch, TEMPLATE, { timeoutMs: 10_000 })).exitCode).toBe(0);
  });
});

describe("dependencies", () => {
  const depending = (name: string, on: string) =>
    `apiVersion: v2\nname: ${name}\nversion: 0.1.0\ndependencies:\n- {name: ${on}, version: 0.1.0, repository: "file://../${on}"}\n`;
  const update = ["dependency", "update", "a"];
  refuses("that are not there", {
    files: { "a/Chart.yaml": depending("a", "nope") },
    args: update,
    error: "directory nope not found",
  });
  refuses("of a server that is not there: what was there stays", {
    files: {
      "a/Chart.yaml": depending("a", "b").replace("file://../b", "http://127.0.0.1:1"),
      "a/charts/b-0.0.1.tgz": archive(),
    },
    args: update,
    error: /^no cached repository for helm-manager-\w+ found/,
  });
  for (const dialect of DIALECTS) {
    test(`in a circle are packed once (${dialect})`, async () => {
      using scratch = new Scratch({ "a/Chart.yaml": depending("a", "b"), "b/Chart.yaml": depending("b", "a") });
      const { exitCode } = await runHelm(scratch, update, { dialect });
      expect(exitCode).toBe(0);
      expect(scratch.list().filter((path) => path.endsWith("/"))).toEqual(["a/", "a/charts/", "b/"]);
      expect((await runHelm(scratch, ["template", "r", "a"], { dialect })).exitCode).toBe(0);
    });
    test(`on the chart itself are packed once (${dialect})`, async () => {
      using scratch = new Scratch({ "a/Chart.yaml": depending("a", "a"), "a/templates/x.yaml": "kind: X\n" });
      const { exitCode } = await runHelm(scratch, update, { dialect });
      expect(exitCode).toBe(0);
      expect(scratch.list().filter((path) => path.startsWith("a/charts/")).length).toBe(2);
      const rendered = await runHelm(scratch, ["template", "r", "a"], { dialect });
      expect({ exitCode: rendered.exitCode, files: rendered.stdout.match(/^# Source: .*/gm) }).toEqual({
        exitCode: 0,
        files: ["# Source: a/charts/a/templates/x.yaml", "# Source: a/templates/x.yaml"],
      });
    });
  }
});
