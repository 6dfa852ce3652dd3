/**
 * `bun test/cluster/flags/explore.ts MAJOR SEED [FROM [TO]]`: plays generated command lines with the real Helm and with the program that was built, and prints
 * what differs. KUBECONFIG names the cluster, HELM3 or HELM4 the real Helm, OURS a folder with other builds than bin/; STORIES says how
 * many stories are played instead.
 */
import { join, resolve } from "node:path";
import { MAJORS } from "../lifecycle.ts";
import { peer } from "../peers.ts";
import { differences } from "./differences.ts";
import { generate } from "./generate.ts";
import { stories } from "./stories.ts";

const [given, seed = "1", from = "0", to = "1000000"] = process.argv.slice(2);
const major = MAJORS.find((one) => one === given);
const real = major === undefined ? undefined : peer(major);
if (major === undefined || real === undefined) throw new Error(`no real ${given ?? "Helm"}`);
const programs = process.env["OURS"] ?? resolve(import.meta.dir, "../../../bin");
const ours = join(programs, major === "helm3" ? "helm3" : "helm");

const all =
  process.env["STORIES"] === undefined
    ? await generate(major, Number(seed))
    : stories(major, { seed: Number(seed), count: Number(process.env["STORIES"]) });
const scenarios = all.slice(Number(from), Number(to));
console.log(
  `${scenarios.length} scenarios, ${scenarios.reduce((sum, { steps }) => sum + steps.length, 0)} command lines`,
);
let count = 0;
for (const [i, scenario] of scenarios.entries()) {
  const found = await differences(scenario, { real, ours });
  count += found.length;
  for (const text of found) console.log(`--- ${major} ${seed} ${Number(from) + i}\n${text}`);
}
console.log(`${count} differences`);
