/**
 * `npm test`: everything that must hold, in the order in which a mistake is cheapest to find. Works from a lone clone;
 * where the recordings of the established tools stand beside the checkout (../shared/parity), they are played on top.
 * Ends with `N passed, N failed`.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readKnown, runCases, type RunOptions, type Tally } from "../test/recorded/run.ts";

const ROOT = resolve(import.meta.dir, "..");
const PARITY = resolve(ROOT, "../shared/parity");
const PARITY_HELM3 = resolve(ROOT, "../shared/parity-helm3");

interface Stage {
  readonly name: string;
  readonly run: () => Promise<Tally>;
  /** The stages behind it make no sense when it fails. */
  readonly stopsTheRest?: boolean;
}

const STAGES: readonly Stage[] = [
  { name: "types", run: () => command(["bun", "check", "--no-script"]) },
  { name: "format", run: () => command(["bun", "fmt", "--no-script", "--check", "src", "test", "scripts", "bench"]) },
  { name: "lint", run: () => command(["oxlint", "src", "test", "scripts", "bench"]) },
  // Everything below plays the built program: without one there is nothing to play.
  { name: "build", run: () => command(["bun", "scripts/build.ts"]), stopsTheRest: true },
  { name: "bun test", run: unitTests },
  { name: "recorded cases", run: () => cases({ root: join(ROOT, "test", "cases") }) },
  { name: "kills and recovery, on the sandbox", run: kills },
  { name: "lifecycles, on the sandbox", run: lifecycles },
  ...(existsSync(PARITY) ? parityStages() : []),
];

function parityStages(): Stage[] {
  const stages: Stage[] = [
    { name: "parity: helm", run: () => cases({ root: PARITY, prefixes: ["helm"], known: known("helm") }) },
    {
      name: "parity: kustomize",
      run: () => cases({ root: PARITY, prefixes: ["kustomize"], known: known("kustomize") }),
    },
    { name: "parity: helmfile", run: () => cases({ root: PARITY, prefixes: ["helmfile"] }) },
    { name: "parity: offline scenarios", run: offlineScenarios },
    { name: "parity: lifecycles, on the sandbox", run: recordedLifecycles },
    { name: "parity: diffs, on the sandbox", run: recordedDiffs },
  ];
  if (!existsSync(PARITY_HELM3)) return stages;
  const helm3 = { root: PARITY_HELM3, programs: { helm: join(ROOT, "bin", "helm3") }, known: known("helm3") };
  return [...stages, { name: "parity: helm 3", run: () => cases(helm3) }];
}

/** Ids of the differences that docs/compat/ lists one by one with their reason. */
function known(tool: string): ReadonlySet<string> {
  return readKnown(join(ROOT, "docs", "compat", `${tool}.known`));
}

function cases(options: Partial<RunOptions> & Pick<RunOptions, "root">): Promise<Tally> {
  return runCases({ prefixes: [], contains: "", verbose: true, programs: {}, ...options });
}

/** A test that takes longer hangs; on a machine with other work on it, most take their multiple. */
const TEST_MS_MAX = 60_000;
/** A stage that takes longer hangs. */
const STAGE_MS_MAX = 600_000;

interface Finished {
  readonly exit: number;
  readonly output: string;
}

async function spawn(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const child = Bun.spawn([...words], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: STAGE_MS_MAX,
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exit: await child.exited, output: out + err };
}

/** A command that either holds or does not: one passed or one failed. */
async function command(words: readonly string[]): Promise<Tally> {
  const { exit, output } = await spawn(words);
  if (exit !== 0) console.log(output);
  return exit === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function unitTests(): Promise<Tally> {
  return bunTest(["src", "test"]);
}

/** Something that needs a cluster, on a sandbox of its own. */
async function onSandbox(flags: readonly string[], play: (kubeconfig: string) => Promise<Tally>): Promise<Tally> {
  const home = mkdtempSync(join(tmpdir(), "lade-test-"));
  const env = { HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home };
  const sandbox = (...words: string[]): Promise<Finished> =>
    spawn([join(ROOT, "bin", "lade"), "sandbox", ...words], env);
  try {
    const started = await sandbox("start", ...flags);
    if (started.exit !== 0) throw new Error(`the sandbox does not start:\n${started.output}`);
    return await play(started.output.trim());
  } finally {
    await sandbox("stop");
    rmSync(home, { recursive: true });
  }
}

/** The suites of killed runs, which `npm run test:cluster` plays on a real API server. */
function kills(): Promise<Tally> {
  const suites = ["kill", "recovery"].map((name) => `./test/cluster/${name}.suite.ts`);
  return onSandbox([], (kubeconfig) => bunTest(suites, { KUBECONFIG: kubeconfig }));
}

/** The cluster of the recordings binds no claims. */
const AS_RECORDED = ["--in-memory", "--storage-class="];

/** Our own scenarios; also with the real Helm in turn, where HELM3 and HELM4 name it. */
function lifecycles(): Promise<Tally> {
  return onSandbox(AS_RECORDED, (kubeconfig) =>
    bunTest(["./test/cluster/lifecycle.suite.ts"], { KUBECONFIG: kubeconfig }),
  );
}

/** Those that stand beside the checkout; by the real Helm, too, where HELM3 and HELM4 name it. */
async function recordedLifecycles(): Promise<Tally> {
  const { HELM3: helm3 = "", HELM4: helm4 = "" } = process.env;
  const casts = [OWN_HELMS, ...(helm3 === "" || helm4 === "" ? [] : [{ helm3, helm4 }])];
  const total = { passed: 0, failed: 0 };
  for (const cast of casts) {
    const { passed, failed } = await onSandbox(AS_RECORDED, (kubeconfig) => playRecorded(cast, kubeconfig));
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

/** What helm-diff answered, to which Helm needs no plugin here. */
function recordedDiffs(): Promise<Tally> {
  const words = ["--root", join(PARITY, "lifecycle-diff")];
  return onSandbox(AS_RECORDED, (kubeconfig) => playScenarios(OWN_HELMS, kubeconfig, words));
}

/** Scenarios that are played at once. */
const AT_ONCE_MAX = 4;

interface Helms {
  readonly helm3: string;
  readonly helm4: string;
}

const OWN_HELMS: Helms = { helm3: join(ROOT, "bin", "helm3"), helm4: join(ROOT, "bin", "helm") };

function playRecorded(helms: Helms, kubeconfig: string): Promise<Tally> {
  const names = readdirSync(join(PARITY, "lifecycle")).filter((name) => name.endsWith(".json"));
  return playScenarios(helms, kubeconfig, [...names, "helm3/"]);
}

async function playScenarios({ helm3, helm4 }: Helms, kubeconfig: string, more: readonly string[]): Promise<Tally> {
  const flags = ["--helm", helm4, "--helm3", helm3, "--helm4", helm4, "--kubeconfig", kubeconfig];
  const player = join(PARITY, "lifecycle", "run");
  const { output } = await spawn(["python3", player, ...flags, "-j", String(AT_ONCE_MAX), "-v", ...more]);
  const closing = /^(\d+) passed, (\d+) failed/m.exec(output);
  if (closing === null || Number(closing[2]) > 0) console.log(output);
  return { passed: Number(closing?.[1] ?? 0), failed: Number(closing?.[2] ?? 1) };
}

async function bunTest(paths: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Tally> {
  const timeout = ["--timeout", String(TEST_MS_MAX)];
  const { exit, output } = await spawn(["bun", "test", "--only-failures", ...timeout, ...paths], env);
  const count = (word: string): number => Number(new RegExp(`^ *(\\d+) ${word}$`, "m").exec(output)?.[1] ?? 0);
  const failed = count("fail");
  if (exit !== 0) console.log(output);
  return { passed: count("pass"), failed: exit !== 0 && failed === 0 ? 1 : failed };
}

/** The scenarios come with their own player, which needs Python 3. */
async function offlineScenarios(): Promise<Tally> {
  if (Bun.which("python3") === null) throw new Error("the offline scenarios need python3 (apt-get install python3)");
  const programs = ["--helm", join(ROOT, "bin", "helm"), "--helm3", join(ROOT, "bin", "helm3")];
  const { output } = await spawn(["python3", join(PARITY, "lifecycle", "run"), ...programs, "-v", "offline"]);
  const closing = /^(\d+) passed, (\d+) failed/m.exec(output);
  if (closing === null) throw new Error(`the player of scenarios did not finish:\n${output}`);
  const played = Number(closing[1]) + Number(closing[2]);
  const differing = new Set([...output.matchAll(/^FAIL (\S+)$/gm)].map((match) => match[1] ?? ""));
  const surprises = differing.symmetricDifference(known("scenarios"));
  if (surprises.size > 0)
    console.log(`${output}\nnot as docs/compat/scenarios.known says: ${[...surprises].join(", ")}`);
  return { passed: played - surprises.size, failed: surprises.size };
}

async function main(): Promise<void> {
  const total = { passed: 0, failed: 0 };
  for (const { name, run, stopsTheRest } of STAGES) {
    const from = performance.now();
    const { passed, failed } = await run();
    total.passed += passed;
    total.failed += failed;
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    console.log(`${failed === 0 ? "ok  " : "FAIL"} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
    if (failed > 0 && stopsTheRest === true) break;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

await main();
