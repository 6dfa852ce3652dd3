/** Kustomizations with something odd in them: what the real program makes of them (test/recorded/odd-kustomizations.ts). */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { builtInMemory, oddKustomizations, RECORDING, type Answered } from "../recorded/odd-kustomizations.ts";

const recorded = readFileSync(RECORDING, "utf8").trimEnd().split("\n");
const wanted = new Map(recorded.map((line) => JSON.parse(line) as Answered).map((one) => [one.line, one]));

describe("odd kustomizations", () => {
  for (const one of oddKustomizations()) {
    const answer = wanted.get(one.line);
    if (answer !== undefined) test(one.line, async () => expect(await builtInMemory(one)).toEqual(answer));
  }
});
