/**
 * Plugins that are WebAssembly (Helm 4's runtime `extism/v1`): getters, post-renderers and commands. Run by itself, it records what
 * the real program answers:
 *
 *   HELM4=FILE bun test/recorded/wasm-plugins.ts
 *
 * writes test/cases/wasm-plugins/helm4.jsonl.
 */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { archive, chart } from "../bad-input/charts.ts";
import { Scratch } from "../bad-input/scratch.ts";
import { assemble, type Program } from "./wasm.ts";
import { ask } from "./ask.ts";

const CASES = resolve(import.meta.dir, "../cases/wasm-plugins");

export interface PluginQuestion {
  readonly id: string;
  readonly type: "getter" | "postrenderer" | "cli";
  readonly program: Program;
  /** Lines below `runtimeConfig`. */
  readonly runtime?: readonly string[];
  readonly args: readonly string[];
}

export interface PluginAnswer {
  readonly id: string;
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: readonly string[];
}

const CONFIG = {
  getter: "config: {protocols: [wasm]}",
  postrenderer: "",
  cli: "config: {usage: w, shortHelp: runs w, longHelp: runs w}",
};

const CHART = archive({ name: "c/templates/a.yaml", data: "kind: A\nmetadata: {name: {{ .Release.Name }}}\n" });
const base64 = (content: string | Uint8Array): string => Buffer.from(content as string).toString("base64");
const gives = (content: string | Uint8Array): Program => ({
  kind: "answers",
  text: JSON.stringify({ data: base64(content) }),
});
const says = (text: string): Program => ({ kind: "answers", text });
const ECHO: Program = { kind: "fails with its input" };
const INDEX = `apiVersion: v1\nentries:\n  c:\n  - {apiVersion: v2, name: c, version: 0.1.0, urls: ["wasm://h/c-0.1.0.tgz"]}\n`;

const PULL = ["pull", "wasm://h/x/c-0.1.0.tgz"];
const TEMPLATE = ["template", "r", "c"];

function getters(): PluginQuestion[] {
  const getter = (
    id: string,
    program: Program,
    args: readonly string[],
    runtime: readonly string[] = [],
  ): PluginQuestion => ({
    ...{ id: `getter: ${id}`, type: "getter", program, args, runtime },
  });
  return [
    getter("pull", gives(CHART), PULL),
    getter("pull --untar", gives(CHART), [...PULL, "--untar"]),
    getter("template", gives(CHART), ["template", "r", "wasm://h/c-0.1.0.tgz"]),
    getter("values", gives("a: from the plugin\n"), [...TEMPLATE, "-f", "wasm://h/values.yaml"]),
    getter("--set-file", gives("text\n"), [...TEMPLATE, "--set-file", "a=wasm://h/x"]),
    getter("repo add", gives(INDEX), ["repo", "add", "r", "wasm://h/repo"]),
    getter("show chart --repo", gives(INDEX), ["show", "chart", "c", "--repo", "wasm://h/repo"]),
    getter("what it is told by pull", ECHO, PULL),
    getter("what it is told by pull of a version", ECHO, [...PULL, "--version", "1.2.3", "--devel"]),
    getter("what it is told by pull with a password", ECHO, [
      ...PULL,
      "--username",
      "u",
      "--password",
      'p"<',
      "--pass-credentials",
    ]),
    getter("what it is told by pull with certificates", ECHO, [
      ...PULL,
      "--ca-file",
      "ca",
      "--cert-file",
      "cert",
      "--key-file",
      "key",
    ]),
    getter("what it is told by pull without trust", ECHO, [...PULL, "--insecure-skip-tls-verify", "--plain-http"]),
    getter("what it is told by pull --untar --verify", ECHO, [...PULL, "--untar", "--verify"]),
    getter("what it is told by template", ECHO, ["template", "r", "wasm://h/c-0.1.0.tgz"]),
    getter("what it is told by values", ECHO, [...TEMPLATE, "-f", "wasm://h/values.yaml"]),
    getter("what it is told by repo add", ECHO, [
      "repo",
      "add",
      "r",
      "wasm://h/repo",
      "--username",
      "u",
      "--password",
      "p",
    ]),
    getter("what it is told by pull --repo", ECHO, ["pull", "c", "--repo", "wasm://h/repo"]),
    getter("an answer without data", says("{}"), PULL),
    getter("an answer with null", says('{"data": null}'), [...TEMPLATE, "-f", "wasm://h/values.yaml"]),
    getter("an answer in other letters", says(`{"DATA": "${base64("a: 2\n")}", "more": 1}`), [
      ...TEMPLATE,
      "-f",
      "wasm://h/v",
    ]),
    getter("an answer that is no JSON", says("text"), PULL),
    getter("no answer", { kind: "returns", code: 0 }, PULL),
    getter("data that is no text", says('{"data": 5}'), PULL),
    getter("data that is no base64", says('{"data": "%"}'), PULL),
    getter("a trap", { kind: "traps" }, PULL),
    getter("no such entry", gives(CHART), PULL, ["entryFuncName: other"]),
    getter("a host function that is not there", gives(CHART), PULL, ["hostFunctions: [f]"]),
    getter("a host that is not allowed", { kind: "fetches", url: "http://127.0.0.1:1/x" }, PULL),
    getter("a host that is not allowed beside another", { kind: "fetches", url: "http://127.0.0.1:1/x" }, PULL, [
      "allowedHosts: [example.com]",
    ]),
    getter("more memory than there is", { kind: "allocates", size: 10_000_000 }, PULL, ["memory: {maxPages: 20}"]),
  ];
}

function others(): PluginQuestion[] {
  const render = (id: string, program: Program, args: readonly string[] = []): PluginQuestion => ({
    ...{
      id: `post-renderer: ${id}`,
      type: "postrenderer",
      program,
      args: [...TEMPLATE, "--post-renderer", "w", ...args],
    },
  });
  const command = (id: string, program: Program, args: readonly string[]): PluginQuestion => ({
    ...{ id: `command: ${id}`, type: "cli", program, args: ["w", ...args] },
  });
  return [
    render("what it is told", ECHO),
    render("what it is told with arguments", ECHO, ["--post-renderer-args", "a", "--post-renderer-args", "b"]),
    render("manifests", says('{"manifests": "kind: B"}')),
    render("an empty object", says('{"manifests": {}}')),
    render("nothing", says("{}")),
    render("no JSON", says("kind: B")),
    render("a trap", { kind: "traps" }),
    command("what it is told", ECHO, ["a", "--b", "c d"]),
    command("an answer", says("{}"), []),
    command("an answer that is no JSON", says("hello"), []),
    command("no answer", { kind: "returns", code: 0 }, []),
    command("a trap", { kind: "traps" }, []),
  ];
}

export function questions(): PluginQuestion[] {
  return [...getters(), ...others()];
}

/** Asks a program in a home of its own, written as $HOME. */
export async function askWithPlugin(program: string, asked: PluginQuestion): Promise<PluginAnswer> {
  using scratch = new Scratch(chart({ template: "kind: A\na: {{ .Values.a }}\n" }));
  const runtime = [...(asked.runtime ?? ["memory: {maxPages: 100}"])].map((line) => `  ${line}\n`).join("");
  const manifest = `apiVersion: v1\ntype: ${asked.type}/v1\nname: w\nversion: 0.1.0\nruntime: extism/v1\n${CONFIG[asked.type]}\n`;
  scratch.write({
    "../data/plugins/w/plugin.yaml": `${manifest}runtimeConfig:\n${runtime === "" ? "  config: {}\n" : runtime}`,
    "../data/plugins/w/plugin.wasm": assemble(asked.program),
  });
  const before = new Set(scratch.list());
  const env = {
    ...{ HOME: scratch.root, NO_COLOR: "1", HELM_CONFIG_HOME: join(scratch.root, "config") },
    ...{ HELM_DATA_HOME: join(scratch.root, "data"), HELM_CACHE_HOME: join(scratch.root, "cache") },
  };
  const { exit, stdout, stderr } = await ask([program, ...asked.args], { cwd: scratch.folder, env });
  const masked = (text: string): string => withoutGo(text.replaceAll(scratch.root, "$HOME"));
  const files = scratch.list().filter((path) => !before.has(path));
  return { id: asked.id, exit, stdout: masked(stdout), stderr: masked(stderr), files };
}

/** Go's own view of a plugin, with addresses; its stacks, within WebAssembly and without. */
function withoutGo(text: string): string {
  return text
    .replace(/plugin (&\{.*\}|"w") failed to invoke/s, "plugin $PLUGIN failed to invoke")
    .replace(/( \(recovered by wazero\))?\nwasm stack trace:(\n\t.*)*/, "")
    .replace(/^panic: [^]*/, "panic");
}

async function record(): Promise<void> {
  const program = process.env["HELM4"];
  if (program === undefined) throw new Error("HELM4 has to name the program");
  const lines: string[] = [];
  for (const asked of questions()) lines.push(JSON.stringify(await askWithPlugin(program, asked)));
  writeFileSync(join(CASES, "helm4.jsonl"), `${lines.join("\n")}\n`);
}

if (import.meta.main) await record();
