/**
 * `npm run demo`: builds the program, then does its main job on real input, and says what it did:
 * renders, lints and packages the charts of examples/ (and those recorded beside the checkout, where they are present),
 * shows where a field's value comes from, and builds the kustomize overlays.
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

function run(tool: string, ...words: string[]): Answer {
  const from = performance.now();
  const { exitCode, stdout, stderr } = Bun.spawnSync([join(BIN, tool), ...words], {
    cwd: scratch,
    env: { ...process.env, HOME: scratch },
  });
  if (exitCode !== 0) throw new Error(`${tool} ${words.join(" ")}: exit ${exitCode}\n${stderr}`);
  return { output: stdout.toString(), ms: performance.now() - from };
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

try {
  build();
  helm();
  realCharts();
  kustomize();
  console.log("\nDone: bin/helm, bin/helm3, bin/kustomize and bin/lade are ready to use.");
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
