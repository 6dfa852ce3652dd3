/**
 * Every recorded answer of Helm's template engine, in both dialects, and traced as well as not: our own, and the large collection
 * where it stands beside the checkout.
 */
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Origins } from "../src/base/index.ts";
import { runCase } from "./recorded/template-case.ts";
import { readRecorded } from "./recorded/template-files.ts";

/** One case recurses 100,000 levels deep. */
setDefaultTimeout(60_000);

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
          test(`${recorded.id} (${dialect}, traced)`, async () => {
            const origins = new Origins();
            expect(await runCase(recorded, { ...surroundings, dialect, origins })).toBeUndefined();
          });
        }
      }
    });
  }
}
