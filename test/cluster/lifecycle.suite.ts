/**
 * The scenarios of test/cases/lifecycle against the cluster that KUBECONFIG names, with the programs that were built: `bun test
 * ./test/cluster/lifecycle.suite.ts`. Every answer and what stands at the end is as the real Helm's was, also where the real one (test/cluster/peers.ts)
 * and ours take turns on the same releases.
 */
import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { comparable } from "./comparable.ts";
import {
  MAJORS,
  play,
  readScenario,
  recordedFile,
  scenarioNames,
  withoutServerNames,
  type Major,
  type Played,
} from "./lifecycle.ts";
import { peer } from "./peers.ts";

const OURS: Readonly<Record<Major, string>> = {
  helm3: resolve(import.meta.dir, "../../bin/helm3"),
  helm4: resolve(import.meta.dir, "../../bin/helm"),
};

const SCENARIO_MS_MAX = 300_000;

/** Alone; and where the real one is found, both in turn, each beginning once. */
function casts(major: Major): [name: string, programs: string[]][] {
  const ours = OURS[major];
  const real = peer(major);
  const alone: [string, string[]] = ["alone", [ours]];
  return real === undefined ? [alone] : [alone, ["after the real one", [real, ours]], ["before it", [ours, real]]];
}

function isPlayable(name: string, major: Major, programs: readonly string[]): boolean {
  return existsSync(recordedFile(name, major)) && (programs.length === 1 || readScenario(name).needsDiff !== true);
}

for (const major of MAJORS) {
  describe(major, () => {
    for (const [cast, programs] of casts(major)) {
      for (const name of scenarioNames().filter((one) => isPlayable(one, major, programs))) {
        test.concurrent(
          `${name}, ${cast}`,
          async () => {
            const { answers, releases, objects } = JSON.parse(
              readFileSync(recordedFile(name, major), "utf8"),
            ) as Played;
            const played = await play(readScenario(name), programs);
            const masked = (one: Played): Played => comparable(withoutServerNames(one));
            expect(masked(played)).toEqual(masked({ answers, releases, objects }));
          },
          SCENARIO_MS_MAX,
        );
      }
    }
  });
}

test("the programs were built", () => {
  for (const path of Object.values(OURS)) expect(existsSync(join(path))).toBe(true);
});
