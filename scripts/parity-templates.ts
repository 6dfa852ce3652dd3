/**
 * Runs recorded answers of Helm's template engine, in both dialects:
 *   bun run parity:templates [-v] [-k TEXT] [--traced] FILE…
 * The files have one JSON object a line; `templates/README.md` beside the recordings describes them. Failing ids are printed, and
 * at the end `N passed, N failed`. `-v` also prints what was wanted and what came, `-k` runs only ids that contain a text,
 * `--traced` renders as `lade why` does.
 */
import { Origins } from "../src/base/index.ts";
import { runCase } from "../test/recorded/template-case.ts";
import { readRecorded } from "../test/recorded/template-files.ts";

interface Arguments {
  readonly files: readonly string[];
  readonly verbose: boolean;
  readonly traced: boolean;
  readonly filter: string;
}

function parseArguments(words: readonly string[]): Arguments {
  const files: string[] = [];
  let verbose = false;
  let traced = false;
  let filter = "";
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "-v") verbose = true;
    else if (word === "--traced") traced = true;
    else if (word === "-k") filter = words[++i] ?? "";
    else files.push(word);
  }
  return { files, verbose, traced, filter };
}

const { files, verbose, traced, filter } = parseArguments(process.argv.slice(2));
let passed = 0;
let failed = 0;
for (const file of files) {
  const { cases, ...surroundings } = readRecorded(file);
  for (const recorded of cases) {
    if (!recorded.id.includes(filter)) continue;
    for (const dialect of ["helm4", "helm3"] as const) {
      const origins = traced ? new Origins() : undefined;
      const fault = await runCase(recorded, { ...surroundings, dialect, origins });
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
