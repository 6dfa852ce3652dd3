/**
 * Times lade beside its peers on the same input, in turn, and prints medians, the ratio and peak memory:
 *
 *   npm run bench [-- --only TEXT] [--runs N]
 *
 * Peers: HELM4, HELM3, KUSTOMIZE, HELMFILE name their binaries; otherwise `helm`, `kustomize`, `helmfile` on PATH.
 * Writes bench/results/table.md and bench/results/picture.svg; exits 1 when a ratio or a peak is above its limit.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { repositoryIndex, smallChart } from "./inputs.ts";
import { storeReleases } from "./releases.ts";
import { measurePair, type Program } from "./measure.ts";
import { isMet, picture, table, type Row } from "./report.ts";
import { scenarios, type Scenario } from "./scenarios.ts";

const ROOT = resolve(import.meta.dir, "..");
const RESULTS = join(import.meta.dir, "results");
const REPOSITORIES = 5;
const CHARTS_PER_REPOSITORY = 400;

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, runs: { type: "string", default: "9" } },
});

function peerOf(tool: Scenario["tool"]): string | undefined {
  const { HELM4, HELM3, KUSTOMIZE, HELMFILE } = process.env;
  const named = { helm: HELM4 ?? HELM3, kustomize: KUSTOMIZE, helmfile: HELMFILE }[tool];
  const found = named ?? Bun.which(tool) ?? undefined;
  return found !== undefined && existsSync(found) ? resolve(found) : undefined;
}

/** Five repositories on loopback, whose indexes are as large as a public one's. */
function startRepositories(scratch: string): { urls: string[]; stop: () => void } {
  smallChart(join(scratch, "packed", "chart"));
  const archive = join(scratch, "packed", "chart.tgz");
  Bun.spawnSync(["tar", "-czf", archive, "-C", join(scratch, "packed"), "chart"]);
  const digest = new Bun.CryptoHasher("sha256").update(readFileSync(archive)).digest("hex");
  const servers = Array.from({ length: REPOSITORIES }, () => {
    let index = "";
    const server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request) => (request.url.endsWith("/index.yaml") ? new Response(index) : new Response(Bun.file(archive))),
    });
    index = repositoryIndex(CHARTS_PER_REPOSITORY, { base: `http://127.0.0.1:${server.port}`, digest });
    return server;
  });
  return {
    urls: servers.map((server) => `http://127.0.0.1:${server.port}`),
    stop: () => servers.forEach((server) => void server.stop(true)),
  };
}

function program(scenario: Scenario, { binary, folder }: { binary: string; folder: string }): Program {
  mkdirSync(join(folder, "home"), { recursive: true });
  scenario.prepare?.(folder);
  const home = join(folder, "home");
  const env = {
    PATH: scenario.tool === "helmfile" ? pathWithHelm(folder) : (process.env["PATH"] ?? ""),
    HOME: home,
    HELM_CONFIG_HOME: join(home, "config"),
    HELM_CACHE_HOME: join(home, "cache"),
    HELM_DATA_HOME: join(home, "data"),
    ...scenario.env,
  };
  const words = typeof scenario.words === "function" ? scenario.words(basename(folder)) : scenario.words;
  return { words: [binary, ...words], cwd: folder, env, reset: () => scenario.reset?.(folder) };
}

/** Helmfile starts what is called `helm`. */
function pathWithHelm(folder: string): string {
  const helm = process.env["HELM3"] ?? process.env["HELM4"];
  const path = process.env["PATH"] ?? "";
  if (helm === undefined) return path;
  mkdirSync(join(folder, "bin"), { recursive: true });
  symlinkSync(resolve(helm), join(folder, "bin", "helm"));
  return `${join(folder, "bin")}:${path}`;
}

async function measure(scenario: Scenario, scratch: string): Promise<Row> {
  const folder = mkdtempSync(join(scratch, "run-"));
  const peer = peerOf(scenario.tool);
  const ours = program(scenario, { binary: join(ROOT, "bin", scenario.tool), folder: join(folder, "lade") });
  const theirs = peer === undefined ? undefined : program(scenario, { binary: peer, folder: join(folder, "peer") });
  const pair = await measurePair(ours, theirs, Number(values.runs));
  return { name: scenario.name, peerName: scenario.tool, limit: scenario.limit, pair };
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "lade-bench-"));
  const repositories = startRepositories(scratch);
  const kubeconfig = process.env["KUBECONFIG"] ?? "";
  const releases = kubeconfig === "" ? undefined : await storeReleases({ kubeconfig, folder: scratch });
  try {
    const rows: Row[] = [];
    let failed = false;
    for (const scenario of scenarios({ repositories: repositories.urls, releases }).filter((one) =>
      one.name.includes(values.only),
    )) {
      console.error(`bench: ${scenario.name}`);
      try {
        rows.push(await measure(scenario, scratch));
      } catch (error) {
        // One program that fails must not hide what the others measured.
        console.error(`bench: ${scenario.name}: ${error instanceof Error ? error.message : String(error)}`);
        failed = true;
      }
    }
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, "table.md"), table(rows));
    writeFileSync(join(RESULTS, "picture.svg"), picture(rows));
    console.log(table(rows));
    process.exitCode = !failed && rows.every(isMet) ? 0 : 1;
  } finally {
    repositories.stop();
    await releases?.remove();
    rmSync(scratch, { recursive: true, force: true });
  }
}

await main();
