/** The engine of `helm diff` answers pairs of manifests as helm-diff does (test/recorded/diff/record.ts); DIFFS names other recordings. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fatal, makeReport, parseManifest, reportText, TEST_HOOKS, type DiffOptions } from "../src/diff/index.ts";
import { fromBytes, toBytes } from "../src/go/index.ts";
import type { RecordedDiff } from "./recorded/diff/record.ts";

const CASES = join(import.meta.dir, "cases/diff-manifests");
const { DIFFS } = process.env;
const FILES = DIFFS === undefined ? ["generated.jsonl", "written.jsonl"].map((name) => join(CASES, name)) : [DIFFS];

function answerOf({ before, after, flags }: RecordedDiff): { stdout: string; stderr: string; exit: number } {
  const has = (flag: string): boolean => flags.includes(flag);
  const values = (flag: string): string[] => flags.flatMap((one, i) => (one === flag ? [flags[i + 1] ?? ""] : []));
  let stderr = "";
  const log = (line: string): void => void (stderr += `${line}\n`);
  const excludedHooks = has("--include-tests") ? [] : TEST_HOOKS;
  const options: DiffOptions = {
    output: values("--output")[0] ?? "diff",
    context: Number(values("-C")[0] ?? -1),
    stripTrailingCr: has("--strip-trailing-cr"),
    showSecrets: has("--show-secrets"),
    showSecretsDecoded: has("--show-secrets-decoded"),
    suppressedKinds: [...values("--suppress"), ...(has("-q") ? ["Secret"] : [])],
    findRenames: Math.fround(Number(values("-D")[0] ?? 0)),
    suppressedLines: values("--suppress-output-line-regex"),
  };
  const parsing = { namespace: "default", normalize: has("--normalize-manifests"), excludedHooks, log };
  const read = (text: string) => parseManifest(fromBytes(new TextEncoder().encode(text)), parsing);
  try {
    const report = makeReport({ old: read(before), current: read(after), options, warn: log });
    const text = reportText(report, {
      ...options,
      colored: has("--color"),
      coloredDyff: has("--color"),
      width: 80,
      log,
    });
    return { stdout: new TextDecoder().decode(toBytes(text)), stderr, exit: 0 };
  } catch (error) {
    if (!(error instanceof Fatal)) throw error;
    return { stdout: "", stderr: `${stderr}${error.message}\n`, exit: 1 };
  }
}

describe("pairs of manifests", () => {
  for (const line of FILES.flatMap((file) => readFileSync(file, "utf8").trimEnd().split("\n"))) {
    const recorded = JSON.parse(line) as RecordedDiff;
    const { stdout, stderr, exit } = recorded;
    test(`${recorded.seed}: ${recorded.flags.join(" ")}`, () => {
      expect(answerOf(recorded)).toEqual({ stdout, stderr, exit });
    });
  }
});
