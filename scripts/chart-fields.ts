/**
 * Counts which kinds and fields public charts use: `bun scripts/chart-fields.ts [COUNT]` reads the rendered charts of `../shared/parity/helm/charts-real`, where
 * they stand beside the checkout, and prints the table of docs/compat/sandbox.md: the most used fields by kind, and which of them are covered. A field counts once for
 * each rendering that sets it. It is covered where a recorded request (test/cases/requests) that a real API server accepted sets it: then its defaults and owners are
 * compared, too.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isObject, type JsonObject } from "../src/kube/index.ts";
import { CHARTS, documentsOf } from "../test/cluster/requests/charts.ts";
import { fieldsIn } from "../test/cluster/requests/fields.ts";
import { decodeRecording } from "../test/cluster/requests/recording.ts";

const CASES = resolve(import.meta.dir, "../test/cases/requests");
const COUNT = 100;

function main(): void {
  if (!existsSync(CHARTS)) throw new Error(`no rendered charts at ${CHARTS}`);
  const top = usage().slice(0, Number(process.argv[2] ?? COUNT));
  const covered = coveredFields();
  const missing = top.filter(([field]) => !covered.has(field));
  console.log(`${top.length - missing.length} of ${top.length} are covered\n`);
  console.log("| kind | renderings | fields, the most used first | not covered |\n|---|--:|---|---|");
  for (const [kind, fields] of Map.groupBy(top, ([field]) => field.split(" ", 1)[0] ?? "")) {
    const names = (some: typeof fields): string => some.map(([field]) => field.slice(kind.length + 1)).join(", ");
    const without = fields.filter(([field]) => !covered.has(field));
    console.log(`| ${kind} | ${fields[0]?.[1]} | ${names(fields)} | ${names(without) || "–"} |`);
  }
}

/** The most used first; what every object has is passed over. */
function usage(): [field: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of readdirSync(CHARTS)) {
    for (const field of new Set(documentsOf(name).flatMap(ownFields))) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

function ownFields(object: JsonObject): string[] {
  return fieldsIn(object).filter((field) => !/^\S+ (apiVersion|kind|metadata.*)$/.test(field));
}

function coveredFields(): Set<string> {
  const recorded = readdirSync(CASES).flatMap((file) => decodeRecording(readFileSync(join(CASES, file), "utf8")));
  const accepted = recorded.flatMap(({ exchanges }) =>
    exchanges.filter(({ answer }) => answer.status < 300).map(({ request }) => request.body),
  );
  return new Set(accepted.filter(isObject).flatMap(fieldsIn));
}

main();
