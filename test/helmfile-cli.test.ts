/** Plays the command lines recorded in test/cases/helmfile-cli with `bin/helmfile`, a test each. */
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "./recorded/ask.ts";
import { differences, findCases, playCase, type Programs } from "./recorded/case.ts";

const ROOT = join(import.meta.dir, "..");
const programs: Programs = {
  commands: new Map([["helmfile", [join(ROOT, "bin/helmfile")]]]),
  path: mkdtempSync(join(tmpdir(), "lade-tools-")),
};
afterAll(() => rmSync(programs.path, { recursive: true }));

test("helmfile doctor says that it asks no language model", async () => {
  const env = { HELMFILE_LLM_API_KEY: "key", HELMFILE_LLM_MODEL: "model", HELMFILE_FILE_PATH: "/nowhere.yaml" };
  const { exit, stderr } = await ask([join(ROOT, "bin/helmfile"), "doctor"], { env });
  expect(exit).toBe(1);
  expect(stderr).toContain("doctor: no language model is asked by this program, it shows what helmfile diff does\n");
});

for (const one of findCases(join(ROOT, "test/cases/helmfile-cli"))) {
  test(one.words.join(" "), async () => {
    expect(await playCase(one, programs, (answer, folder) => differences(one, answer, folder))).toEqual([]);
  });
}
