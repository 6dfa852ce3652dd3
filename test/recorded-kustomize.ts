/**
 * Runs recorded command lines of kustomize in this process, over files in memory: a whole suite takes seconds.
 * Usage: bun test/recorded-kustomize.ts FOLDER [PART OF AN ID] [-v]; FOLDER holds suites of cases (`SUITE/cases/NAME/cmd`).
 */
import * as fs from "node:fs";
import { join } from "node:path";
import { fromBytes } from "../src/go/bytes.ts";
import { MemoryFileSystem } from "../src/base/index.ts";
import { kustomizeInMemory } from "./kustomize-in-memory.ts";

/** What of a case is not its input. */
const EXPECTED: readonly string[] = ["cmd", "stdout", "stderr-has", "exit", "files", "compare", "env", "note"];
const SHELL_WORDS = /"((?:[^"\\]|\\[^])*)"|'([^']*)'|\\([^])|([^\s"'\\]+)|(\s+)/g;

function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [, double, single, escaped, plain, space] of line.matchAll(SHELL_WORDS)) {
    if (space === undefined)
      word = (word ?? "") + (double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? plain ?? "");
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}

function load(memory: MemoryFileSystem, from: string, to: string, skipped: readonly string[]): void {
  memory.makeDirectory(to);
  for (const name of fs.readdirSync(from)) {
    if (skipped.includes(name)) continue;
    const [source, target] = [join(from, name), join(to, name)];
    const stat = fs.lstatSync(source);
    if (stat.isSymbolicLink()) memory.link(target, fs.readlinkSync(source));
    else if (stat.isDirectory()) load(memory, source, target, []);
    else memory.write(target, fs.readFileSync(source), { mode: stat.mode & 0o777 });
  }
}

function read(path: string): string | undefined {
  return fs.existsSync(path) ? fromBytes(fs.readFileSync(path)) : undefined;
}

async function runCase(folder: string, name: string): Promise<string[]> {
  const cwd = `/suite/cases/${name}`;
  const files = new MemoryFileSystem();
  load(files, folder, cwd, EXPECTED);
  const charts = join(folder, "../../charts");
  if (fs.existsSync(charts)) load(files, charts, "/suite/charts", []);
  const variables = new Map([
    ["HOME", "/home"],
    ["PATH", process.env["PATH"] ?? ""],
  ]);
  for (const line of (read(join(folder, "env")) ?? "").split("\n")) {
    const [variable = "", value] = line.split(/=(.*)/s);
    if (value !== undefined) variables.set(variable, value.replace("$CASE", cwd));
  }
  const words = shellWords((read(join(folder, "cmd")) ?? "").trim()).slice(1);
  const { exit, out, err } = await kustomizeInMemory(words, { files, cwd, variables });
  return differences(folder, { exit, out, err, files, cwd });
}

interface Answer {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  readonly files: MemoryFileSystem;
  readonly cwd: string;
}

function differences(folder: string, { exit, out, err, files, cwd }: Answer): string[] {
  const why: string[] = [];
  const wantedExit = Number(read(join(folder, "exit")) ?? 0);
  if (exit !== wantedExit) why.push(`exit ${exit}, expected ${wantedExit}: ${err.slice(0, 500)}`);
  const wanted = read(join(folder, "stdout"));
  const sorted = (text: string): string => text.split("\n").sort().join("\n");
  const byLines = read(join(folder, "compare"))?.trim() === "lines";
  if (wanted !== undefined && wanted !== out && !(byLines && sorted(wanted) === sorted(out))) {
    why.push(`stdout: ${firstDifference(wanted, out)}`);
  }
  for (const line of (read(join(folder, "stderr-has")) ?? "").split("\n")) {
    if (line !== "" && !err.includes(line)) why.push(`stderr lacks: ${line}\n  it was: ${err.slice(0, 500)}`);
  }
  const expected = join(folder, "files");
  if (fs.existsSync(expected)) why.push(...fileDifferences(expected, cwd, files));
  return why;
}

function fileDifferences(expected: string, path: string, files: MemoryFileSystem): string[] {
  return fs.readdirSync(expected).flatMap((name) => {
    const [wanted, got] = [join(expected, name), join(path, name)];
    if (fs.statSync(wanted).isDirectory()) return fileDifferences(wanted, got, files);
    if (files.stat(got)?.kind !== "file") return [`file ${got} was not written`];
    const text = fromBytes(files.read(got));
    return text === read(wanted) ? [] : [`file ${got}: ${firstDifference(read(wanted) ?? "", text)}`];
  });
}

function firstDifference(wanted: string, got: string): string {
  const [a, b] = [wanted.split("\n"), got.split("\n")];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const around = (lines: string[]): string => lines.slice(Math.max(0, at - 2), at + 4).join("\n      ");
  return `line ${at + 1}\n   - ${around(a)}\n   + ${around(b)}`;
}

async function main(): Promise<void> {
  const [folder = "", ...rest] = process.argv.slice(2);
  const verbose = rest.includes("-v");
  const part = rest.find((word) => word !== "-v") ?? "";
  let failures = 0;
  for (const suite of fs.readdirSync(folder).sort()) {
    const cases = join(folder, suite, "cases");
    if (!fs.existsSync(cases)) continue;
    const names = fs
      .readdirSync(cases)
      .filter((name) => `${suite}/${name}`.includes(part))
      .sort();
    let passed = 0;
    for (const name of names) {
      const why = await runCase(join(cases, name), name).catch((error: Error) => [`threw ${error.stack}`]);
      if (why.length === 0) passed++;
      else console.log(`FAIL ${suite}/${name}${verbose ? `\n  ${why.join("\n  ")}` : ""}`);
    }
    failures += names.length - passed;
    if (names.length > 0) console.log(`${suite}: ${passed} of ${names.length}`);
  }
  console.log(`${failures} failed`);
}

if (import.meta.main) await main();
