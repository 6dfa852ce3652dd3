/** `verify` with keyrings as GnuPG keeps and exports them, and broken ones: every byte that the real programs answered. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type KeyringAnswer, questions, verifyWith } from "./keyrings.ts";

const ROOT = join(import.meta.dir, "../..");
const PROGRAMS = { helm4: "bin/helm", helm3: "bin/helm3" };

for (const [dialect, program] of Object.entries(PROGRAMS)) {
  const recorded = readFileSync(join(ROOT, `test/cases/keyrings/${dialect}.jsonl`), "utf8")
    .trimEnd()
    .split("\n");
  const wanted = new Map(recorded.map((line) => JSON.parse(line) as KeyringAnswer).map((one) => [one.id, one]));

  describe(`${dialect}: verify`, () => {
    test("every question was recorded", () => {
      expect([...wanted.keys()]).toEqual(questions().map(({ id }) => id));
    });
    for (const asked of questions()) {
      test(asked.id, async () => {
        expect(await verifyWith(join(ROOT, program), asked)).toEqual(wanted.get(asked.id) as KeyringAnswer);
      });
    }
  });
}
