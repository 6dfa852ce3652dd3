/**
 * Generated command lines (test/cluster/flags) against the cluster that KUBECONFIG names, with the programs that were built: `bun test
 * ./test/cluster/flags.suite.ts`. Those that were recorded, and, where a real Helm is found (test/cluster/peers.ts), as many others that are answered by both.
 * FLAGS_SEED chooses which; test/cluster/flags/explore.ts plays all of a seed.
 */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { differences, differencesOf } from "./flags/differences.ts";
import { generate } from "./flags/generate.ts";
import { recordedPath, type Recorded } from "./flags/recorded.ts";
import { MAJORS, play, type Major } from "./lifecycle.ts";
import { peer } from "./peers.ts";

const OURS: Readonly<Record<Major, string>> = {
  helm3: resolve(import.meta.dir, "../../bin/helm3"),
  helm4: resolve(import.meta.dir, "../../bin/helm"),
};

const SEED = Number(process.env["FLAGS_SEED"] ?? "7");
const LIVE_SCENARIOS = 10;
const SCENARIO_MS_MAX = 300_000;

for (const major of MAJORS) {
  describe(major, () => {
    const { files, scenarios } = JSON.parse(readFileSync(recordedPath(major), "utf8")) as Recorded;
    for (const recorded of scenarios) {
      test.concurrent(
        `${recorded.about}, recorded`,
        async () => {
          const { about, steps } = recorded;
          expect(differencesOf(recorded, await play({ about, files, steps }, [OURS[major]]))).toEqual([]);
        },
        SCENARIO_MS_MAX,
      );
    }
  });
  const real = peer(major);
  if (real === undefined) continue;
  const generated = (await generate(major, SEED)).slice(0, LIVE_SCENARIOS);
  describe(`${major}, beside the real one`, () => {
    for (const scenario of generated) {
      test.concurrent(
        scenario.about,
        async () => {
          expect(await differences(scenario, { real, ours: OURS[major] })).toEqual([]);
        },
        SCENARIO_MS_MAX,
      );
    }
  });
}
