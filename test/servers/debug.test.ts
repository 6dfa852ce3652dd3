/** `--debug`: what the real programs say, in both dialects (test/recorded/debug.ts). */
import { beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Said, tellStory } from "../recorded/debug.ts";

const ROOT = join(import.meta.dir, "../..");
const PROGRAMS = { helm4: "bin/helm", helm3: "bin/helm3" };
const STORY_MS_MAX = 60_000;

for (const [dialect, program] of Object.entries(PROGRAMS)) {
  const recorded = readFileSync(join(ROOT, `test/cases/debug/${dialect}.jsonl`), "utf8").trimEnd();
  const wanted = recorded.split("\n").map((line) => JSON.parse(line) as Said);

  describe(`${dialect}: --debug`, () => {
    let said: readonly Said[] = [];
    beforeAll(async () => void (said = await tellStory(join(ROOT, program))), STORY_MS_MAX);

    for (const [i, one] of wanted.entries()) test(one.line, () => expect(said[i]).toEqual(one));
  });
}
