/**
 * `npm run test:cluster`: everything that needs a real API server. Starts a control plane (test/cluster/control-plane.ts), or uses the one that
 * KUBECONFIG names, plays the suites beside it, and the recorded lifecycles of releases where they stand beside the checkout;
 * `-- suites` or `-- lifecycle`: one of the two; `-- alternate`: the recorded lifecycles with the real Helm (test/cluster/peers.ts) and ours in turn on the
 * same releases, each beginning once. Ends with `N passed, N failed`.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { startControlPlane } from "../test/cluster/control-plane.ts";
import type { Major } from "../test/cluster/lifecycle.ts";
import { peer } from "../test/cluster/peers.ts";

const ROOT = resolve(import.meta.dir, "..");
const LIFECYCLE = resolve(ROOT, "../shared/parity/lifecycle/run");
/** What helm-diff answered, to which Helm needs no plugin here. */
const DIFFS = resolve(ROOT, "../shared/parity/lifecycle-diff");
const PORT = 26743;
/** Those that wait for controllers come first: the real ones stand still while kinds come and go, which others make by the hundred. */
const SUITES = [
  "controllers",
  "causes",
  "rehearse",
  "http-cluster",
  "sandbox",
  "cel",
  "webhooks",
  "charts",
  "watches",
  "openapi",
  "wire",
  "kubectl",
  "roles",
  "numbers",
  "kubeconfig",
  "drivers",
  "faults",
  "plan",
  "waiting",
  "kill",
  "recovery",
  "lifecycle",
  "flags",
];
const CASE_MS_MAX = 100_000;
/** Scenarios that are played at once. */
const AT_ONCE_MAX = 4;

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

async function main(): Promise<void> {
  const given = process.env["KUBECONFIG"] ?? "";
  if (given !== "") return report(await testAll(given));
  const folder = mkdtempSync(join(tmpdir(), "lade-cluster-"));
  const plane = await startControlPlane({ folder: join(folder, "plane"), port: PORT });
  try {
    report(await testAll(plane.kubeconfig));
  } finally {
    await plane.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report({ passed, failed }: Tally): void {
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

async function testAll(kubeconfig: string): Promise<Tally> {
  await spawn([process.execPath, "scripts/build.ts"], {});
  const only = process.argv[2];
  if (only === "alternate") return await alternating(kubeconfig);
  const tallies: Tally[] = [];
  for (const name of only === "lifecycle" ? [] : SUITES)
    tallies.push(await atMostTwice(name, () => suite(name, kubeconfig)));
  if (only !== "suites" && existsSync(LIFECYCLE)) {
    tallies.push(await atMostTwice("lifecycle", () => playScenarios(OURS, kubeconfig, clusterScenarios())));
    tallies.push(await atMostTwice("diffs", () => playScenarios(OURS, kubeconfig, ["--root", DIFFS])));
  }
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/**
 * Two servers are compared while they run: a second that ends between their answers, or a controller that is busy, makes them differ once. What is
 * repeated is said; what differs again has failed.
 */
async function atMostTwice(name: string, play: () => Promise<Tally>): Promise<Tally> {
  const first = await play();
  if (first.failed === 0) return first;
  console.log(`${name}: ${first.failed} failed, and are played again`);
  return await play();
}

async function suite(name: string, kubeconfig: string): Promise<Tally> {
  const limits = ["--timeout", String(CASE_MS_MAX), "--max-concurrency", String(AT_ONCE_MAX)];
  const words = [process.execPath, "test", ...limits, `./test/cluster/${name}.suite.ts`];
  // The client within the suites speaks HTTP/2 as the built program does (scripts/build.ts).
  const env = { KUBECONFIG: kubeconfig, BUN_FEATURE_FLAG_EXPERIMENTAL_HTTP2_CLIENT: "1" };
  const output = await spawn(words, env);
  const [passed, failed] = [count(output, /^\s*(\d+) pass$/m), count(output, /^\s*(\d+) fail$/m)];
  // A file that cannot be loaded counts as one.
  return { passed, failed: passed + failed === 0 ? 1 : failed };
}

/** The programs that were built. */
const OURS: Readonly<Record<Major, string>> = { helm3: join(ROOT, "bin/helm3"), helm4: join(ROOT, "bin/helm") };

async function alternating(kubeconfig: string): Promise<Tally> {
  let [passed, failed] = [0, 0];
  for (const first of ["real", "ours"] as const) {
    const inTurn = (major: Major): string => {
      const real = peer(major);
      if (real === undefined) throw new Error(`there is no ${major} on PATH, and ${major.toUpperCase()} names none`);
      const pair = first === "real" ? [real, OURS[major]] : [OURS[major], real];
      return [process.execPath, join(ROOT, "test/cluster/alternate.ts"), ...pair].join(" ");
    };
    const programs = { helm3: inTurn("helm3"), helm4: inTurn("helm4") };
    const tally = await playScenarios(programs, kubeconfig, clusterScenarios());
    passed += tally.passed;
    failed += tally.failed;
  }
  return { passed, failed };
}

async function playScenarios(
  { helm3, helm4 }: Readonly<Record<Major, string>>,
  kubeconfig: string,
  scenarios: readonly string[],
): Promise<Tally> {
  const flags = ["--helm", helm4, "--helm3", helm3, "--helm4", helm4, "--kubeconfig", kubeconfig];
  const output = await spawn(["python3", LIFECYCLE, ...flags, ...scenarios], {});
  const counted = /(\d+) passed, (\d+) failed/.exec(output);
  return { passed: Number(counted?.[1] ?? 0), failed: Number(counted?.[2] ?? 1) };
}

/** Prefixes of the scenarios that need a cluster; `npm test` plays the others. */
function clusterScenarios(): string[] {
  const top = readdirSync(dirname(LIFECYCLE)).filter((name) => name.endsWith(".json"));
  return [...top, "helm3/"];
}

function count(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1] ?? 0);
}

/** What it prints is shown as it comes. */
async function spawn(words: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = Bun.spawn([...words], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const read = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      const piece = decoder.decode(chunk, { stream: true });
      process.stderr.write(piece);
      text += piece;
    }
    return text;
  };
  const [out, err] = await Promise.all([read(child.stdout), read(child.stderr)]);
  await child.exited;
  return out + err;
}

await main();
