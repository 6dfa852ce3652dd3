/**
 * `bun test/cluster/flags/record.ts`: has the first generated command lines of a seed answered by the real Helm of each major (HELM3, HELM4), against the cluster that
 * KUBECONFIG names.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { MAJORS, play, type Major } from "../lifecycle.ts";
import { peer, versionOf } from "../peers.ts";
import { FILES } from "./charts.ts";
import { generate } from "./generate.ts";
import { recordedPath, type Recorded } from "./recorded.ts";

const SEED = 2026;
const SCENARIOS = 10;

async function record(major: Major): Promise<void> {
  const program = peer(major);
  if (program === undefined) throw new Error(`there is no ${major} on PATH, and ${major.toUpperCase()} names none`);
  const scenarios: Recorded["scenarios"][number][] = [];
  for (const scenario of (await generate(major, SEED)).slice(0, SCENARIOS)) {
    const { about, steps } = scenario;
    scenarios.push({ about, steps, ...(await play(scenario, [program])) });
  }
  const recorded: Recorded = { program: versionOf(program), files: FILES, scenarios };
  mkdirSync(dirname(recordedPath(major)), { recursive: true });
  writeFileSync(recordedPath(major), `${JSON.stringify(recorded, undefined, 1)}\n`);
  console.log(recordedPath(major));
}

await Promise.all(MAJORS.map(record));
