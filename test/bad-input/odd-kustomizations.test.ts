/**
 * Kustomizations, and the files that they name, with something odd in them: what the real program makes of them
 * (test/recorded/odd-kustomizations.ts, test/recorded/odd-inputs.ts).
 */
import { describe, expect, test } from "bun:test";
import { answerInMemory, readAnswers, type OddInput } from "../recorded/odd-build.ts";
import * as inputs from "../recorded/odd-inputs.ts";
import * as kustomizations from "../recorded/odd-kustomizations.ts";

function play(recording: string, odd: readonly OddInput[]): void {
  const wanted = readAnswers(recording);
  for (const one of odd) {
    const answer = wanted.get(one.line);
    if (answer !== undefined) test(one.line, async () => expect(await answerInMemory(one)).toEqual(answer));
  }
}

describe("odd kustomizations", () => play(kustomizations.RECORDING, kustomizations.oddKustomizations()));
describe("odd files beside them", () => play(inputs.RECORDING, inputs.oddInputs()));
