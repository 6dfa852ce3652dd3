/**
 * Charts of `helmCharts`, rendered by the Helm commands of this program in this process. A `--helm-command` of another name
 * is run as a program.
 */
import { peek } from "../../base/index.ts";
import { fromBytes, toBytes } from "../../go/index.ts";
import { base, dir, join } from "../../go/path/index.ts";
import { KustomizeError, type ChartRequest, type InflateChart } from "../../kustomize/index.ts";
import { howItEnded, StartError, removeTemporary, run as runProgram } from "../../sys/index.ts";
import { fetched, type Fetched } from "./remote/fetched.ts";
import type { Dialect, RunContext } from "../context.ts";
import { pullArguments, templateArguments } from "./helm-arguments.ts";
import { runHelm, withFiles, type HelmResult } from "../helm/in-process.ts";

const OWN_COMMANDS: readonly string[] = ["helm", "helm3", "helm4"];

export function inflateChart(context: RunContext): InflateChart {
  const known = new Map<string, Fetched<string>>();
  const folder = temporaryFolder(context);
  return (request) => {
    const { command } = request.options;
    const home = request.globals.configHome || join(folder, "helm");
    const ask = (words: readonly string[], values: readonly Values[]): string => {
      const key = JSON.stringify([words, values.map(({ text }) => text)]);
      return fetched(known, key, () => helm({ words, values, folder, home, command }, context));
    };
    demandHelm(ask(["version", "--short"], []));
    if (!isThere(request, context)) ask(pullArguments(request), []);
    const values = valuesOf(request, folder);
    demandPlace(values, { files: context.files, folder });
    return ask(
      templateArguments(
        request,
        values.map(({ path }) => path),
      ),
      values,
    );
  };
}

/** Whether the chart's folder is there. Throws when it is not, and nobody says where to get it. */
function isThere({ chart: { name = "", repo = "" }, chartHome }: ChartRequest, { files }: RunContext): boolean {
  const path = join(chartHome, name);
  const found = peek(files, path);
  if (found?.kind === "directory") return true;
  if (repo !== "") return false;
  throw new KustomizeError(`no repo specified for pull, no chart found at '${found === undefined ? "" : path}'`);
}

export interface InflationRun {
  readonly words: readonly string[];
  readonly dialect: Dialect;
  /** With the values that Kustomize made. */
  readonly files: RunContext["files"];
  /** Where those are. */
  readonly valuesPath: string;
}

/** The command line of Helm that renders a chart, and what it sees. */
export function inflation(request: ChartRequest, context: RunContext): InflationRun {
  const values = valuesOf(request, temporaryFolder(context));
  const words = templateArguments(
    request,
    values.map(({ path }) => path),
  );
  const files = withFiles(context.files, new Map(values.map(({ path, text }) => [path, toBytes(text)])));
  return { words, dialect: dialectOf(request.options.command, context), files, valuesPath: values[0]?.path ?? "" };
}

/** A values file; the first one is made by Kustomize and is only there for Helm to read. */
interface Values {
  readonly path: string;
  readonly text: string;
}

function valuesOf({ values }: ChartRequest, folder: string): Values[] {
  return values.map(({ path, text }, at) => ({ path: at === 0 ? join(folder, path) : path, text: text() }));
}

/** Kustomize writes its values into a new folder under the chart's name, which may lead out of it. */
function demandPlace(
  [own]: readonly Values[],
  { files, folder }: Pick<RunContext, "files"> & { folder: string },
): void {
  if (own === undefined || dir(own.path) === folder || peek(files, dir(own.path)) !== undefined) return;
  throw new KustomizeError(`failed to write values file: open ${own.path}: no such file or directory`);
}

/**
 * Where Helm is told that its values and its home are. Nothing is there unless another program is started; nobody can know the name
 * beforehand, and lay plugins there.
 */
function temporaryFolder({ env }: RunContext): string {
  return join(env.get("TMPDIR") || "/tmp", `kustomize-helm-${crypto.randomUUID().replaceAll("-", "")}`);
}

function demandHelm(text: string): void {
  const version = /v?\d+(?:\.\d+)+/.exec(text)?.[0].replace(/^v/, "");
  if (version === undefined) throw new KustomizeError(`cannot find version string in ${text}`);
  if (!/^[34]\./.test(version)) throw new KustomizeError(`this plugin requires helm V3 or V4 but got v${version}`);
}

interface Invocation {
  readonly words: readonly string[];
  readonly values: readonly Values[];
  /** For what is there for this build only. */
  readonly folder: string;
  /** Where Helm keeps its settings. */
  readonly home: string;
  readonly command: string;
}

async function helm(invocation: Invocation, context: RunContext): Promise<string> {
  const { words, home, command } = invocation;
  const env = new Map([
    ["HELM_CONFIG_HOME", home],
    ["HELM_CACHE_HOME", `${home}/.cache`],
    ["HELM_DATA_HOME", `${home}/.data`],
  ]);
  const result = isOwn(command, context) ? await runOwn(invocation, env, context) : runOther(invocation, env, context);
  const failure = result.error ?? (result.exitCode === 0 ? undefined : `exit status ${result.exitCode}`);
  if (failure === undefined) return result.stdout;
  const said = words.includes("--debug")
    ? ` Helm stack trace:\n${result.stderr}\nHelm template:\n${result.stdout}\n`
    : result.stderr;
  const variables = [...env].map(([name, value]) => `${name}=${value}`).join(" ");
  throw new KustomizeError(
    `${said === "" ? "" : `${said}: `}unable to run: '${command} ${words.join(" ")}' with env=[${variables}] (is '${command}' installed?): ${failure}`,
  );
}

/** A name of our own is taken for this program, but for a path at which nothing is. */
function isOwn(command: string, { files }: RunContext): boolean {
  return OWN_COMMANDS.includes(base(command)) && (!command.includes("/") || peek(files, command) !== undefined);
}

type Variables = ReadonlyMap<string, string>;

/** Kustomize 5.8 was made for Helm 3; it is asked for Helm 4 by name. */
function dialectOf(command: string, { env }: RunContext): Dialect {
  const isFour = base(command) === "helm4" || (base(command) === "helm" && env.get("LADE_HELM") === "4");
  return isFour ? "helm4" : "helm3";
}

async function runOwn({ words, values, command }: Invocation, env: Variables, context: RunContext) {
  const files = new Map(values.slice(0, 1).map(({ path, text }) => [path, toBytes(text)]));
  const result: HelmResult & { error?: string } = await runHelm(
    { words, env, files, dialect: dialectOf(command, context) },
    context,
  );
  return result;
}

function runOther(
  { words, values: [own], command, folder }: Invocation,
  env: Variables,
  context: RunContext,
): HelmResult & { error?: string } {
  context.files.makeDirectory(folder, 0o700);
  try {
    if (own !== undefined) context.files.write(own.path, toBytes(own.text), { mode: 0o600 });
    const finished = runProgram({
      program: command,
      args: words,
      env: new Map([...context.env.entries(), ...env]),
      input: "empty",
      output: "capture",
      errors: "capture",
      searchPath: context.env.get("PATH") ?? "",
    });
    const { exitCode, signal, output, errors } = finished;
    const ended = signal === undefined ? {} : { error: howItEnded(finished) };
    return { exitCode, stdout: fromBytes(output), stderr: fromBytes(errors), ...ended };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { exitCode: -1, stdout: "", stderr: "", error: error.message };
  } finally {
    removeTemporary(folder);
    if (own !== undefined) removeTemporary(own.path);
  }
}
