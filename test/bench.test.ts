import { expect, test } from "bun:test";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");

test(
  "the benchmark measures a scenario and writes its table",
  () => {
    const words = ["bun", "bench/run.ts", "--only", "version", "--runs", "1"];
    const { stdout } = Bun.spawnSync(words, { cwd: ROOT, stdin: "ignore", stderr: "inherit" });
    expect(stdout.toString()).toMatch(/^\| version \| \d/m);
  },
  { timeout: 60_000 },
);
