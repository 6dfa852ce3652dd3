/** Plays the command lines recorded in test/cases/helmfile-commands with `bin/helmfile`, a test each: which commands of Helm are run. */
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences, findCases, playCase, type Programs } from "./recorded/case.ts";

const ROOT = join(import.meta.dir, "..");
const programs: Programs = {
  commands: new Map([["helmfile", [join(ROOT, "bin/helmfile")]]]),
  path: mkdtempSync(join(tmpdir(), "lade-tools-")),
};
afterAll(() => rmSync(programs.path, { recursive: true }));

for (const one of findCases(join(ROOT, "test/cases/helmfile-commands"))) {
  test(one.id, async () => {
    expect(await playCase(one, programs, (answer, folder) => differences(one, answer, folder))).toEqual([]);
  });
}
