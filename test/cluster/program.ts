/** The program under test: the one that LADE_BIN names, the one that is built in bin/, or its source. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "../..");

/** The words that start `lade`. */
export function programWords(): string[] {
  const built = process.env["LADE_BIN"] ?? join(ROOT, "bin/lade");
  return existsSync(built) ? [built] : [process.execPath, join(ROOT, "src/main.ts")];
}
