/**
 * A recorded case: a folder with a command, its input, and what the real program answered.
 *
 *   cmd         one line of shell words; the first is the tool (helm, helm3, kustomize, helmfile); run in a copy of the folder
 *   stdout      the exact bytes expected (absent: not compared)
 *   exit        the exit code expected (absent: 0)
 *   stderr-has  each line must occur somewhere in the standard error
 *   compare     how stdout is compared when not by bytes: lines (in any order), json, yaml, yaml-set (documents in any order)
 *   files       a folder: after the run each file in it must stand in the case's folder with these bytes
 *   env         NAME=value lines added to the environment; $CASE is the folder of the run
 *   note        what the case is about
 *
 * What stands in the suite's `input/` is copied in first, its `charts/` stands
 * beside `cases/`, and its `env` holds for all its cases.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, relative } from "node:path";
import { documentsOf } from "./documents.ts";

/** The files of a case that hold its expectation; all others are input. */
export const EXPECTATION_FILES = ["stdout", "stderr-has", "exit", "files", "compare"];

export interface RecordedCase {
  readonly id: string;
  readonly folder: string;
  readonly words: readonly string[];
}

export interface Answer {
  readonly exit: number | "timed out";
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface Programs {
  /** Tool name → the words that start it. */
  readonly commands: ReadonlyMap<string, readonly string[]>;
  /** A folder put first on PATH, in which the tools stand under their names. */
  readonly path: string;
  /** Added to the environment of every case. */
  readonly env?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 60_000;

/** Every case below `root`, sorted by id (its path below the root). */
export function findCases(root: string): RecordedCase[] {
  const found: RecordedCase[] = [];
  const visit = (folder: string): void => {
    const command = join(folder, "cmd");
    if (existsSync(command)) {
      found.push({ id: relative(root, folder), folder, words: splitWords(readFileSync(command, "utf8").trim()) });
      return;
    }
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      if (name !== "charts" && name !== "input" && statSync(path).isDirectory()) visit(path);
    }
  };
  if (existsSync(root)) visit(root);
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Splits a line as a POSIX shell splits words: blanks, single and double quotes, backslashes; no expansion. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  const pattern = /\s*((?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^\s'"\\])+)/gy;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line))
    words.push(unquoteWord(match[1] ?? ""));
  return words;
}

function unquoteWord(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])/g,
    (_, single?: string, double?: string, escaped?: string) => {
      if (single !== undefined) return single;
      return double === undefined ? (escaped ?? "") : double.replace(/\\([$`"\\\n])/g, "$1");
    },
  );
}

/** Runs a case in a scratch copy with an empty home, and hands the answer to `use` while the copy still stands. */
export async function playCase<T>(
  one: RecordedCase,
  programs: Programs,
  use: (answer: Answer, folder: string) => T,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), "lade-case-"));
  try {
    const folder = join(scratch, "suite", "cases", basename(one.folder));
    const input = join(one.folder, "..", "..", "input");
    if (existsSync(input)) await cp(realpathSync(input), folder, { recursive: true, verbatimSymlinks: true });
    await cp(one.folder, folder, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => dirname(source) !== one.folder || !EXPECTATION_FILES.includes(basename(source)),
    });
    const charts = join(one.folder, "..", "..", "charts");
    if (existsSync(charts)) symlinkSync(charts, join(scratch, "suite", "charts"));
    mkdirSync(join(scratch, "home"));
    return use(await runTool(one, { folder, home: join(scratch, "home"), programs }), folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly home: string;
  readonly programs: Programs;
}

async function runTool(one: RecordedCase, place: Place): Promise<Answer> {
  const command = place.programs.commands.get(one.words[0] ?? "");
  if (command === undefined) throw new Error(`${one.id}: no program stands for ${one.words[0]}`);
  if (command[0]?.startsWith("/") === true && !existsSync(command[0])) {
    return { exit: 127, stdout: Buffer.alloc(0), stderr: `${command[0]}: no such program (npm run build makes bin/)` };
  }
  const child = Bun.spawn([...command, ...one.words.slice(1)], {
    cwd: place.folder,
    env: environment(one, place),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  const [stdout, stderr] = await Promise.all([
    new Response(child.stdout).arrayBuffer(),
    new Response(child.stderr).text(),
  ]);
  await child.exited;
  return { exit: child.signalCode === null ? (child.exitCode ?? 1) : "timed out", stdout: Buffer.from(stdout), stderr };
}

function environment(one: RecordedCase, place: Place): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(HELM_|HELMFILE_|KUBE|XDG_|LADE_)/.test(name));
  const env: Record<string, string> = Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""]));
  const path = place.programs.path + delimiter + (env["PATH"] ?? "");
  Object.assign(env, {
    HOME: place.home,
    KUBECONFIG: join(place.home, "no-cluster"),
    TZ: "UTC",
    NO_COLOR: "1",
    PATH: path,
  });
  Object.assign(env, place.programs.env);
  const suite = readText(join(one.folder, "..", "..", "env")) ?? "";
  for (const line of `${suite}\n${readText(join(one.folder, "env")) ?? ""}`.split("\n")) {
    const at = line.indexOf("=");
    if (at > 0) env[line.slice(0, at)] = line.slice(at + 1).replaceAll("$CASE", place.folder);
  }
  return env;
}

/** Why an answer is not the recorded one; empty when it is. */
export function differences(one: RecordedCase, answer: Answer, folder: string): string[] {
  const wantExit = Number(readText(join(one.folder, "exit")) ?? "0");
  const exit =
    answer.exit === wantExit
      ? []
      : [`exit ${answer.exit}, expected ${wantExit}: ${answer.stderr.trim().slice(0, 600)}`];
  const missing = (readText(join(one.folder, "stderr-has")) ?? "")
    .split("\n")
    .filter((line) => line !== "" && !answer.stderr.includes(line))
    .map((line) => `stderr lacks: ${line}\n  it was: ${answer.stderr.trim().slice(0, 600)}`);
  return [...exit, ...stdoutDifference(one, answer), ...missing, ...fileDifferences(one, folder)];
}

function stdoutDifference(one: RecordedCase, answer: Answer): string[] {
  const path = join(one.folder, "stdout");
  if (!existsSync(path)) return [];
  const want = readFileSync(path);
  const mode = (readText(join(one.folder, "compare")) ?? "").trim();
  if (want.equals(answer.stdout) || sameIn(mode, want.toString(), answer.stdout.toString())) return [];
  return [`stdout differs\n${firstDifference(want.toString(), answer.stdout.toString())}`];
}

function sameIn(mode: string, want: string, got: string): boolean {
  const sorted = (lines: string[]): string => [...lines].sort().join("\n");
  try {
    if (mode === "lines") return sorted(want.split("\n")) === sorted(got.split("\n"));
    if (mode === "json") return Bun.deepEquals(JSON.parse(want), JSON.parse(got));
    if (mode === "yaml") return Bun.deepEquals(documentsOf(want), documentsOf(got));
    if (mode === "yaml-set") return sorted(documentsOf(want)) === sorted(documentsOf(got));
  } catch {
    return false;
  }
  return false;
}

function fileDifferences(one: RecordedCase, folder: string): string[] {
  const expected = join(one.folder, "files");
  if (!existsSync(expected)) return [];
  return readdirSync(expected, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const name = relative(expected, join(entry.parentPath, entry.name));
      const got = join(folder, name);
      if (!existsSync(got)) return [`file ${name} was not written`];
      return readFileSync(got).equals(readFileSync(join(expected, name))) ? [] : [`file ${name} differs`];
    });
}

/** The first lines in which two texts part, with one line before them. */
export function firstDifference(want: string, got: string): string {
  const a = want.split("\n");
  const b = got.split("\n");
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const show = (mark: string, lines: string[]): string[] =>
    lines.slice(at, at + 5).map((line) => `${mark}${line.slice(0, 300)}`);
  return [`@@ line ${at + 1} @@`, ...(at > 0 ? [` ${a[at - 1] ?? ""}`] : []), ...show("-", a), ...show("+", b)].join(
    "\n",
  );
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
