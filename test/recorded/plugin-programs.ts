/**
 * Plugins and post-renderers whose programs cannot start, fail, are killed or print what nobody expects, and plugins that are broken
 * themselves; and, run by itself, what the real programs say to them:
 *
 *   HELM4=FILE HELM3=FILE bun test/recorded/plugin-programs.ts
 *
 * writes test/cases/plugin-programs/helm4.jsonl and helm3.jsonl.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ask } from "./ask.ts";
import { recordBoth } from "./both-dialects.ts";
import { splitWords } from "./case.ts";

const CASES = resolve(import.meta.dir, "../cases/plugin-programs");

export interface Answered {
  /** The words behind the program's name, variables before them. */
  readonly line: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program is, and how it ends. */
const PROGRAMS: Readonly<Record<string, string>> = {
  unmarked: "echo a\n",
  badinterp: "#!/nothing/sh\n",
  fails: "#!/bin/sh\necho said >&2\nexit 3\n",
  killed: "#!/bin/sh\nkill -9 $$\n",
  terminated: "#!/bin/sh\nkill -15 $$\n",
  silent: "#!/bin/sh\ncat >/dev/null\n",
  number: "#!/bin/sh\ncat >/dev/null\necho 3\n",
  reversed: "#!/bin/sh\ncat >/dev/null\nprintf '  a: 1\\nkind: B\\n---\\nkind: C\\nname: c\\n...\\n]\\n'\n",
  tells:
    '#!/bin/sh\nfor word in "$@"; do echo "[$word]"; done\necho "$HELM_NAMESPACE $HELM_DEBUG $HELM_BURST_LIMIT $HELM_QPS"\n',
};

const CHART = {
  "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n",
  "c/templates/a.yaml": "kind: A\nmetadata: {name: a}\n",
  "c/templates/h.yaml": 'kind: H\nmetadata:\n  name: h\n  annotations: {"helm.sh/hook": pre-install}\n',
};

function inputs(): Record<string, string> {
  const files: Record<string, string> = { ...CHART };
  for (const [name, script] of Object.entries(PROGRAMS)) {
    files[`programs/${name}`] = script;
    files[`plugins/${name}/run`] = script;
    if (name !== "tells") files[`plugins/${name}/plugin.complete`] = script;
    files[`plugins/${name}/plugin.yaml`] =
      `name: ${name}\nversion: 0.1.0\nusage: u\ndescription: d\ncommand: "$HELM_PLUGIN_DIR/run"\n` +
      `hooks: {delete: "$HELM_PLUGIN_DIR/run"}\ndownloaders: [{command: run, protocols: [${name}]}]\n`;
    files[`renderers/${name}/run`] = script;
    files[`renderers/${name}/plugin.yaml`] =
      `apiVersion: v1\ntype: postrenderer/v1\nname: ${name}\nversion: 0.1.0\nruntime: subprocess\n` +
      `runtimeConfig: {platformCommand: [{command: "$HELM_PLUGIN_DIR/run"}]}\n`;
  }
  for (const [name, command] of Object.entries({ bare: "tells a", none: "$NOTHING", twice: "echo b" })) {
    files[`bare/${name}/plugin.yaml`] =
      `name: ${name}\nversion: 0.1.0\nusage: u\ndescription: d\ncommand: "${command}"\n`;
  }
  for (const [name, command] of Object.entries({
    filled: "$HELM_PLUGIN_NAME/run",
    spaces: "run  a $HOME",
    folder: ".",
  })) {
    files[`getters/${name}/filled/run`] = PROGRAMS["tells"] ?? "";
    files[`getters/${name}/run`] = PROGRAMS["tells"] ?? "";
    files[`getters/${name}/plugin.yaml`] =
      `name: ${name}\nversion: 0.1.0\ncommand: echo\ndownloaders: [{command: "${command}", protocols: [${name}]}]\n`;
  }
  files["both/a/plugin.yaml"] = "name: a\nversion: 0.1.0\ncommand: echo a\nplatformCommand: [{command: echo}]\n";
  files["wrong/a/plugin.yaml"] = "name: a/b\nversion: 0.1.0\n";
  return files;
}

/** Each with every program in place of `@`. */
const COMMANDS = [
  "HELM_PLUGINS=plugins @ a",
  "HELM_PLUGINS=plugins @ --debug",
  "HELM_PLUGINS=plugins plugin uninstall @",
  "HELM_PLUGINS=plugins template r c -f @://v",
  "HELM_PLUGINS=plugins template r c --set-file a=@://v",
  "HELM_PLUGINS=plugins pull @://a/c-0.1.0.tgz",
  "HELM_PLUGINS=plugins repo add n @://a",
  "HELM_PLUGINS=renderers template r c --post-renderer @",
  "template r c --post-renderer programs/@",
];

/** Of plugins that are broken: how often that is said. */
const BROKEN = [
  ...["template r c", "template r c --repo http://127.0.0.1:1", "template r q/q", "lint c", "package c -d out"],
  ...["show chart q/q", "pull q/q", "pull q --repo http://127.0.0.1:1", "repo add n http://127.0.0.1:1", "repo list"],
  ...[
    "dependency build c",
    "dependency update c",
    "upgrade r c --dry-run=client",
    "plugin list",
    "pull zz://q",
    "pull a/b --ca-file none",
  ],
];

const LINES = [
  ...COMMANDS.flatMap((command) => Object.keys(PROGRAMS).map((name) => command.replace("@", name))),
  ...["", " a", "a '' b c", "-n '' b", "'' --debug b", "--burst-limit x -n y", "--qps x", "--debug=x", "-- '' b"].map(
    (words) => `HELM_PLUGINS=plugins tells ${words}`,
  ),
  ...["programs:/usr/bin", ".:programs", "", "/usr/bin"].flatMap((path) => [
    `PATH=${path} HELM_PLUGINS=bare bare`,
    `PATH=${path} HELM_PLUGINS=bare none`,
    `PATH=${path} template r c --post-renderer tells`,
  ]),
  ...["filled", "spaces", "folder"].map(
    (name) => `HELM_PLUGINS=getters template r c --set-file a=${name}://v -f ${name}://v`,
  ),
  ...Object.keys(PROGRAMS).map((name) => `HELM_PLUGINS=plugins __complete ${name} --debug ''`),
  "template r c --post-renderer programs/killed --debug",
  ...["both", "wrong"].flatMap((folder) => BROKEN.map((line) => `HELM_PLUGINS=${folder} ${line}`)),
  "template r c --set-file a=http://127.0.0.1:1/a",
  "template r c -f http://127.0.0.1:1/a",
];

/** What a program answers to each line, in a new folder every time. */
export async function answersOf(program: string): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const line of LINES) answers.push(await answer(program, line));
  return answers;
}

async function answer(program: string, line: string): Promise<Answered> {
  const folder = mkdtempSync(join(tmpdir(), "lade-programs-"));
  try {
    for (const [name, text] of Object.entries(inputs())) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
      if (text.startsWith("#!") || /\/(?:unmarked|run|plugin\.complete)$/.test(name))
        chmodSync(join(folder, name), 0o755);
    }
    const words = splitWords(line);
    const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
    const variables = words.slice(0, first).map((word) => word.split("=", 2) as [string, string]);
    const { exit, stdout, stderr } = await ask([program, ...words.slice(first)], {
      cwd: folder,
      env: { PATH: "/usr/bin:/bin", HOME: join(folder, "home"), ...Object.fromEntries(variables) },
    });
    return { line, exit, stdout: steady(stdout, folder), stderr: steady(stderr, folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without what changes from run to run; Helm 4 tells all that it knows of a getter, Helm 3 the innermost error and a stack. */
function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, "$FOLDER")
    .replace(/plugin &\{.*?\} failed to invoke/gs, 'plugin "…" failed to invoke')
    .replace(/plugin "\w+" failed to invoke/g, 'plugin "…" failed to invoke')
    .replace(/helm\.go:92: .*/gs, "helm.go:92")
    .replace(/(?<=^|\n)\w+\.go:\d+: \d{4}-\d\d-\d\d.*\n/g, "")
    .replace(/(?<=^|\n)\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /g, "")
    .replace(/time=\S+/g, "time=T");
}

if (import.meta.main) await recordBoth(CASES, answersOf);
