/** Every recorded answer of Helm's template engine, in both dialects: our own, and the large collection where it stands beside the checkout. */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { runCase } from "./recorded/template-case.ts";
import { readRecorded } from "./recorded/template-files.ts";

const FOLDERS = [join(import.meta.dir, "cases/templates"), resolve(import.meta.dir, "../../shared/parity/templates")];

for (const folder of FOLDERS.filter(existsSync)) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".jsonl"))) {
    describe(`templates: ${basename(name, ".jsonl")}`, () => {
      const { cases, ...surroundings } = readRecorded(join(folder, name));
      for (const recorded of cases) {
        for (const dialect of ["helm4", "helm3"] as const) {
          test(`${recorded.id} (${dialect})`, async () => {
            expect(await runCase(recorded, { ...surroundings, dialect })).toBeUndefined();
          });
        }
      }
    });
  }
}
