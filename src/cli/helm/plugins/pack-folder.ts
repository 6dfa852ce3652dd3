/** Packs a plugin's folder as Go's archive/tar and gzip do it (Helm 4.3.1 internal/plugin/sign.go, CreatePluginTarball). */
import { lstatSync, readlinkSync } from "node:fs";
import { join } from "../../../go/path/index.ts";
import type { CommandContext } from "../../context.ts";

const BLOCK = 512;

/** The archive of a folder, whose entries stand below `name`. */
export async function packFolder(
  { files }: CommandContext,
  { folder, name }: { folder: string; name: string },
): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  for (const path of walk(files, folder)) blocks.push(...entry(files, path, join(name, path.slice(folder.length))));
  blocks.push(new Uint8Array(2 * BLOCK));
  const { gzipSync } = await import("node:zlib");
  return gzipSync(Buffer.concat(blocks));
}

/** The folder and everything below it, each folder before what it holds. */
function* walk(files: CommandContext["files"], path: string): Generator<string> {
  yield path;
  if (files.lstat(path)?.kind !== "directory") return;
  for (const name of files.list(path)) yield* walk(files, join(path, name));
}

function entry(files: CommandContext["files"], path: string, name: string): Uint8Array[] {
  const stats = lstatSync(path);
  const link = stats.isSymbolicLink();
  const data = stats.isFile() ? files.read(path) : new Uint8Array();
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, "0")}\0`;
  put(name.slice(0, NAME_MAX), 0);
  put(octal(stats.mode & 0o7777, 8), 100);
  put(octal(stats.uid, 8) + octal(stats.gid, 8), 108);
  put(octal(data.length, 12) + octal(Math.floor(stats.mtimeMs / 1000), 12), 124);
  put(link ? "2" : stats.isDirectory() ? "5" : "0", 156);
  if (link) put(readlinkSync(path).slice(0, NAME_MAX), 157);
  put("ustar\u000000", 257);
  put(octal(checksum(header), 7), 148);
  header[155] = 0x20;
  const padding = new Uint8Array((BLOCK - (data.length % BLOCK)) % BLOCK);
  return [header, data, padding];
}

const NAME_MAX = 100;

/** The sum of the header with blanks where the sum will stand. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte) => sum + byte, 8 * 0x20);
}
