/** `helm pull` (Helm 4.3.1 pkg/cmd/pull.go, pkg/action/pull.go; Helm 3.22.0 the same). */
import { FileError, peek } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import {
  Downloader,
  findByUrl,
  type Downloaded,
  type GetOptions,
  type RemoteChart,
  type Verify,
} from "../../helm/download/index.ts";
import { unpackChart } from "../../helm/save/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { debugAnyVersion, versionFrom } from "./chart/version.ts";
import { unpack as gunzip } from "./chart/load.ts";
import { getOptions } from "./network/chart-flags.ts";
import { expand } from "./network/expand.ts";
import { sourcesOf, type Sources } from "./network/sources.ts";
import { repeatPluginFaults } from "./plugins/repeat-faults.ts";

export async function run(context: CommandContext): Promise<void> {
  debugAnyVersion(context, "pull.go:63");
  const version = versionFrom(context);
  const get = getOptions(context);
  for (const reference of context.args) {
    let output = "";
    const sources = sourcesOf(context, { get, out: (text) => (output += text) });
    await repeatPluginFaults(context);
    if (context.flags.string("repo") !== "") await repeatPluginFaults(context);
    const downloaded = await pull(context, { reference, version, get, sources });
    context.out.write(output + describe(downloaded));
  }
}

interface Pull {
  readonly reference: string;
  readonly version: string;
  readonly get: GetOptions;
  readonly sources: Sources;
}

async function pull(context: CommandContext, { reference, version, get, sources }: Pull): Promise<Downloaded> {
  const { flags } = context;
  const remote = await resolveReference(context, { reference, version, get, sources });
  const keyring = flags.string("keyring");
  const downloader = new Downloader(sources, { verify: verification(context), keyring, get: remote.get });
  const { reference: address, stated } = remote;
  const wanted = { reference: address, version, stated };
  const destination = flags.string("destination");
  if (!flags.bool("untar")) return await downloader.downloadTo(wanted, destination);
  const downloaded = await downloader.download(wanted, () => {});
  unpack(context, { reference, destination, downloaded });
  return downloaded;
}

function verification({ flags }: CommandContext): Verify {
  if (flags.bool("verify")) return "always";
  return flags.bool("prov") ? "later" : "never";
}

/** Stricter than Helm, whose `pull` gives the credentials for a repository to any host that its index names. */
async function resolveReference(
  { flags }: CommandContext,
  { reference, version, get, sources }: Pull,
): Promise<RemoteChart> {
  const repositoryUrl = flags.string("repo");
  if (repositoryUrl === "") return { reference, get };
  return await findByUrl({ name: reference, version }, { repositoryUrl, get, indexes: sources.indexes });
}

/** Helm makes the folder of the chart first, by the name that was typed. */
function unpack(
  context: CommandContext,
  { reference, destination, downloaded }: { reference: string; destination: string; downloaded: Downloaded },
): void {
  const { flags, files } = context;
  const wanted = flags.string("untardir");
  const folder = path.isAbsolute(wanted) ? wanted : path.join(destination, wanted);
  const chart = reference.slice(reference.lastIndexOf("/") + 1);
  const target = folder === "." ? chart : path.join(folder, chart);
  if (peek(files, target) !== undefined) {
    throw new CommandError(`failed to untar: a file or directory with the name ${target} already exists`);
  }
  const unpacked = unpackChart(downloaded.archive, { dialect: context.dialect, gunzip });
  try {
    files.makeDirectory(target);
  } catch (error) {
    if (error instanceof FileError) throw new CommandError(`failed to untar (mkdir): ${error.message}`);
    throw error;
  }
  expand(context, unpacked, folder);
}

function describe({ verification: verified }: Downloaded): string {
  if (verified === undefined) return "";
  const signers = verified.signedBy.map((name) => `Signed by: ${name}\n`).join("");
  return `${signers}Using Key With Fingerprint: ${verified.fingerprint}\nChart Hash Verified: ${verified.fileHash}\n`;
}
