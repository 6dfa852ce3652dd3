/** Recorded questions about expressions, with the answers of the API server's libraries. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer, Question } from "./play.ts";

export const CASES = join(import.meta.dir, "../../cases/cel");

export interface RecordedExpression {
  readonly expression: string;
  /** What `self` and `oldSelf` are, in fixtures.json. */
  readonly with?: string;
  readonly answer: Answer;
}

export function readCases(): readonly RecordedExpression[] {
  const lines = readFileSync(join(CASES, "expressions.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as RecordedExpression);
}

let fixtures: Readonly<Record<string, Omit<Question, "expression">>> | undefined;

export function questionOf({ expression, with: name = "" }: RecordedExpression): Question {
  fixtures ??= JSON.parse(readFileSync(join(CASES, "fixtures.json"), "utf8")) as typeof fixtures;
  return { expression, ...fixtures?.[name] };
}
