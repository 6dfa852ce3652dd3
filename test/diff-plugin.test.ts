/** An installed plugin called `diff` goes before the `helm diff` that is built in. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BIN = resolve(import.meta.dir, "../bin");
const folder = mkdtempSync(join(tmpdir(), "lade-diff-plugin-"));
afterAll(() => rmSync(folder, { recursive: true }));

const plugins = join(folder, "plugins");
mkdirSync(join(plugins, "diff"), { recursive: true });
writeFileSync(
  join(plugins, "diff", "plugin.yaml"),
  'name: diff\nversion: 9.9.9\nusage: mine\ndescription: mine\nplatformCommand: [{command: sh, args: ["-c", "echo of the plugin"]}]\n',
);

function run(program: string, env: Readonly<Record<string, string>>): string {
  const { stdout } = Bun.spawnSync([join(BIN, program), "diff", "version"], {
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, ...env },
  });
  return stdout.toString();
}

describe("helm diff", () => {
  for (const program of ["helm", "helm3"]) {
    test(`${program}: the plugin goes first`, () => {
      expect(run(program, { HELM_PLUGINS: plugins })).toBe("of the plugin\n");
    });

    test(`${program}: without plugins there is what is built in`, () => {
      expect(run(program, {})).toBe("3.15.11\n");
      expect(run(program, { HELM_PLUGINS: plugins, HELM_NO_PLUGINS: "1" })).toBe("3.15.11\n");
    });
  }
});
