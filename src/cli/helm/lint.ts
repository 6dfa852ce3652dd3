/** `helm lint` (helm pkg/cmd/lint.go and pkg/action/lint.go 4.3.1, cmd/helm/lint.go 3.22.0). */
import { existing, MemoryFileSystem, type FileSystem } from "../../base/index.ts";
import { GoError, type GoMap } from "../../go/index.ts";
import { type KubeVersion, parseKubeVersion } from "../../helm/capabilities/index.ts";
import { formatMessage, lintChart, type LintOptions, type Message } from "../../helm/lint/index.ts";
import { loadFiles, readDirectory } from "../../helm/loader/index.ts";
import { unpackChart } from "../../helm/save/index.ts";
import { StandInKeys } from "../../sprig/index.ts";
import { machineKeys } from "../../sys/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { absolute, dir, join } from "../../go/path/index.ts";
import { loadOptions, unpack } from "./chart/load.ts";
import { printer, reportLintEvent, warningsOf } from "./chart/messages.ts";
import { sprigFunctions } from "./chart/release-name.ts";
import { noSchema, schemaCheck } from "./chart/schema-check.ts";
import { type SchemaValidator, wrap } from "../../helm/index.ts";
import { valuesFromFlags } from "./chart/values.ts";
import { repeatPluginFaults } from "./plugins/repeat-faults.ts";

export async function run(context: CommandContext): Promise<void> {
  try {
    await lint(context);
  } catch (error) {
    if (error instanceof GoError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

async function lint(context: CommandContext): Promise<void> {
  const { args, flags, out } = context;
  const kubeVersion = kubeVersionOf(context);
  const given = args.length === 0 ? ["."] : args;
  const paths = flags.bool("with-subcharts") ? [...given, ...given.flatMap((path) => subcharts(context, path))] : given;
  await repeatPluginFaults(context);
  const values = await valuesFromFlags(context);
  let report = "";
  let failed = 0;
  let notable = 0;
  for (const path of paths) {
    const result = await lintPath(context, path, { values, kubeVersion });
    const isNotable = result.errors.length > 0 || result.messages.some(({ severity }) => severity !== "INFO");
    if (isNotable) notable++;
    if (flags.bool("quiet") && !isNotable) continue;
    report += reportOf(context, path, result);
    if (result.errors.length > 0) failed++;
  }
  out.write(report);
  const summary = `${paths.length} chart(s) linted, ${failed} chart(s) failed`;
  if (failed > 0) throw new CommandError(summary);
  if (!flags.bool("quiet") || notable > 0) out.write(`${summary}\n`);
}

function kubeVersionOf({ dialect, flags }: CommandContext): KubeVersion | undefined {
  const text = flags.string("kube-version");
  if (text === "") return undefined;
  try {
    return parseKubeVersion(text, dialect);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`invalid kube version '${text}': ${error.message}`);
    throw error;
  }
}

interface Result {
  readonly messages: readonly Message[];
  /** What makes the chart fail. */
  readonly errors: readonly string[];
}

function reportOf({ flags }: CommandContext, path: string, { messages, errors }: Result): string {
  let report = `==> Linting ${path}\n`;
  if (messages.length === 0) for (const error of errors) report += `Error ${error}\n`;
  for (const message of messages) {
    if (!flags.bool("quiet") || message.severity !== "INFO") report += `${formatMessage(message)}\n`;
  }
  return `${report}\n`;
}

interface LintInput {
  readonly values: GoMap;
  readonly kubeVersion: KubeVersion | undefined;
}

async function lintPath(context: CommandContext, path: string, input: LintInput): Promise<Result> {
  try {
    const messages = await lintFolder(context, openChart(context, path), input);
    const fails = (severity: string) =>
      severity === "ERROR" || (severity === "WARNING" && context.flags.bool("strict"));
    const errors = messages.filter(({ severity }) => fails(severity)).map(({ text }) => text);
    return { messages, errors };
  } catch (error) {
    if (error instanceof GoError) return { messages: [], errors: [error.message] };
    throw error;
  }
}

interface Folder {
  readonly files: FileSystem;
  readonly directory: string;
}

/** The chart's folder; an archive is unpacked in memory. Throws `GoError`. */
function openChart(context: CommandContext, path: string): Folder {
  if (!/\.(?:tgz|tar\.gz)$/.test(path)) {
    requireChartYaml(context.files, join(path, "Chart.yaml"));
    return { files: context.files, directory: absolute(path, context.cwd) };
  }
  const folder = unpackIntoMemory(context, path);
  requireChartYaml(folder.files, `${folder.directory}/Chart.yaml`);
  return folder;
}

function requireChartYaml(files: FileSystem, path: string): void {
  wrap("unable to check Chart.yaml file in chart", () => existing(files, path));
}

/** Into a folder of the chart's name, as `helm pull --untar` does it. */
function unpackIntoMemory(context: CommandContext, path: string): Folder {
  const bytes = wrap("unable to open tarball", () => context.files.read(path));
  return wrap("unable to extract tarball", () => {
    const unpacked = unpackChart(bytes, { dialect: context.dialect, gunzip: unpack });
    const files = new MemoryFileSystem();
    const directory = `/${unpacked.name}`;
    for (const { name, data } of unpacked.files) {
      files.makeDirectory(dir(`${directory}/${name}`));
      files.write(`${directory}/${name}`, data);
    }
    return { files, directory };
  });
}

async function lintFolder(
  context: CommandContext,
  { files, directory }: Folder,
  input: LintInput,
): Promise<readonly Message[]> {
  const { dialect, flags, settings } = context;
  const lintWith = (validate: SchemaValidator, heard = context) =>
    lintChart({
      dialect,
      files,
      directory,
      values: input.values,
      namespace: settings.namespace,
      kubeVersion: input.kubeVersion,
      schemaCheck: schemaCheck(heard, validate),
      skipSchemaValidation: flags.bool("skip-schema-validation"),
      ...loader(heard, { files, directory }),
      render: {
        sprig: sprigFunctions(context.env, { keys: new StandInKeys(machineKeys()) }),
        onLint: reportLintEvent(heard),
      },
      warnings: warningsOf(heard),
      warn: printer(heard),
    });
  if (!mayHaveSchema({ files, directory })) return lintWith(noSchema);
  const { withSchemas } = await import("./chart/schema.ts");
  return await withSchemas(context, lintWith);
}

/** Loads the folder's chart, and keeps what was said about it. */
function loader(context: CommandContext, { files, directory }: Folder): Pick<LintOptions, "load" | "retell"> {
  const told: (() => void)[] = [];
  const kept =
    <Words extends readonly unknown[]>(say: ((...words: Words) => void) | undefined) =>
    (...words: Words): void => {
      told.push(() => say?.(...words));
      say?.(...words);
    };
  const plain = loadOptions(context);
  const options = { ...plain, files, warn: kept(plain.warn), onLink: kept(plain.onLink) };
  return {
    load: () => loadFiles(readDirectory(directory, options), options),
    retell: () => told.forEach((say) => say()),
  };
}

/** The module for schemas is large: it is loaded only for charts that have one, or have charts below them. */
function mayHaveSchema({ files, directory }: Folder): boolean {
  return ["values.schema.json", "charts"].some((name) => files.stat(`${directory}/${name}`) !== undefined);
}

/** Every chart below charts/, whether listed or not: folders with a Chart.yaml, and archives. */
function subcharts(context: CommandContext, path: string): string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const name of context.files.list(folder)) {
      const child = `${folder}/${name}`;
      if (context.files.lstat(child)?.kind === "directory") visit(child);
      else if (name === "Chart.yaml") found.push(folder);
      else if (/\.(?:tgz|tar\.gz)$/.test(name)) found.push(child);
    }
  };
  const start = join(path, "charts");
  if (context.files.stat(start)?.kind === "directory") visit(start);
  return found;
}
