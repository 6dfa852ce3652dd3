/**
 * Records what helm-diff answers to pairs of manifests, in test/cases/diff-manifests, which test/diff-manifests.test.ts holds against the engine: generated
 * ones, and those of written.ts:
 *
 *   HELM_DIFF=FILE bun test/recorded/diff/record.ts [SEED COUNT [OUTPUT]]
 *   HELM_DIFF=FILE bun test/recorded/diff/record.ts written
 *
 * FILE is the plugin's program (`go build` in github.com/databus23/helm-diff at v3.15.11). It is given a Helm that prints a file.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pairFrom, type Pair } from "./manifests.ts";
import { WRITTEN } from "./written.ts";

const CASES = resolve(import.meta.dir, "../../cases/diff-manifests");

export interface RecordedDiff extends Pair {
  readonly seed: number;
  readonly stdout: string;
  /** Without the times of the log. */
  readonly stderr: string;
  readonly exit: number;
}

const [seed = "1", count = "150", output = join(CASES, "generated.jsonl")] = process.argv.slice(2);
const plugin = process.env["HELM_DIFF"];
if (plugin === undefined) throw new Error("HELM_DIFF names the program of helm-diff");
const folder = mkdtempSync(join(tmpdir(), "lade-diff-"));
try {
  const helm = join(folder, "helm");
  writeFileSync(helm, '#!/bin/sh\nexec cat "$3"\n', { mode: 0o755 });
  const isWritten = seed === "written";
  const seeds = Array.from({ length: Number(count) }, (_, i) => Number(seed) + i);
  const pairs = isWritten ? [...WRITTEN.entries()] : seeds.map((one) => [one, pairFrom(one)] as const);
  const lines = pairs.map(([name, pair]) => JSON.stringify(record({ seed: name, ...pair }, plugin, helm)));
  writeFileSync(isWritten ? join(CASES, "written.jsonl") : output, `${lines.join("\n")}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

function record(pair: Pair & { readonly seed: number }, program: string, helm: string): RecordedDiff {
  const [before, after] = [join(folder, "before"), join(folder, "after")];
  writeFileSync(before, pair.before);
  writeFileSync(after, pair.after);
  const env = { HELM_BIN: helm, HELM_NAMESPACE: "default", HOME: folder, PATH: process.env["PATH"] ?? "" };
  const { stdout, stderr, exitCode } = Bun.spawnSync([program, "local", before, after, ...pair.flags], { env });
  const log = stderr.toString().replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /gm, "");
  return { ...pair, stdout: stdout.toString(), stderr: log, exit: exitCode };
}
