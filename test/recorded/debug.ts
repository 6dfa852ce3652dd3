/**
 * What `--debug` says: a story of commands on charts, repositories, a registry and plugins, and, run by itself, what the real programs
 * say to it:
 *
 *   HELM4=FILE HELM3=FILE bun test/recorded/debug.ts
 *
 * writes test/cases/debug/helm4.jsonl and helm3.jsonl. Of Helm 3's errors only the first line is kept: a stack of Go's functions follows.
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { startRegistry } from "../servers/registry.ts";
import { StaticServer } from "../servers/static-server.ts";
import { ask } from "./ask.ts";
import { recordBoth } from "./both-dialects.ts";
import { splitWords } from "./case.ts";

const CASES = resolve(import.meta.dir, "../cases/debug");

export interface Said {
  /** The words behind the program's name. */
  readonly line: string;
  readonly exit: number;
  /** The lines of standard error; what is said side by side is sorted. */
  readonly stderr: readonly string[];
}

const INPUT = {
  "web/Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n",
  "web/values.yaml": "count: 1\n",
  "web/values.schema.json": '{"properties": {"count": {"type": "integer"}}}',
  "web/templates/a.yaml": "kind: A\nmetadata: {name: a}\n",
  "web/charts/db/Chart.yaml": "apiVersion: v2\nname: db\nversion: 0.1.0\n",
  "next/Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.2.0-rc.1\n",
  "parent/Chart.yaml":
    'apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies: [{name: web, version: ">=0.1.0", repository: "$SERVER"}]\n',
  "greet/plugin.yaml":
    'name: greet\nversion: 0.1.0\nusage: x\ndescription: x\ncommand: sh\nhooks: {install: "echo in", delete: "echo out"}\n',
};

/** `--debug` follows each. A part in quotes is one word. */
const STORY = [
  "package web -d repository",
  "package next -d repository",
  "repo index repository",
  "lint web",
  "template rel web",
  "template rel web --version 3 --devel",
  "repo add r $SERVER",
  "repo update",
  "search repo web",
  "search repo web --devel",
  "search repo web --version 1",
  "search hub web --endpoint http://127.0.0.1:1",
  "pull r/web",
  "pull r/web --devel",
  "pull $SERVER/nope-0.1.0.tgz",
  "show chart web",
  "show chart r/web --devel",
  "template rel r/web",
  "template rel r/web",
  "dependency update parent",
  "template rel parent",
  "push repository/web-0.1.0.tgz oci://$REGISTRY/charts --plain-http",
  "show chart oci://$REGISTRY/charts/web --plain-http",
  "pull oci://$REGISTRY/charts/web --version 0.1.0 --plain-http",
  "pull oci://$REGISTRY/charts/none --plain-http",
  "registry login $REGISTRY -u ada -p secret --plain-http",
  "plugin install greet",
  "plugin list",
  "greet -c 'echo 0=$0,$HELM_DEBUG,$HELM_BURST_LIMIT,$HELM_MAX_HISTORY,$HELM_PLUGIN_NAME,$HELM_PLUGIN_DIR >&2; exit 3'",
  "plugin update greet",
  "plugin uninstall greet",
  "plugin uninstall greet",
];

/** A plugin is told how these were understood. */
const ENV = { HELM_BURST_LIMIT: "many", HELM_MAX_HISTORY: "007", HELM_DEBUG: "1" };

/** Tells the story to a program. */
export async function tellStory(program: string): Promise<Said[]> {
  const folder = mkdtempSync(join(tmpdir(), "lade-debug-"));
  mkdirSync(join(folder, "repository"));
  using server = new StaticServer({ folder: join(folder, "repository") });
  const registry = await startRegistry();
  const names = { $SERVER: server.url, $REGISTRY: registry.host, $FOLDER: folder };
  try {
    for (const [path, text] of Object.entries(INPUT)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text.replace("$SERVER", server.url));
    }
    const said: Said[] = [];
    for (const line of STORY) {
      const words = splitWords(line.replace("$SERVER", server.url).replace("$REGISTRY", registry.host));
      const { exit, stderr } = await ask([program, ...words, "--debug"], {
        cwd: folder,
        env: { HOME: folder, ...ENV },
      });
      said.push({ line, exit, stderr: steady(stderr, names) });
    }
    return said;
  } finally {
    await registry.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without what changes from run to run, or from archive to archive. */
function steady(stderr: string, names: Readonly<Record<string, string>>): string[] {
  let text = stderr;
  for (const [name, value] of Object.entries(names)) text = text.replaceAll(value, name);
  const lines = text
    .replace(/\d{4}-\d\d-\d\d \S+ \+0000 UTC(?: m=\+[\d.]+)? /g, "")
    .replace(/header="((?:[^"\\]|\\.)*)"/g, (_all, headers: string) => `header=${sortedHeaders(headers)}`)
    .replace(/(?:content\/[0-9a-f]{2}\/)?[0-9a-f]{64}/g, "DIGEST")
    .replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "TIME")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=_state=)[\w%=-]+/g, "CHANCE")
    .replace(/[\w/]*\/bin\/sh(?= )/g, "sh")
    .replace(/content-length=\d+/g, "content-length=N")
    .replace(/(?<=size\\":)\d+/g, "N")
    .split("\n")
    .filter((line) => line !== "" && !/^(?:\t|\S+\.[\w().*]+$)/.test(line));
  return lines.some((line) => / id=\d/.test(line)) ? lines.map((line) => line.replace(/ id=\d+/, "")).sort() : lines;
}

/** Go prints them in no order. */
function sortedHeaders(headers: string): string {
  const kept = headers.split(String.raw`\n`).filter((line) => !/"(?:Date|User-Agent|Content-Length)\\"/.test(line));
  return kept.sort().join("|");
}

if (import.meta.main) await recordBoth(CASES, tellStory);
