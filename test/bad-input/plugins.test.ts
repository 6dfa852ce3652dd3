import { describe, expect, test } from "bun:test";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { chart, tar, type TarEntry, TEMPLATE } from "./charts.ts";
import { expectOneError, refuses } from "./check.ts";
import { DIALECTS, runHelm, startHelm } from "./run-helm.ts";
import { type Files, Scratch } from "./scratch.ts";

const packed = (...entries: readonly TarEntry[]) => Bun.gzipSync(tar(...entries) as Uint8Array<ArrayBuffer>);
const MANIFEST = "name: x\nversion: 0.1.0\ncommand: echo\n";

/** Nothing is installed. */
function refusesToInstall(
  name: string,
  { files, source, error }: { files: Files; source: string; error: string | RegExp },
): void {
  test(name, async () => {
    using scratch = new Scratch(files);
    const outcome = await runHelm(scratch, ["plugin", "install", source, "--verify=false"]);
    expectOneError(outcome, error, scratch);
    const outside = scratch.list(scratch.root).filter((path) => /evil/.test(path) && !path.startsWith("work/"));
    expect(outside).toEqual([]);
  });
}

describe("plugins", () => {
  refusesToInstall("a name that leads elsewhere", {
    files: { "p/plugin.yaml": "name: ../../evil\nversion: 0.1.0\ncommand: echo\n" },
    source: "./p",
    error: /invalid plugin name "\.\.\/\.\.\/evil": must contain only a-z, A-Z, 0-9, _ and -$/,
  });
  refusesToInstall("a manifest that is no YAML", {
    files: { "p/plugin.yaml": "name: [\n" },
    source: "./p",
    error: /failed to peek plugin\.yaml API version: yaml: line 1: did not find expected node content$/,
  });
  refusesToInstall("no manifest", {
    files: { "p/x": "" },
    source: "./p",
    error: "plugin metadata (plugin.yaml) missing",
  });
  refusesToInstall("an archive with ..", {
    files: { "p.tgz": packed({ name: "plugin.yaml", data: MANIFEST }, { name: "../evil", data: "x" }) },
    source: "./p.tgz",
    error: "failed to extract archive: path contains '..', which is illegal",
  });
  refuses("a name that leads elsewhere, uninstall", {
    args: ["plugin", "uninstall", "../../x"],
    error: "plugin: ../../x not found",
    helm3: "Plugin: ../../x not found",
  });
});

/** A post-renderer plugin in the folder where Helm looks for plugins. */
async function withPostRenderer(script: string, run: (scratch: Scratch) => Promise<void>): Promise<void> {
  using scratch = new Scratch(chart({ template: "kind: A\nmetadata: {name: a}\n" }));
  const runtime = `runtime: subprocess\nruntimeConfig:\n  platformCommand:\n  - {command: /bin/sh, args: ["-c", ${JSON.stringify(script)}]}\n`;
  scratch.write({
    "../data/plugins/p/plugin.yaml": `apiVersion: v1\ntype: postrenderer/v1\nname: p\nversion: 0.1.0\n${runtime}`,
  });
  await run(scratch);
}

describe("getters that fail", () => {
  const runtime = "runtime: subprocess\nruntimeConfig:\n  protocolCommands:\n";
  const manifests = {
    helm4: `apiVersion: v1\ntype: getter/v1\nname: g\nversion: 0.1.0\nconfig: {protocols: [gg]}\n${runtime}  - protocols: [gg]\n    platformCommand: [{command: fail.sh, args: [a]}]\n`,
    helm3: "name: g\nversion: 0.1.0\ncommand: echo\ndownloaders:\n- {command: fail.sh a, protocols: [gg]}\n",
  };
  const said = {
    helm4: /^plugin .* failed to invoke: plugin "g" exited with error$/,
    helm3: /^plugin "fail\.sh a" exited with error$/,
  };
  for (const dialect of DIALECTS) {
    for (const args of [
      ["pull", "gg://x/c-0.1.0.tgz"],
      [...TEMPLATE, "-f", "gg://x/v.yaml"],
    ]) {
      test(`${args.join(" ")} (${dialect})`, async () => {
        using scratch = new Scratch(chart());
        scratch.write({
          "../data/plugins/g/plugin.yaml": manifests[dialect],
          "../data/plugins/g/fail.sh": "#!/bin/sh\nexit 3\n",
        });
        chmodSync(join(scratch.root, "data/plugins/g/fail.sh"), 0o755);
        const before = scratch.list();
        expectOneError(await runHelm(scratch, args, { dialect }), said[dialect], scratch);
        expect(scratch.list()).toEqual(before);
      });
    }
  }
});

describe("post-renderers", () => {
  const args = [...TEMPLATE, "--post-renderer", "p"];
  refuses("that are not there", {
    files: chart(),
    args,
    error: /^invalid argument "p" for "--post-renderer" flag: plugin: /,
    helm3:
      'invalid argument "p" for "--post-renderer" flag: unable to find binary at p: exec: "p": executable file not found in $PATH',
  });
  const scripts: readonly [name: string, script: string, error: RegExp][] = [
    ["that fail", "exit 3", /^error while running post render on files: /],
    ["that print nothing", "cat >/dev/null", /^error while running post render on files: .*empty output/],
    [
      "that print what is no YAML",
      "cat >/dev/null; echo 'a: ['",
      /^error while (running post render|parsing post rendered)/,
    ],
  ];
  for (const [name, script, error] of scripts) {
    test(name, () =>
      withPostRenderer(script, async (scratch) => expectOneError(await runHelm(scratch, args), error, scratch)),
    );
  }
  test("that hang end with the program", async () => {
    await withPostRenderer("exec sleep 60", async (scratch) => {
      const child = startHelm(scratch, args);
      await Bun.sleep(300);
      child.kill("SIGINT");
      const stopped = await Promise.race([child.exited, Bun.sleep(5000).then(() => "still there")]);
      expect(stopped).not.toBe("still there");
    });
  });
});
