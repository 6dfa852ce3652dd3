/** Times whole processes from outside, two programs in turn (A B A B ...), so that a drifting machine hits both alike. */
import { existsSync } from "node:fs";

export interface Program {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs before each timed run, untimed: puts the folder back as it was. */
  readonly reset?: () => void | Promise<void>;
}

export interface Measured {
  /** Medians over the counted runs. */
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Of the largest single process; undefined where GNU time is not installed. */
  readonly peakBytes: number | undefined;
}

export interface Pair {
  readonly ours: Measured;
  readonly peer: Measured | undefined;
}

interface Run {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const WARM_UP_RUNS = 2;

export async function measurePair(ours: Program, peer: Program | undefined, runs: number): Promise<Pair> {
  const programs = peer === undefined ? [ours] : [ours, peer];
  const counted: Run[][] = programs.map(() => []);
  for (let i = -WARM_UP_RUNS; i < runs; i++) {
    for (const [at, program] of programs.entries()) {
      const run = await runOnce(program);
      if (i >= 0) counted[at]?.push(run);
    }
  }
  const [first, second] = await Promise.all(
    programs.map(async (program, at) => summarize(counted[at] ?? [], await peakMemory(program))),
  );
  if (first === undefined) throw new Error("nothing was measured");
  return { ours: first, peer: second };
}

async function runOnce(program: Program): Promise<Run> {
  await program.reset?.();
  const from = performance.now();
  const child = Bun.spawn([...program.words], {
    cwd: program.cwd,
    env: program.env,
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  const stderr = new Response(child.stderr).text();
  await child.exited;
  const wallMs = performance.now() - from;
  if (child.exitCode !== 0)
    throw new Error(`${program.words.join(" ")}: exit ${child.exitCode}: ${(await stderr).slice(0, 500)}`);
  return { wallMs, cpuMs: Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1000 };
}

const GNU_TIME = "/usr/bin/time";

/** A child's own figure would include this process's, from before its exec: GNU time stands between, and is small. */
async function peakMemory(program: Program): Promise<number | undefined> {
  if (!existsSync(GNU_TIME)) return undefined;
  await program.reset?.();
  const words = [GNU_TIME, "-q", "-f", "%M", ...program.words];
  const child = Bun.spawn(words, {
    cwd: program.cwd,
    env: program.env,
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  const lines = (await new Response(child.stderr).text()).trim().split("\n");
  return Number(lines.at(-1)) * 1024;
}

function summarize(runs: readonly Run[], peakBytes: number | undefined): Measured {
  return { wallMs: median(runs.map((run) => run.wallMs)), cpuMs: median(runs.map((run) => run.cpuMs)), peakBytes };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle - 1)] ?? 0)) / 2;
}
