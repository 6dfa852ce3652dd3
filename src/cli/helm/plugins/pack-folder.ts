/** Packs a plugin's folder as Go's archive/tar and gzip do it (Helm 4.3.1 internal/plugin/sign.go, CreatePluginTarball). */
import { lstatSync, readlinkSync } from "node:fs";
import { join } from "../../../go/path/index.ts";
import { type TarFile, writeTar } from "../../../helm/save/index.ts";
import type { CommandContext } from "../../context.ts";

/** The archive of a folder, whose entries stand below `name`. */
export async function packFolder(
  { files }: CommandContext,
  { folder, name }: { folder: string; name: string },
): Promise<Uint8Array> {
  const paths = [...walk(files, folder)];
  const { gzipSync } = await import("node:zlib");
  return gzipSync(writeTar(paths.map((path) => entry(files, path, join(name, path.slice(folder.length))))));
}

/** The folder and everything below it, each folder before what it holds. */
function* walk(files: CommandContext["files"], path: string): Generator<string> {
  yield path;
  if (files.lstat(path)?.kind !== "directory") return;
  for (const name of files.list(path)) yield* walk(files, join(path, name));
}

function entry(files: CommandContext["files"], path: string, name: string): TarFile {
  const stats = lstatSync(path);
  const { mtimeMs: modifiedMs, uid, gid } = stats;
  const data = stats.isFile() ? files.read(path) : new Uint8Array();
  const common = { name, data, modifiedMs, uid, gid, mode: stats.mode & 0o7777 };
  if (stats.isSymbolicLink()) return { ...common, type: "2", link: readlinkSync(path) };
  return { ...common, type: stats.isDirectory() ? "5" : "0" };
}
