/** `helm push` (Helm 4.3.1 pkg/cmd/push.go, pkg/pusher; Helm 3.22.0 the same). */
import { existing, FileError, type FileStat, type FileSystem, peek } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import * as url from "../../go/url/index.ts";
import { GoError } from "../../go/index.ts";
import { formatTime } from "../../helm/repo/index.ts";
import { tryParse, withoutScheme } from "../../helm/download/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { readFile } from "../../helm/index.ts";
import { loadChart } from "./chart/load.ts";
import { getOptions } from "./network/chart-flags.ts";
import { sourcesOf } from "./network/sources.ts";

export async function run(context: CommandContext): Promise<void> {
  const [name = "", remote = ""] = context.args;
  const { registry } = sourcesOf(context, { get: getOptions(context) });
  const address = checkRemote(remote);
  const created = checkArchive(context, name);
  const { metadata } = loadChart(context, name);
  const archive = readFile(context.files, name);
  const provenance = provenanceOf(context, name);
  const reference = `${path.join(withoutScheme(address), metadata.name)}:${metadata.version}`;
  await registry.push(reference, { archive, provenance, metadata, created });
}

function checkRemote(remote: string): string {
  const parsed = tryParse(remote);
  if (parsed === undefined) throw new CommandError(`invalid chart URL format: ${remote}`);
  if (parsed.scheme === "") throw new CommandError('scheme prefix missing from remote (e.g. "oci://")');
  if (parsed.scheme !== "oci") throw new CommandError(`scheme ${quote(parsed.scheme)} not supported`);
  return url.format(parsed);
}

/** When the archive was last written, which is when the chart was made. */
function checkArchive({ files }: CommandContext, name: string): string {
  const stat = archiveAt(files, name);
  if (stat.kind === "directory") throw new GoError("cannot push directory, must provide chart archive (.tgz)");
  return localSeconds(stat.modifiedMs);
}

function archiveAt(files: FileSystem, name: string): FileStat {
  try {
    return existing(files, name);
  } catch (error) {
    if (error instanceof FileError && error.code === "ENOENT") throw new GoError(`${name}: no such file`);
    throw error;
  }
}

function provenanceOf(context: CommandContext, name: string): Uint8Array | undefined {
  const file = `${name}.prov`;
  return peek(context.files, file) !== undefined ? readFile(context.files, file) : undefined;
}

/** RFC 3339 in this machine's zone. */
function localSeconds(epochMs: number): string {
  const seconds = Math.floor(epochMs / 1000) * 1000;
  return formatTime(seconds, -new Date(seconds).getTimezoneOffset());
}
