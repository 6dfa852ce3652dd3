/**
 * Renders every chart below a folder with the real Helm and with ours, by default and with the values files that lie beside it, and tells
 * where they answer differently:
 *
 *   HELM4=FILE bun test/recorded/compare-charts.ts FOLDER [--helm3 | --lint] [WORD …]
 *
 * With `--helm3` HELM3 is asked. Further words are handed to every command. What Helm answers differently from run to run is compared
 * in the lines that stay.
 */
import { readdirSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";

const VALUES_MAX = 3;
const TIMEOUT_MS = 120_000;

interface Answer {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

const [folder = ".", ...words] = process.argv.slice(2);
const isHelm3 = words.includes("--helm3");
const isLint = words.includes("--lint");
const more = words.filter((word) => word !== "--helm3" && word !== "--lint");
const peer = process.env[isHelm3 ? "HELM3" : "HELM4"];
if (peer === undefined) throw new Error(`${isHelm3 ? "HELM3" : "HELM4"} names no program`);
const ours = resolve(import.meta.dir, "../../bin", isHelm3 ? "helm3" : "helm");

/** The outermost folders with a Chart.yaml. */
function chartsIn(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true });
  if (entries.some(({ name }) => name === "Chart.yaml")) return [directory];
  return entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => chartsIn(join(directory, name)));
}

function valuesBeside(chart: string): string[] {
  const found = ["ci", "tests", "examples", "."].flatMap((place) => yamlFiles(join(chart, place)));
  return found.filter((path) => !["values.yaml", "Chart.yaml", "requirements.yaml"].includes(basename(path)));
}

function yamlFiles(directory: string): string[] {
  try {
    return readdirSync(directory).flatMap((name) => (/\.ya?ml$/.test(name) ? [join(directory, name)] : []));
  } catch {
    return [];
  }
}

function commandsFor(chart: string): string[][] {
  if (isLint) return [["lint", ".", ...more]];
  const files = valuesBeside(chart).slice(0, VALUES_MAX);
  const plain = ["template", "rel", ".", ...more];
  return [plain, ...files.map((file) => [...plain, "--include-crds", "-f", relative(chart, file)])];
}

function ask(program: string, args: readonly string[], cwd: string): Answer {
  const { exitCode, stdout, stderr } = Bun.spawnSync([program, ...args], { cwd, timeout: TIMEOUT_MS });
  return { exitCode, out: stdout.toString(), err: stderr.toString() };
}

const TIME = /\d{4}[/-]\d\d[/-]\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)?/g;
const LONG_WORD = /[\w+/=-]{8,}/g;

/** Lines of standard error in any order, without times. */
function seen({ exitCode, out, err }: Answer): string {
  return `${exitCode}\n${out}\n${err.replace(TIME, "").split("\n").sort().join("\n")}`;
}

function agree(args: readonly string[], chart: string): boolean {
  const [theirs, own] = [ask(peer ?? "", args, chart), ask(ours, args, chart)].map(seen);
  if (theirs === own) return true;
  const again = seen(ask(peer ?? "", args, chart));
  return again !== theirs && agreeWhereSteady(own ?? "", theirs ?? "", again);
}

/** Line by line, but for those in which Helm itself varies. Where even their number does, all but the long words. */
function agreeWhereSteady(own: string, theirs: string, again: string): boolean {
  const [lines, once, twice] = [own, theirs, again].map((text) => text.split("\n"));
  if (lines?.length === once?.length && once?.length === twice?.length)
    return lines?.every((line, i) => line === once?.[i] || once?.[i] !== twice?.[i]) ?? false;
  return own.replace(LONG_WORD, "") === theirs.replace(LONG_WORD, "");
}

let passed = 0;
let failed = 0;
for (const chart of chartsIn(resolve(folder))) {
  for (const args of commandsFor(chart)) {
    if (agree(args, chart)) passed++;
    else {
      failed++;
      console.log(`${relative(folder, chart)}: ${args.join(" ")}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
