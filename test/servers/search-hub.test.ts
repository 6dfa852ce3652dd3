/** `search hub`: every byte that the real programs answered to a hub on loopback (test/recorded/hub.ts). */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { askHub, type HubAnswer, QUESTIONS } from "../recorded/hub.ts";

const ROOT = join(import.meta.dir, "../..");
const PROGRAMS = { helm4: "bin/helm", helm3: "bin/helm3" };

for (const [dialect, program] of Object.entries(PROGRAMS)) {
  const recorded = readFileSync(join(ROOT, `test/cases/hub/${dialect}.jsonl`), "utf8")
    .trimEnd()
    .split("\n");
  const wanted = new Map(recorded.map((line) => JSON.parse(line) as HubAnswer).map((answer) => [answer.id, answer]));

  describe(`${dialect}: search hub`, () => {
    test("every question was recorded", () => {
      expect([...wanted.keys()]).toEqual(QUESTIONS.map(({ id }) => id));
    });
    for (const question of QUESTIONS) {
      test(question.id, async () => {
        expect(await askHub(join(ROOT, program), question)).toEqual(wanted.get(question.id) as HubAnswer);
      });
    }
  });
}
