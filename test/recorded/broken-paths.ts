/**
 * Files and folders that cannot be read: command lines that name a loop of links, what lies below a file, a locked folder; and, run by
 * itself, what the real programs say to them:
 *
 *   HELM4=FILE HELM3=FILE bun test/recorded/broken-paths.ts
 *
 * writes test/cases/broken-paths/helm4.jsonl and helm3.jsonl.
 */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { ask } from "./ask.ts";
import { recordBoth } from "./both-dialects.ts";
import { splitWords } from "./case.ts";

const CASES = resolve(import.meta.dir, "../cases/broken-paths");

export interface Answered {
  /** The words behind the program's name, variables before them. */
  readonly line: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it has made. */
  readonly made: readonly string[];
}

const CHART = "apiVersion: v2\nname: c\nversion: 0.1.0\n";

const INPUT = {
  "c/Chart.yaml": CHART,
  "c/values.yaml": "a: 1\n",
  "c/templates/x.yaml": "kind: A\nmetadata: {name: a}\na: {{ .Values.a }}\n",
  "other/deep/values.yaml": "a: 2\n",
  file: "a: 3\n",
  secret: "a: 4\n",
  "locked-template/Chart.yaml": CHART,
  "locked-template/templates/x.yaml": "a: 1\n",
  "locked-values/Chart.yaml": CHART,
  "locked-values/values.yaml": "a: 1\n",
  "locked-folder/Chart.yaml": CHART,
  "locked-folder/templates/x.yaml": "a: 1\n",
  "loop-inside/Chart.yaml": CHART,
  "charts-file/Chart.yaml": CHART,
  "charts-file/charts": "x",
  "sealed/Chart.yaml": `${CHART}dependencies: [{name: c, version: 0.1.0, repository: "file://../c"}]\n`,
  "sealed/charts/.keep": "",
  "read-only/c/templates/x.yaml": "old\n",
  "docker/config.json": "no JSON",
  "kube/config": "apiVersion: v1\nkind: Config\n",
};

const LOCKED = [
  "secret",
  "locked-template/templates/x.yaml",
  "locked-values/values.yaml",
  "locked-folder/templates",
  "locked",
] as const;
/** No file can be added to these. */
const READ_ONLY = ["sealed/charts", "read-only/c/templates"];
const LINKS = { loop: "loop", dangling: "nothing", "loop-inside/loop": "loop", deep: "other/deep" };

const PATHS = [
  "nothing/x",
  "file/x",
  "file/",
  "loop",
  "loop/x",
  "dangling/x",
  "locked",
  "locked/x",
  "secret",
  "x".repeat(300),
];

/** Each with every path in place of `@`. */
const COMMANDS = [
  "template r @",
  "template r c -f @",
  "template r c --set-file a=@",
  "template r c --output-dir @",
  "template r c --kubeconfig @",
  "template r c --post-renderer @",
  "lint @",
  "package @",
  "package c -d @",
  "show chart @",
  "show values @",
  "dependency list @",
  "dependency update @ --skip-refresh",
  "create @",
  "verify @",
  "push @ oci://127.0.0.1:1/x",
  "repo add a http://127.0.0.1:1 --repository-config @",
  "repo list --repository-config @",
  "repo index . --merge @",
  "search repo x --repository-config @",
  "registry logout 127.0.0.1:1 --registry-config @",
  "plugin install @",
  "list --kubeconfig @",
  "HELM_CONFIG_HOME=@ repo list",
  "HELM_PLUGINS=@ plugin list",
  "HELM_DATA_HOME=@ template r c",
  "DOCKER_CONFIG=@ pull oci://127.0.0.1:1/x/y --version 1.0.0",
];

const LINES = [
  ...COMMANDS.flatMap((command) => PATHS.map((path) => command.replace("@", path))),
  ...["locked-template", "locked-values", "locked-folder", "loop-inside", "charts-file"].flatMap((chart) => [
    `template r ${chart}`,
    `lint ${chart}`,
    `package ${chart}`,
    `show values ${chart}`,
  ]),
  "dependency update sealed --skip-refresh",
  "template r c --output-dir read-only",
  "template r c -f deep/../deep/values.yaml",
  "template r c -f deep/../../c/values.yaml",
  "DOCKER_CONFIG=docker pull oci://127.0.0.1:1/x/y --version 1.0.0",
  "repo add a https://127.0.0.1:1 --cert-file /dev/null --key-file /dev/null",
  "repo add a https://127.0.0.1:1 --ca-file /dev/null",
  ...["template r c", "show chart c", "package c", "dependency update c"].map(
    (command) => `${command} --ca-file file/x`,
  ),
  "PATH=locked:loop:/usr/bin:/bin template r c --post-renderer nothing",
  "HELM_CONTENT_CACHE= pull oci://127.0.0.1:1/x/y --version 1.0.0",
];

/** What a program answers to each line, in a new folder every time. */
export async function answersOf(program: string): Promise<Answered[]> {
  const place = mkdtempSync(join(tmpdir(), "lade-program-"));
  try {
    const reachable = isRoot() ? copied(program, place) : program;
    const answers: Answered[] = [];
    for (const line of LINES) answers.push(await answer(reachable, line));
    return answers;
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Where everybody can get at it: the checkout may lie in a home. */
function copied(program: string, folder: string): string {
  const copy = join(folder, basename(program));
  chmodSync(folder, 0o755);
  copyFileSync(program, copy);
  chmodSync(copy, 0o755);
  return copy;
}

async function answer(program: string, line: string): Promise<Answered> {
  const folder = mkdtempSync(join(tmpdir(), "lade-paths-"));
  try {
    const before = prepare(folder);
    const { env, words } = parted(line);
    const { exit, stdout, stderr } = await ask([...unprivileged(), program, ...words], {
      cwd: folder,
      env: { HOME: join(folder, "home"), ...env },
    });
    unlock(folder);
    const made = namesIn(folder).filter((name) => !before.includes(name) && !name.includes(".cache"));
    return { line, exit, stdout: steady(stdout, folder), stderr: steady(stderr, folder), made };
  } finally {
    unlock(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives the names of what it has made. */
function prepare(folder: string): string[] {
  for (const [name, text] of Object.entries(INPUT)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const name of ["home", "locked"]) mkdirSync(join(folder, name));
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(folder, name));
  // Whoever runs the program may write, wherever nothing is locked.
  const names = namesIn(folder);
  for (const name of ["", ...names]) if (!(name in LINKS)) chmodSync(join(folder, name), 0o777);
  for (const name of LOCKED) chmodSync(join(folder, name), 0);
  for (const name of READ_ONLY) chmodSync(join(folder, name), 0o555);
  return names;
}

function unlock(folder: string): void {
  for (const name of LOCKED) chmodSync(join(folder, name), 0o700);
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Nothing is locked to root, so the program runs as nobody there. */
function unprivileged(): string[] {
  if (!isRoot()) return [];
  return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
}

function parted(line: string): { env: Record<string, string>; words: string[] } {
  const words = splitWords(line);
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const env = words.slice(0, first).map((word) => word.split("=", 2) as [string, string]);
  return { env: Object.fromEntries(env), words: words.slice(first) };
}

/** All that stands below a folder; links are not followed. */
function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const below = entry.isDirectory() ? namesIn(join(folder, entry.name)) : [];
      return [entry.name, ...below.map((name) => `${entry.name}/${name}`)];
    })
    .sort();
}

/** Without what changes from run to run. */
function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, "$FOLDER")
    .replace(/tmpcharts-\d+/g, "tmpcharts")
    .replace(/index\.yaml\d+/g, "index.yaml")
    .replace(/(?<=^|\n)\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /g, "")
    .replace(/time=\S+/g, "time=T");
}

if (import.meta.main) await recordBoth(CASES, answersOf);
