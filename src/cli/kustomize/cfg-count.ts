/** `kustomize cfg count` (cmd/config 0.21). */
import { compareStrings } from "../../go/index.ts";
import { objectOf, readMeta, type Node } from "../../kustomize/kio/index.ts";
import type { RunContext } from "../context.ts";
import { overInput, overPackages, type PackageRun } from "./cfg-packages.ts";

export function run(context: RunContext): void {
  const { args, flags, out } = context;
  const [folder] = args;
  const render = flags.bool("kind") ? countByKind : (items: readonly Node[]): string => `${items.length}\n`;
  if (folder === undefined) return out.write(overInput(context, { render }));
  const each: PackageRun = { layout: "sections", render, failure: (message) => `${message}\n` };
  for (const piece of overPackages(context, folder, each)) out.write(piece);
}

function countByKind(items: readonly Node[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(kindOf(item), (counts.get(kindOf(item)) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => compareStrings(a, b));
  return sorted.map(([kind, count]) => `${kind}: ${count}\n`).join("");
}

function kindOf(item: Node): string {
  try {
    return readMeta(objectOf(item)).kind;
  } catch {
    return "";
  }
}
