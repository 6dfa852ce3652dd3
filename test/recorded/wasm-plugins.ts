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

const POST = { method: "post", headers: { "X-A": "1", Accept: "text/plain" } };

/** Requests over HTTP, limits, settings. `$SERVER` is a server on loopback. */
function extism(): PluginQuestion[] {
  const asks = (id: string, program: Program, runtime: readonly string[]): PluginQuestion => ({
    ...{ id: `extism: ${id}`, type: "getter", program, runtime, args: [...TEMPLATE, "-f", "wasm://h/values.yaml"] },
  });
  const fetches: Program = { kind: "fetches", url: "$SERVER/values" };
  const answer = (request: object, more: { body?: string; show?: "headers" } = {}): Program => ({
    ...{ kind: "fails with an answer", request: { url: "$SERVER/echo", ...request }, ...more },
  });
  const MEMORY = "memory: {maxHttpResponseBytes: 100000}";
  const ALLOWED = [MEMORY, "allowedHosts: [127.0.0.1]"];
  return [
    asks("a host that is allowed", fetches, ALLOWED),
    asks("a host that is allowed by a pattern", fetches, [MEMORY, 'allowedHosts: ["127.*.?"]']),
    asks("a host that is allowed by alternatives", fetches, [MEMORY, 'allowedHosts: ["{localhost,127.0.0.1}"]']),
    asks("every host is allowed", fetches, [MEMORY, 'allowedHosts: ["*"]']),
    asks("a host that no pattern allows", fetches, [MEMORY, 'allowedHosts: ["127.0.0.[2-9]", "*.com", "127"]']),
    asks("no bytes of an answer are allowed", fetches, ["allowedHosts: [127.0.0.1]"]),
    asks("more bytes than are allowed", fetches, ["memory: {maxHttpResponseBytes: 10}", "allowedHosts: [127.0.0.1]"]),
    asks("what the server is told", answer(POST, { body: "the body" }), ALLOWED),
    asks("what the server is told by default", answer({}), ALLOWED),
    asks("headers of the answer", answer({ url: "$SERVER/values" }, { show: "headers" }), ALLOWED),
    asks("an error of the server", answer({ url: "$SERVER/other" }), ALLOWED),
    asks("a redirect to a host that is not allowed", answer({ url: "$SERVER/away" }), ALLOWED),
    asks("a method that is none", answer({ method: "a b" }), ALLOWED),
    asks("a URL that is none", answer({ url: "http://127.0.0.1:x/" }), ALLOWED),
    asks("nobody listens", answer({ url: "http://127.0.0.1:1/" }), ALLOWED),
    asks("a server that takes too long", answer({ url: "$SERVER/slow" }), [...ALLOWED, "timeout: 300"]),
    asks("a module that never ends", { kind: "never ends" }, ["timeout: 300"]),
    asks("a module that ends in time", gives("a: in time\n"), ["timeout: 20000"]),
    asks("a module that exits", { kind: "exits", code: 0 }, ["config: {}"]),
    asks("a module that exits with a number", { kind: "exits", code: 3 }, ["config: {}"]),
    asks("more memory of its own", { kind: "grows", pages: 19 }, ["memory: {maxPages: 20}"]),
    asks("more memory of its own than there is", { kind: "grows", pages: 20 }, ["memory: {maxPages: 20}"]),
    asks("no limit of memory", { kind: "grows", pages: 20 }, ["memory: {maxPages: 0}"]),
    asks("a module with as much memory as there is", { kind: "has memory", pages: 20 }, ["memory: {maxPages: 20}"]),
    asks("a module with more memory than there is", { kind: "has memory", pages: 21 }, ["memory: {maxPages: 20}"]),
    asks("less memory than the host needs", { kind: "has memory", pages: 1 }, ["memory: {maxPages: 15}"]),
    asks("no module", { kind: "is no module" }, ["config: {}"]),
    asks("a setting", { kind: "fails with a setting", name: "key" }, ["config: {key: value, other: x}"]),
    asks("variables without room", { kind: "fails with a variable", name: "v", value: "text" }, ["config: {}"]),
    asks("variables", { kind: "fails with a variable", name: "v", value: "text" }, ["memory: {maxVarBytes: 46}"]),
    asks("more variables than there is room", { kind: "fails with a variable", name: "v", value: "text" }, [
      "memory: {maxVarBytes: 45}",
    ]),
    {
      ...{ id: "extism: a command that never ends", type: "cli", program: { kind: "never ends" }, args: ["w"] },
      runtime: ["timeout: 300"],
    },
  ];
}

/** What the plugins of `extism` ask. */
export class PluginServer implements Disposable {
  readonly #server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: (request) => this.#answer(request) });

  async #answer(request: Request): Promise<Response> {
    switch (new URL(request.url).pathname) {
      case "/values":
        return new Response(JSON.stringify({ data: base64("a: from the server\n") }), {
          headers: { "X-Some": "a", Date: "Thu, 01 Jan 2026 00:00:00 GMT", "Content-Type": "application/json" },
        });
      case "/echo": {
        const { method, headers } = request;
        const told = ["x-a", "accept", "user-agent", "content-length"].map((name) => [name, headers.get(name)]);
        return Response.json({ method, body: await request.text(), told });
      }
      case "/away":
        return Response.redirect(`http://localhost:${this.#server.port}/other`);
      case "/slow":
        await Bun.sleep(SLOW_MS);
        return new Response("late");
      default:
        return new Response("not here", { status: 404 });
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  [Symbol.dispose](): void {
    void this.#server.stop(true);
  }
}

const SLOW_MS = 20_000;

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
  return [...getters(), ...others(), ...extism()];
}

/** Asks a program in a home of its own, written as $HOME. */
export async function askWithPlugin(program: string, asked: PluginQuestion): Promise<PluginAnswer> {
  using server = new PluginServer();
  const addressed = JSON.parse(JSON.stringify(asked.program).replaceAll("$SERVER", server.url)) as Program;
  using scratch = new Scratch(chart({ template: "kind: A\na: {{ .Values.a }}\n" }));
  const runtime = [...(asked.runtime ?? ["memory: {maxPages: 100}"])].map((line) => `  ${line}\n`).join("");
  const manifest = `apiVersion: v1\ntype: ${asked.type}/v1\nname: w\nversion: 0.1.0\nruntime: extism/v1\n${CONFIG[asked.type]}\n`;
  scratch.write({
    "../data/plugins/w/plugin.yaml": `${manifest}runtimeConfig:\n${runtime === "" ? "  config: {}\n" : runtime}`,
    "../data/plugins/w/plugin.wasm": assemble(addressed),
  });
  const before = new Set(scratch.list());
  const env = {
    ...{ HOME: scratch.root, NO_COLOR: "1", HELM_CONFIG_HOME: join(scratch.root, "config") },
    ...{ HELM_DATA_HOME: join(scratch.root, "data"), HELM_CACHE_HOME: join(scratch.root, "cache") },
  };
  const { exit, stdout, stderr } = await ask([program, ...asked.args], { cwd: scratch.folder, env });
  const masked = (text: string): string =>
    withoutGo(text.replaceAll(scratch.root, "$HOME").replaceAll(server.url, "$SERVER"));
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
