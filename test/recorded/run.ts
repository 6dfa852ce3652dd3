/**
 * Plays recorded cases against programs and says how many they answer the same:
 *
 *   bun run cases [--root DIR] [--helm CMD] [--kustomize CMD] ... [-k TEXT] [-v] [--failures FILE] [PREFIX ...]
 *
 * Ends with `N passed, N failed`.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { differences, findCases, playCase, type Programs, type RecordedCase } from "./case.ts";

const TOOLS = ["helm", "helm3", "kustomize", "kubectl", "helmfile"] as const;
const ROOT = resolve(import.meta.dir, "../..");

/** There is no `bin/kubectl`, which would stand before the real one on PATH. */
const OWN: Readonly<Record<string, string>> = { kubectl: `${join(ROOT, "bin", "lade")} kubectl` };

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export interface RunOptions {
  readonly root: string;
  readonly prefixes: readonly string[];
  readonly contains: string;
  readonly verbose: boolean;
  /** Overrides of `bin/TOOL`, as one line of words. */
  readonly programs: Readonly<Partial<Record<(typeof TOOLS)[number], string>>>;
  readonly atOnce?: number;
  /** Ids of cases that are known to differ, each listed with its reason in docs/compat/. They must differ. */
  readonly known?: ReadonlySet<string>;
}

/** Plays every chosen case, prints the failing ones and a line per suite. */
export async function runCases(options: RunOptions): Promise<Tally & { readonly failures: readonly string[] }> {
  const chosen = (one: RecordedCase): boolean =>
    options.prefixes.length === 0 || options.prefixes.some((prefix) => isBelow(one.id, prefix));
  const cases = findCases(options.root).filter((one) => one.id.includes(options.contains) && chosen(one));
  const programs = standIns(options.programs);
  const failures: string[] = [];
  const suites = new Map<string, { passed: number; total: number }>();
  try {
    await inParallel(cases, options.atOnce ?? 2, async (one) => {
      const why = await playCase(one, programs, (answer, folder) => differences(one, answer, folder));
      const failed = judge(one, why, options);
      if (failed !== undefined) failures.push(failed);
      const suite = suiteOf(one);
      const tally = suites.get(suite) ?? { passed: 0, total: 0 };
      suites.set(suite, { passed: tally.passed + (failed === undefined ? 1 : 0), total: tally.total + 1 });
    });
  } finally {
    rmSync(programs.path, { recursive: true, force: true });
  }
  for (const [suite, { passed, total }] of [...suites].sort()) console.log(`${suite}: ${passed} of ${total}`);
  return { passed: cases.length - failures.length, failed: failures.length, failures: failures.sort() };
}

/** `helm` chooses helm/cli/x but not helmfile/x; `helm/cli/cases/env` chooses every case that begins so. */
function isBelow(id: string, prefix: string): boolean {
  return prefix.includes("/") ? id.startsWith(prefix) : id.startsWith(`${prefix}/`);
}

/** Prints a case that fails, or a known difference that is gone, and returns its id. */
function judge(one: RecordedCase, why: readonly string[], options: RunOptions): string | undefined {
  const known = options.known?.has(one.id) === true;
  if (known === why.length > 0) return undefined;
  const details = options.verbose ? why.map((text) => text.replace(/^/gm, "    ")) : [];
  console.log(
    [`FAIL ${one.id}${known ? " (listed as a known difference, but it passes)" : ""}`, ...details].join("\n"),
  );
  return one.id;
}

function suiteOf(one: RecordedCase): string {
  const parts = one.id.split("/").slice(0, -1);
  return (parts.at(-1) === "cases" ? parts.slice(0, -1) : parts).join("/") || ".";
}

/** The tools as words, and under their names in a folder for PATH (post-renderers and kustomize call `helm`). */
function standIns(overrides: RunOptions["programs"]): Programs {
  const path = mkdtempSync(join(tmpdir(), "lade-tools-"));
  const commands = new Map<string, readonly string[]>();
  for (const tool of TOOLS) {
    const words = (overrides[tool] ?? OWN[tool] ?? join(ROOT, "bin", tool))
      .split(" ")
      .map((word) => (existsSync(word) ? resolve(word) : word));
    commands.set(tool, words);
    writeFileSync(join(path, tool), `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")} "$@"\n`);
    chmodSync(join(path, tool), 0o755);
  }
  return { commands, path };
}

async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** The known differences of one tool: ids in a list of docs/compat/FILE.known, `#` starts a comment. */
export function readKnown(path: string): Set<string> {
  if (!existsSync(path)) return new Set();
  const lines = readFileSync(path, "utf8").split("\n");
  return new Set(lines.map((line) => line.replace(/#.*/, "").trim()).filter((line) => line !== ""));
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      root: { type: "string", default: join(ROOT, "test", "cases") },
      k: { type: "string", short: "k", default: "" },
      verbose: { type: "boolean", short: "v", default: false },
      jobs: { type: "string", short: "j", default: "2" },
      failures: { type: "string" },
      known: { type: "string" },
      helm: { type: "string" },
      helm3: { type: "string" },
      kustomize: { type: "string" },
      kubectl: { type: "string" },
      helmfile: { type: "string" },
    },
  });
  const programs = Object.fromEntries(
    TOOLS.flatMap((tool) => (values[tool] === undefined ? [] : [[tool, values[tool]]])),
  );
  const result = await runCases({
    root: resolve(values.root),
    prefixes: positionals,
    contains: values.k,
    verbose: values.verbose,
    atOnce: Number(values.jobs),
    programs,
    ...(values.known !== undefined ? { known: readKnown(values.known) } : {}),
  });
  if (values.failures !== undefined) writeFileSync(values.failures, result.failures.map((id) => `${id}\n`).join(""));
  console.log(`${result.passed} passed, ${result.failed} failed`);
  process.exitCode = result.failed > 0 || result.passed === 0 ? 1 : 0;
}

if (import.meta.main) await main();
