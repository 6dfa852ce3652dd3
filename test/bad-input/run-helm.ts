/**
 * Runs the compiled program under limits. `BAD_INPUT_HELM4`, `BAD_INPUT_HELM3` and `BAD_INPUT_KUSTOMIZE` name another program
 * to hold against the same cases, such as Helm itself.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Scratch } from "./scratch.ts";

const BIN = join(import.meta.dir, "../../bin");
const PROGRAMS = {
  helm4: process.env["BAD_INPUT_HELM4"] ?? join(BIN, "helm"),
  helm3: process.env["BAD_INPUT_HELM3"] ?? join(BIN, "helm3"),
  kustomize: process.env["BAD_INPUT_KUSTOMIZE"] ?? join(BIN, "kustomize"),
  helmfile: process.env["BAD_INPUT_HELMFILE"] ?? join(BIN, "helmfile"),
  lade: join(BIN, "lade"),
} as const;

export type Dialect = keyof typeof PROGRAMS;
export const DIALECTS = ["helm4", "helm3"] as const satisfies readonly Dialect[];

/** Set while another program than ours is held against the cases. */
export const againstPeer = ["BAD_INPUT_HELM4", "BAD_INPUT_KUSTOMIZE", "BAD_INPUT_HELMFILE"].some(
  (name) => process.env[name] !== undefined,
);

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Largest resident memory that was seen. */
  readonly peakMb: number;
}

export interface RunOptions {
  readonly dialect?: Dialect;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Killed after so long. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;

export async function runHelm(scratch: Scratch, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = startHelm(scratch, args, options);
  let peakMb = 0;
  const watch = setInterval(() => (peakMb = Math.max(peakMb, residentPeakMb(child.pid))), WATCH_MS);
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const exitCode = await child.exited;
  clearInterval(watch);
  return { exitCode: child.signalCode === null ? exitCode : null, stdout, stderr, peakMb };
}

const WATCH_MS = 20;

/** What the system says that a process has held so far. Its usage after the end counts the memory of this one as well. */
function residentPeakMb(pid: number): number {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** For cases that end the program half way. */
export function startHelm(scratch: Scratch, args: readonly string[], options: RunOptions = {}) {
  const { dialect = "helm4", env = {}, stdin, timeoutMs = TIMEOUT_MS } = options;
  return Bun.spawn([PROGRAMS[dialect], ...args], {
    cwd: scratch.folder,
    env: { PATH: process.env["PATH"] ?? "", ...homes(scratch), ...env },
    stdin: stdin === undefined ? "ignore" : new Blob([stdin as string]),
    stdout: "pipe",
    stderr: "pipe",
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
}

function homes({ root }: Scratch): Record<string, string> {
  return {
    HOME: root,
    HELM_CACHE_HOME: join(root, "cache"),
    HELM_CONFIG_HOME: join(root, "config"),
    HELM_DATA_HOME: join(root, "data"),
  };
}
