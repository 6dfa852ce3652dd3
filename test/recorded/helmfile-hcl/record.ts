/**
 * Asks Helmfile about every case of `test/cases/helmfile-hcl` anew and writes its answers beside them:
 * `HELMFILE=FILE bun test/recorded/helmfile-hcl/record.ts [NAME.jsonl …]`. A new case is a line without an answer.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CASES, caseFiles, readCases, type RecordedHcl, sourcesOf } from "./cases.ts";

const { HELMFILE: helmfile } = process.env;
if (helmfile === undefined) throw new Error("HELMFILE names no program");

const AT_ONCE = 2;
const TIMEOUT_MS = 60_000;

/** The second part is rendered with the values, and hands them out by failing: that needs no Helm. */
function stateFile(paths: readonly string[]): string {
  const environments = { default: { values: paths } };
  return `environments: ${JSON.stringify(environments)}\n---\n{{ fail (toJson .Values) }}\n`;
}

async function ask(recorded: RecordedHcl): Promise<RecordedHcl> {
  const folder = mkdtempSync(join(tmpdir(), "helmfile-hcl-"));
  const sources = sourcesOf(recorded);
  for (const { path, text } of sources) writeFileSync(join(folder, path), text);
  writeFileSync(join(folder, "helmfile.yaml.gotmpl"), stateFile(sources.map(({ path }) => path)));
  try {
    return answerOf(recorded, await run(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What stands in the standard error. */
async function run(folder: string): Promise<string> {
  const child = Bun.spawn([helmfile ?? "", "build"], {
    cwd: folder,
    env: { HOME: folder, PATH: "/usr/bin:/bin", HELMFILE_UPGRADE_NOTICE_DISABLED: "true" },
    stdout: "ignore",
    stderr: "pipe",
    timeout: TIMEOUT_MS,
  });
  return new Response(child.stderr).text();
}

const VALUES = "error calling fail: ";
const FAILED = "failed to read helmfile.yaml.gotmpl: ";

function answerOf({ expression, files }: RecordedHcl, stderr: string): RecordedHcl {
  const asked = expression === undefined ? { files: files ?? {} } : { expression };
  if (stderr.includes(VALUES)) {
    const values = JSON.parse(stderr.slice(stderr.indexOf(VALUES) + VALUES.length)) as Record<string, unknown>;
    return { ...asked, value: expression === undefined ? values : values["x"] };
  }
  if (!stderr.includes(FAILED)) throw new Error(`no answer to ${JSON.stringify(asked)}:\n${stderr.slice(0, 2000)}`);
  return { ...asked, error: stderr.slice(stderr.indexOf(FAILED) + FAILED.length).replace(/\n$/, "") };
}

async function recordFile(name: string): Promise<void> {
  const cases = readCases(name);
  const answers: RecordedHcl[] = [];
  for (let i = 0; i < cases.length; i += AT_ONCE)
    answers.push(...(await Promise.all(cases.slice(i, i + AT_ONCE).map((recorded) => ask(recorded)))));
  writeFileSync(join(CASES, name), answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""));
  console.log(`${name}: ${answers.length}`);
}

const [, , ...asked] = process.argv;
for (const name of asked.length > 0 ? asked : caseFiles()) await recordFile(name);
