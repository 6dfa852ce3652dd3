/** Archives of plugins: unpacking with every path checked, names, and what their plugin.yaml says. */
import { peek } from "../../../../base/index.ts";
import { base, dir, join } from "../../../../go/path/index.ts";
import { GoError, fromBytes } from "../../../../go/index.ts";
import { readTar } from "../../../../helm/loader/index.ts";
import { PLUGIN_FILE, loadMetadata, type Metadata } from "../../../../helm/plugin/index.ts";
import { gunzip, writeWithMode } from "../../../../sys/index.ts";
import type { CommandContext } from "../../../context.ts";

const SUFFIXES = [".tar.gz", ".tgz"];
/** Unpacked; far above any plugin seen. */
const ARCHIVE_BYTES_MAX = 1 << 30;

export function isArchiveName(name: string): boolean {
  return SUFFIXES.some((suffix) => name.endsWith(suffix));
}

/** The plugin's name by convention: `name-1.2.3.tgz` is `name`. */
export function strippedName(fileName: string): string {
  const suffix = SUFFIXES.find((candidate) => fileName.endsWith(candidate)) ?? fileName;
  return fileName.slice(0, -suffix.length).replace(/(.*)-[0-9]+\..*/, "$1");
}

/** Unpacks an archive below a folder. Throws `GoError` for paths that lead out of it and for anything but files and folders. */
export function extract({ files }: CommandContext, archive: Uint8Array, folder: string): void {
  files.makeDirectory(folder);
  for (const entry of readTar(gunzip(archive, { bytesMax: ARCHIVE_BYTES_MAX }))) {
    if (entry.type === "g" || entry.type === "x") continue;
    const path = join(folder, checkedName(entry.name));
    if (entry.type === "5") files.makeDirectory(path);
    else if (entry.type === "0" || entry.type === "\0") {
      files.makeDirectory(dir(path));
      writeWithMode(path, entry.data, entry.mode);
    } else throw new GoError(`unknown type: ${entry.type.charCodeAt(0).toString(2)} in ${entry.name}`);
  }
}

function checkedName(name: string): string {
  if (name.includes(":")) throw new GoError("path contains ':', which is illegal");
  const unix = name.replaceAll("\\", "/");
  if (unix.split("/").includes("..")) throw new GoError("path contains '..', which is illegal");
  if (unix.startsWith("/")) throw new GoError("path is absolute, which is illegal");
  return unix;
}

/** The metadata of the first plugin.yaml in an archive. Throws `GoError`. */
export function metadataIn(archive: Uint8Array): Metadata {
  for (const { name, data } of readTar(gunzip(archive, { bytesMax: ARCHIVE_BYTES_MAX }))) {
    if (base(name) === PLUGIN_FILE) return loadMetadata(fromBytes(data));
  }
  throw new GoError("plugin.yaml not found in tarball");
}

/** The folder with the plugin.yaml: the one given, or one directly below. */
export function pluginRoot({ files }: CommandContext, folder: string): string | undefined {
  if (isPlugin(files, folder)) return folder;
  return files
    .list(folder)
    .map((name) => join(folder, name))
    .find((path) => files.lstat(path)?.kind === "directory" && isPlugin(files, path));
}

export function isPlugin(files: CommandContext["files"], folder: string): boolean {
  return peek(files, join(folder, PLUGIN_FILE)) !== undefined;
}

/** What an archive is called by what it holds, and by its provenance: `name-1.2.3.tgz`. Throws `GoError`. */
export function archiveName(archive: Uint8Array): string {
  const { name, version } = within("failed to extract plugin metadata from tarball", () => metadataIn(archive));
  return `${name}-${version}.tgz`;
}

/** Keeps an archive and its signature beside the installed plugins, where its origin can be checked later. */
export function keepArchive(
  { files }: CommandContext,
  folder: string,
  { archive, provenance }: { archive: Uint8Array; provenance: Uint8Array | undefined },
): void {
  const path = join(folder, archiveName(archive));
  files.makeDirectory(folder);
  files.write(path, archive);
  if (provenance !== undefined) files.write(`${path}.prov`, provenance);
}

function within<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new GoError(`${what}: ${(error as Error).message}`);
  }
}
