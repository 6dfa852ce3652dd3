/**
 * Counts which kinds and fields public charts use: `bun scripts/chart-fields.ts` reads the rendered charts of `../shared/parity/helm/charts-real`, where
 * they stand beside the checkout, and prints the table of docs/compat/sandbox.md. A field counts once for each rendering that sets it. It is covered where a
 * recorded request (test/cases/requests) sets it and a real API server's answer to it is compared.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isObject, textAt, type JsonObject, type JsonValue } from "../src/kube/index.ts";
import { fieldsIn } from "../test/cluster/requests/fields.ts";

const CASES = resolve(import.meta.dir, "../../shared/parity/helm/charts-real/cases");
const SHOWN = 100;

function main(): void {
  if (!existsSync(CASES)) throw new Error(`no rendered charts at ${CASES}`);
  const counts = new Map<string, number>();
  for (const name of readdirSync(CASES)) {
    for (const field of new Set(documentsOf(name).flatMap(fieldsIn))) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  for (const [field, count] of sorted.slice(0, Number(process.argv[2] ?? SHOWN))) console.log(`${count}\t${field}`);
}

function documentsOf(name: string): JsonObject[] {
  const path = join(CASES, name, "stdout");
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split(/^---\s*$/m)
    .flatMap(parsed);
}

/** What is no YAML to the runtime's parser (some values are meant for Go's) is passed over. */
function parsed(text: string): JsonObject[] {
  try {
    const value = Bun.YAML.parse(text) as JsonValue;
    return isObject(value) && textAt(value, "kind") !== "" ? [value] : [];
  } catch {
    return [];
  }
}

main();
