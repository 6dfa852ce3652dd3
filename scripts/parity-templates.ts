/**
 * Runs recorded answers of Helm's template engine, in both dialects:
 *   bun run parity:templates [-v] [-k TEXT] FILE…
 * The files have one JSON object a line; `templates/README.md` beside the recordings describes them. Failing ids are printed, and
 * at the end `N passed, N failed`. `-v` also prints what was wanted and what came, `-k` runs only ids that contain a text.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Case, DEFAULT_CHART_YAML, runCase } from "../test/recorded/template-case.ts";

interface Arguments {
  readonly files: readonly string[];
  readonly verbose: boolean;
  readonly filter: string;
}

function parseArguments(words: readonly string[]): Arguments {
  const files: string[] = [];
  let verbose = false;
  let filter = "";
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "-v") verbose = true;
    else if (word === "-k") filter = words[++i] ?? "";
    else files.push(word);
  }
  return { files, verbose, filter };
}

function readCases(file: string): Case[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Case);
}

function readSurroundings(file: string): { chartYaml: string; kubeVersion: string } {
  if (!existsSync(file)) return { chartYaml: DEFAULT_CHART_YAML, kubeVersion: "v1.33.0" };
  const { chart, kubeVersion } = JSON.parse(readFileSync(file, "utf8")) as {
    chart: string;
    kubeVersion: { Version: string };
  };
  return { chartYaml: chart, kubeVersion: kubeVersion.Version };
}

const { files, verbose, filter } = parseArguments(process.argv.slice(2));
let passed = 0;
let failed = 0;
for (const file of files) {
  const surroundings = readSurroundings(join(dirname(file), "capabilities.json"));
  for (const recorded of readCases(file)) {
    if (!recorded.id.includes(filter)) continue;
    for (const dialect of ["helm4", "helm3"] as const) {
      const fault = await runCase(recorded, { ...surroundings, dialect });
      if (fault === undefined) passed++;
      else {
        failed++;
        console.log(`FAIL ${recorded.id} (${dialect})`);
        if (verbose) console.log(`  template: ${JSON.stringify(recorded.template ?? "")}\n${fault}`);
      }
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
