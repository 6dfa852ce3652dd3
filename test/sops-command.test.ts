/** `lade sops decrypt` as a program: what the real one printed, wrote and ended with. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runSopsCommand, SOPS_ENV, type SopsCommandAnswer } from "./recorded/sops-commands.ts";
import { SOPS_CASES } from "./recorded/sops.ts";

const LADE = resolve(import.meta.dir, "../bin/lade");

/** What could be a secret is not shown (docs/compat/sops.md). */
function hidden(text: string): string {
  return text.replace(/cannot unmarshal (!!\w+) `[^`]*`/, "cannot unmarshal $1 `***`");
}

describe("as sops answered", () => {
  for (const line of readFileSync(join(SOPS_CASES, "commands.jsonl"), "utf8").trimEnd().split("\n")) {
    const answer = JSON.parse(line) as SopsCommandAnswer;
    const { line: words, config, stdin } = answer;
    const name = [words, config?.trim(), stdin === undefined ? "" : `< ${stdin}`].filter((part) => part).join(" ");
    test(name, () => {
      const got = runSopsCommand({ line: words, config, stdin }, (args) => [LADE, "sops", "decrypt", ...args]);
      expect(JSON.parse(JSON.stringify(got))).toEqual({ ...answer, stderr: hidden(answer.stderr) });
    });
  }
});

test("the configuration may stand above, or anywhere", () => {
  const run = (...args: string[]): string => {
    const { stdout } = Bun.spawnSync([LADE, "sops", "decrypt", ...args], {
      cwd: join(SOPS_CASES, "keys"),
      env: { ...SOPS_ENV, SOPS_CONFIG: join(SOPS_CASES, "keys/one.txt") },
    });
    return stdout.toString();
  };
  // the key file is YAML of another kind
  expect(run("../input/a.yaml")).toBe("");
  expect(run("--config", "/dev/null", "../input/a.yaml")).toContain("    c:\n");
});
