/** Records test/cases/cel/expressions.jsonl anew: `bun test/recorded/cel/record.ts`, with Go on PATH. New questions are lines without an answer. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CASES, questionOf, readCases } from "./cases.ts";

const cases = readCases();
const questions = cases.map((one) => JSON.stringify(questionOf(one))).join("\n");
const { stdout, stderr, exitCode } = Bun.spawnSync(["go", "run", "."], {
  cwd: import.meta.dir,
  stdin: Buffer.from(questions),
});
if (exitCode !== 0) throw new Error(String(stderr));
const answers = String(stdout).trim().split("\n");
const lines = cases.map((one, i) => JSON.stringify({ ...one, answer: JSON.parse(answers[i] ?? "{}") as unknown }));
writeFileSync(join(CASES, "expressions.jsonl"), `${lines.join("\n")}\n`);
console.log(`${lines.length} answers, ${readFileSync(join(CASES, "ORACLE"), "utf8").trim()}`);
