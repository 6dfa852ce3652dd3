/**
 * `bun test/cluster/record-lifecycle.ts [NAME…]`: has the scenarios of test/cases/lifecycle answered by the real Helm, against the cluster that KUBECONFIG
 * names. HELM3 and HELM4 name the programs, which are `helm3` and `helm4` where they are not set.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { MAJORS, play, readScenario, recordedFile, scenarioNames, type Major } from "./lifecycle.ts";
import { peer, versionOf } from "./peers.ts";

async function record(name: string, major: Major): Promise<void> {
  const scenario = readScenario(name);
  if (scenario.majors?.includes(major) === false) return;
  const program = peer(major);
  if (program === undefined) throw new Error(`there is no ${major} on PATH, and ${major.toUpperCase()} names none`);
  const played = await play(scenario, [program]);
  const path = recordedFile(name, major);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ program: versionOf(program), ...played }, undefined, 1)}\n`);
  console.log(path);
}

const names = process.argv.slice(2);
for (const name of names.length === 0 ? scenarioNames() : names) {
  await Promise.all(MAJORS.map((major) => record(name, major)));
}
