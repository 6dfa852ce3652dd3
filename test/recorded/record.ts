/**
 * Records what the real programs answer to the commands of test/cases/SUITE/commands, in the form that case.ts plays:
 *
 *   HELM4=FILE HELM3=FILE KUSTOMIZE=FILE KUBECTL=FILE HELMFILE=FILE bun test/recorded/record.ts [SUITE ...]
 *
 * A line of `commands` is `ID: COMMAND`, with variables of the case before the command (`NAME=value helm …`); PLUGINS is the HELM_PLUGINS of the
 * programs that are recorded. The input of a command is what stands in test/cases/SUITE/input/ (copied into the folder of the
 * run, below the case's own files where it has some). Every command is run twice, in folders of different names; an answer that
 * varies is refused. Expectations are only ever written here.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { playCase, type Answer, type Programs, type RecordedCase, splitWords } from "./case.ts";

const CASES = resolve(import.meta.dir, "../cases");
const PEERS: Readonly<Record<string, string>> = {
  helm: "HELM4",
  helm3: "HELM3",
  kustomize: "KUSTOMIZE",
  kubectl: "KUBECTL",
  helmfile: "HELMFILE",
};

interface Recording {
  readonly answer: Answer;
  /** Text files that the command made or changed, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly folder: string;
}

function peers(): Programs {
  const found = Object.entries(PEERS).flatMap(([tool, name]) => {
    const path = process.env[name];
    return path === undefined ? [] : [[tool, [resolve(path)]] as const];
  });
  const { PLUGINS: plugins } = process.env;
  const env = plugins === undefined ? {} : { HELM_PLUGINS: resolve(plugins) };
  return { commands: new Map(found), path: mkdtempSync(join(tmpdir(), "lade-peers-")), env };
}

async function recordSuite(suite: string, programs: Programs): Promise<number> {
  const folder = join(CASES, suite);
  const lines = readFileSync(join(folder, "commands"), "utf8").split("\n");
  const wanted = lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
  rmSync(join(folder, "cases"), { recursive: true, force: true });
  for (const line of wanted) {
    const at = line.indexOf(":");
    await recordCase(join(folder, "cases", line.slice(0, at)), line.slice(at + 1).trim(), programs);
  }
  return wanted.length;
}

async function recordCase(folder: string, command: string, programs: Programs): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { variables, words } = withoutVariables(command);
  writeFileSync(join(folder, "cmd"), `${words}\n`);
  if (variables !== "") writeFileSync(join(folder, "env"), variables.trim().replaceAll(/\s+/g, "\n").concat("\n"));
  const one: RecordedCase = { id: relative(CASES, folder), folder, words: splitWords(words) };
  const [first, second] = [await play(one, programs), await play(one, programs)];
  if (sameAnswer(first, second)) return writeAnswer(folder, first);
  rmSync(folder, { recursive: true });
  process.exitCode = 1;
  console.error(`${one.id}: refused, because the answer varies from run to run`);
}

function withoutVariables(command: string): { variables: string; words: string } {
  const variables = /^(?:[A-Z_]+=\S*\s+)*/.exec(command)?.[0] ?? "";
  return { variables, words: command.slice(variables.length) };
}

function play(one: RecordedCase, programs: Programs): Promise<Recording> {
  return playCase(one, programs, (answer, folder) => ({ answer, folder, files: changedFiles(one, folder) }));
}

function sameAnswer(a: Recording, b: Recording): boolean {
  const text = (one: Recording): string => stableLines(one).join("\n") + [...one.files].flat().join("\n");
  return a.answer.exit === b.answer.exit && a.answer.stdout.equals(b.answer.stdout) && text(a) === text(b);
}

function writeAnswer(folder: string, recording: Recording): void {
  const { answer, files } = recording;
  writeFileSync(join(folder, "stdout"), answer.stdout);
  if (answer.exit !== 0) writeFileSync(join(folder, "exit"), `${answer.exit}\n`);
  const lines = stableLines(recording);
  if (lines.length > 0) writeFileSync(join(folder, "stderr-has"), `${lines.join("\n")}\n`);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, "files", name)), { recursive: true });
    writeFileSync(join(folder, "files", name), text);
  }
}

/** The lines of the standard error that name neither the scratch folder nor a time. */
function stableLines({ answer, folder }: Recording): string[] {
  const scratch = dirname(dirname(dirname(folder)));
  return answer.stderr
    .split("\n")
    .map((line) =>
      line
        .replace(/^time=\S+ /, "")
        .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, "")
        .trimEnd(),
    )
    .filter((line) => line !== "" && !line.includes(scratch));
}

function changedFiles(one: RecordedCase, folder: string): Map<string, string> {
  const input = join(dirname(dirname(one.folder)), "input");
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(tgz|prov)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => name !== "cmd" && !name.startsWith("home/"));
  const changed = names.filter((name) => {
    const before = [join(one.folder, name), join(input, name)].find(existsSync);
    return before === undefined || !readFileSync(before).equals(readFileSync(join(folder, name)));
  });
  return new Map(changed.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

async function main(): Promise<void> {
  const programs = peers();
  const all = readdirSync(CASES).filter((name) => existsSync(join(CASES, name, "commands")));
  const suites = process.argv.length > 2 ? process.argv.slice(2) : all;
  try {
    for (const suite of suites) console.log(`${suite}: ${await recordSuite(suite, programs)} cases recorded`);
  } finally {
    rmSync(programs.path, { recursive: true, force: true });
  }
}

await main();
