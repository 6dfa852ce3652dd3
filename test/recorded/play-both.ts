/** Plays to both of our dialects what a recorder told the real programs (both-dialects.ts), and compares answer by answer. */
import { beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "../..");
const PROGRAMS = { helm4: "bin/helm", helm3: "bin/helm3" };

interface Recording<Answer> {
  /** The folder below test/cases. */
  readonly cases: string;
  readonly title: string;
  readonly answersOf: (program: string) => Promise<readonly Answer[]>;
  /** For all of them. */
  readonly msMax: number;
}

export function playBoth<Answer extends { readonly line: string }>(recording: Recording<Answer>): void {
  const { cases, title, answersOf, msMax } = recording;
  for (const [dialect, program] of Object.entries(PROGRAMS)) {
    const recorded = readFileSync(join(ROOT, "test/cases", cases, `${dialect}.jsonl`), "utf8").trimEnd();
    const wanted = recorded.split("\n").map((line) => JSON.parse(line) as Answer);

    describe(`${dialect}: ${title}`, () => {
      let answers: readonly Answer[] = [];
      beforeAll(async () => void (answers = await answersOf(join(ROOT, program))), msMax);

      for (const [i, one] of wanted.entries()) test(one.line, () => expect(answers[i]).toEqual(one));
    });
  }
}
