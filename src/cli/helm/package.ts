/** `helm package` (Helm 4.3.1 pkg/cmd/package.go, pkg/action/package.go; Helm 3.22.0 the same). */
import { CREATED, existing, FileError, type WritableFileSystem } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { GoError } from "../../go/index.ts";
import type { Chart } from "../../helm/chart/index.ts";
import { within } from "../../helm/download/index.ts";
import { wrap } from "../../helm/index.ts";
import { checkDependencies } from "../../helm/dependencies/index.ts";
import { saveChart } from "../../helm/save/index.ts";
import * as semver from "../../semver/index.ts";
import { gzip } from "../../sys/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { checkCertificates } from "./chart/certificates.ts";
import { loadChart } from "./chart/load.ts";
import { valuesFromFlags } from "./chart/values.ts";
import { sourceDateEpochMs } from "./network/source-date-epoch.ts";
import type { Signer } from "./network/sign.ts";
import { repeatPluginFaults } from "./plugins/repeat-faults.ts";

export async function run(context: CommandContext): Promise<void> {
  const { args, flags, out } = context;
  if (args.length === 0) throw new CommandError("need at least one argument, the path to the chart");
  const stampMs = sourceDateEpochMs(context);
  if (flags.bool("sign")) requireKey(context);
  await repeatPluginFaults(context);
  // They change nothing, but Helm reads them.
  if (flags.has("values")) await valuesFromFlags(context);
  await checkCertificates(context);
  const signer = flags.bool("sign") ? (await import("./network/sign.ts")).signerFor(context) : undefined;
  for (const name of args) {
    const archive = await packageChart(context, { name, stampMs, signer });
    out.write(`Successfully packaged chart and saved it to: ${archive}\n`);
  }
}

function requireKey({ flags }: CommandContext): void {
  if (flags.string("key") === "") throw new CommandError("--key is required for signing a package");
  if (flags.string("keyring") === "") throw new CommandError("--keyring is required for signing a package");
}

interface Packaging {
  readonly name: string;
  readonly stampMs: number | undefined;
  readonly signer: Signer | undefined;
}

async function packageChart(context: CommandContext, { name, stampMs, signer }: Packaging): Promise<string> {
  const { files, flags, cwd, dialect } = context;
  existing(files, name);
  const folder = path.absolute(name, cwd);
  if (flags.bool("dependency-update")) {
    const { dependenciesOf } = await import("./network/dependencies.ts");
    await dependenciesOf(context, { chartPath: folder, verify: "never", silent: true }).update();
  }
  const chart = changed(loadFolder(context, folder), context);
  const saved = await within("failed to save", () => saveChart(chart, { dialect, gzip, nowMs: Date.now, stampMs }));
  const archive = path.join(destination(context), saved.name);
  write(context, archive, saved.bytes);
  if (signer !== undefined) {
    const signature = await signer.sign({ archive: saved.bytes, name: saved.name, chart });
    write(context, `${archive}.prov`, signature);
  }
  return archive;
}

/** Helm 4 loads folders only; a file is no folder to it. */
function loadFolder(context: CommandContext, folder: string): Chart {
  if (context.files.stat(folder)?.kind !== "directory") return loadFile(context, folder);
  return loadChart(context, folder, { valuesUnread: true });
}

function loadFile({ dialect }: CommandContext, file: string): never {
  const name = `${file}/Chart.yaml`;
  if (dialect === "helm3") throw new GoError("Chart.yaml file is missing");
  throw new GoError(`unable to detect chart at ${name}: open ${name}: not a directory`);
}

function changed(chart: Chart, { flags }: CommandContext): Chart {
  const version = flags.string("version");
  if (version !== "") chart.metadata.version = version;
  semver.parseVersion(chart.metadata.version);
  const appVersion = flags.string("app-version");
  if (appVersion !== "") chart.metadata.appVersion = appVersion;
  checkDependencies(chart);
  return chart;
}

/** As it is printed: the current folder in full, another as it was typed. */
function destination({ flags, cwd, files }: CommandContext): string {
  const typed = flags.string("destination");
  if (typed === ".") return cwd;
  wrap("failed to save", () => makeDestination(files, path.clean(typed)));
  return typed;
}

function makeDestination(files: WritableFileSystem, folder: string): void {
  try {
    if (existing(files, folder).kind !== "directory") throw new GoError(`is not a directory: ${folder}`);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code !== "ENOENT") throw new GoError(`stat ${folder}: ${error.message}`);
    files.makeDirectory(folder);
  }
}

function write({ files }: CommandContext, name: string, bytes: Uint8Array): void {
  wrap("failed to save", () => files.write(name, bytes, CREATED));
}
