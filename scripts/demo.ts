/**
 * `npm run demo`: builds the program, then does its main job on real input, and says what it did:
 * renders, lints and packages the charts of examples/ (and those recorded beside the checkout, where they are present),
 * shows where a field's value comes from, builds the kustomize overlays, and installs, upgrades, breaks and removes a release in a sandbox.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");
const BIN = join(ROOT, "bin");
const REAL_CHARTS = resolve(ROOT, "../shared/parity/helm/charts-real/charts");

interface Answer {
  readonly output: string;
  readonly ms: number;
}

const scratch = mkdtempSync(join(tmpdir(), "lade-demo-"));
const state = join(scratch, ".state");
const ENV = {
  ...process.env,
  HOME: scratch,
  XDG_STATE_HOME: state,
  KUBECONFIG: join(state, "lade", "sandbox", "default", "kubeconfig"),
};

function attempt(tool: string, ...words: string[]): Answer & { readonly exitCode: number; readonly errors: string } {
  const from = performance.now();
  const { exitCode, stdout, stderr } = Bun.spawnSync([join(BIN, tool), ...words], { cwd: scratch, env: ENV });
  return { output: stdout.toString(), errors: stderr.toString(), exitCode, ms: performance.now() - from };
}

function run(tool: string, ...words: string[]): Answer {
  const answer = attempt(tool, ...words);
  if (answer.exitCode !== 0) {
    throw new Error(`${tool} ${words.join(" ")}: exit ${answer.exitCode}\n${answer.errors}`);
  }
  return answer;
}

/** Runs a command in view: the line as one would type it, then its answer. */
function show(tool: string, ...words: string[]): Answer {
  console.log(`\n$ ${tool} ${words.join(" ")}`);
  const answer = run(tool, ...words);
  const lines = answer.output.trimEnd().split("\n");
  console.log(lines.slice(0, 14).join("\n"));
  if (lines.length > 14) console.log(`... ${lines.length - 14} more lines`);
  return answer;
}

function objects(manifest: string): number {
  return manifest.match(/^kind: /gm)?.length ?? 0;
}

function build(): void {
  console.log("Building bin/ ...");
  const { exitCode, stderr } = Bun.spawnSync(["bun", "scripts/build.ts"], { cwd: ROOT });
  if (exitCode !== 0) throw new Error(`the build failed:\n${stderr}`);
}

function helm(): void {
  cpSync(join(ROOT, "examples", "charts"), join(scratch, "charts"), { recursive: true });
  show("helm", "dependency", "update", "charts/shop");
  const rendered = show("helm", "template", "shop", "charts/shop", "-f", "charts/shop/production.yaml");
  console.log(`→ rendered ${objects(rendered.output)} objects in ${rendered.ms.toFixed(0)} ms`);
  show("helm", "lint", "charts/shop");
  show("helm", "package", "charts/shop", "--destination", "packages");
  show("lade", "why", "charts/shop", "-f", "charts/shop/production.yaml", "deployment/web", "spec.replicas");
}

function realCharts(): void {
  if (!existsSync(REAL_CHARTS)) return;
  const archives = readdirSync(REAL_CHARTS).filter((name) =>
    /^(kube-prometheus-stack|argo-cd|cert-manager|ingress-nginx)-/.test(name),
  );
  console.log("\nPublic charts:");
  for (const archive of archives) {
    const { output, ms } = run("helm", "template", "demo", join(REAL_CHARTS, archive));
    console.log(`→ ${archive}: ${objects(output)} objects, ${output.length} characters in ${ms.toFixed(0)} ms`);
  }
}

function kustomize(): void {
  cpSync(join(ROOT, "examples", "kustomize"), join(scratch, "kustomize"), { recursive: true });
  for (const overlay of ["staging", "production"]) {
    const built = show("kustomize", "build", `kustomize/overlays/${overlay}`);
    console.log(`→ built ${objects(built.output)} objects in ${built.ms.toFixed(0)} ms`);
  }
}

const STATUS_AFTER_MS = 1500;

/** Runs a command that waits: on a terminal what it shows there, elsewhere line by line; `meanwhile` is done while it runs. */
async function showLive(words: readonly string[], meanwhile: () => void): Promise<void> {
  const isTerminal = process.stderr.isTTY;
  const all = [...words, ...(isTerminal ? [] : ["--progress=plain"])];
  console.log(`\n$ helm ${all.join(" ")}`);
  const stderr = isTerminal ? "inherit" : "pipe";
  const child = Bun.spawn([join(BIN, "helm"), ...all], { cwd: scratch, env: ENV, stdout: "pipe", stderr });
  const timer = setTimeout(meanwhile, STATUS_AFTER_MS);
  const told = child.stderr instanceof ReadableStream ? printAsItComes(child.stderr) : Promise.resolve();
  const [output, exitCode] = await Promise.all([new Response(child.stdout).text(), child.exited, told]);
  clearTimeout(timer);
  if (exitCode !== 0) throw new Error(`helm ${words.join(" ")}: exit ${exitCode}`);
  console.log(output.trimEnd().split("\n").slice(0, 8).join("\n"));
}

async function printAsItComes(stream: ReadableStream<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of stream) process.stdout.write(decoder.decode(chunk, { stream: true }));
}

/** A release's life without a cluster. */
async function releases(): Promise<void> {
  const chart = ["shop", "charts/shop"];
  const started = show("lade", "sandbox", "start", "--in-memory");
  console.log(`→ a Kubernetes API after ${started.ms.toFixed(0)} ms`);
  // As slow as clusters are, so that there is something to see.
  show("lade", "sandbox", "fault", "slow-start=3s");
  await showLive(["install", ...chart, "--wait", "--timeout", "60s"], () => show("helm", "status", "shop"));
  show("lade", "sandbox", "fault", "clear");
  realRelease();
  show("lade", "plan", ...chart, "-f", "charts/shop/production.yaml");
  show("helm", "upgrade", ...chart, "-f", "charts/shop/production.yaml", "--wait", "--timeout", "30s");
  breakUpgrade(chart);
  show("helm", "history", "shop");
  show("helm", "status", "shop");
  show("helm", "uninstall", "shop", "--wait");
}

/** One that people use, with hooks and a load balancer. */
function realRelease(): void {
  if (!existsSync(REAL_CHARTS)) return;
  const archive = readdirSync(REAL_CHARTS).find((name) => name.startsWith("ingress-nginx-"));
  if (archive === undefined) return;
  const { ms } = run("helm", "install", "ingress", join(REAL_CHARTS, archive), "--wait", "--timeout", "60s");
  console.log(`\n→ ${archive} is installed and ready after ${ms.toFixed(0)} ms`);
  run("helm", "uninstall", "ingress");
}

/** An upgrade whose pods cannot start, which goes back by itself. */
function breakUpgrade(chart: readonly string[]): void {
  show("lade", "sandbox", "fault", "image-pull-error", "--image", ":9.9");
  const words = ["upgrade", ...chart, "--set", "image.tag=9.9", "--rollback-on-failure", "--timeout", "3s"];
  console.log(`\n$ helm ${words.join(" ")}`);
  const { exitCode, errors } = attempt("helm", ...words);
  if (exitCode === 0) throw new Error("the upgrade should have failed");
  console.log(errors.trimEnd().split("\n").slice(0, 6).join("\n"));
  show("lade", "sandbox", "fault", "clear");
}

try {
  build();
  helm();
  realCharts();
  kustomize();
  await releases();
  console.log("\nDone: bin/helm, bin/helm3, bin/kustomize and bin/lade are ready to use.");
} finally {
  attempt("lade", "sandbox", "stop");
  rmSync(scratch, { recursive: true, force: true });
}
