/** Files and folders that cannot be read: what the real programs say, in both dialects (test/recorded/broken-paths.ts). */
import { beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Answered, answersOf } from "../recorded/broken-paths.ts";

const ROOT = join(import.meta.dir, "../..");
const PROGRAMS = { helm4: "bin/helm", helm3: "bin/helm3" };
const ALL_MS_MAX = 120_000;

for (const [dialect, program] of Object.entries(PROGRAMS)) {
  const recorded = readFileSync(join(ROOT, `test/cases/broken-paths/${dialect}.jsonl`), "utf8").trimEnd();
  const wanted = recorded.split("\n").map((line) => JSON.parse(line) as Answered);

  describe(`${dialect}: what cannot be read`, () => {
    let answers: readonly Answered[] = [];
    beforeAll(async () => void (answers = await answersOf(join(ROOT, program))), ALL_MS_MAX);

    for (const [i, one] of wanted.entries()) test(one.line, () => expect(answers[i]).toEqual(one));
  });
}
