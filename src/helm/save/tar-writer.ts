/** Writes tar as Go's archive/tar does for plain files: USTAR, with a PAX header before a name that does not fit it. */
import { isAscii, toBytes } from "../../go/index.ts";

export interface TarFile {
  readonly name: string;
  readonly data: Uint8Array;
  readonly modifiedMs: number;
}

const BLOCK = 512;
const NAME_MAX = 100;
const PREFIX_MAX = 155;
const MODE = 0o644;

/** A header, and what stands behind it. */
interface Entry {
  readonly header: string;
  readonly data: Uint8Array;
}

export function writeTar(files: readonly TarFile[]): Uint8Array {
  const entries = files.flatMap(entriesOf);
  const size = entries.reduce((sum, { data }) => sum + BLOCK + paddedLength(data), 2 * BLOCK);
  const archive = new Uint8Array(size);
  let at = 0;
  for (const entry of entries) {
    encoder.encodeInto(entry.header, archive.subarray(at, at + BLOCK));
    archive.set(entry.data, at + BLOCK);
    at += BLOCK + paddedLength(entry.data);
  }
  return archive;
}

const encoder = new TextEncoder();

function paddedLength(data: Uint8Array): number {
  return Math.ceil(data.length / BLOCK) * BLOCK;
}

function entriesOf(file: TarFile): Entry[] {
  const split = splitName(file.name);
  const own = { ...(split ?? { name: toAscii(file.name).slice(0, NAME_MAX), prefix: "" }), type: "0" };
  // As Go's archive/tar rounds them.
  const seconds = Math.max(Math.round(file.modifiedMs / 1000), 0);
  const entry = { header: header({ ...own, size: file.data.length, seconds, mode: MODE }), data: file.data };
  return split === undefined ? [paxRecord(file.name), entry] : [entry];
}

/** A name that fits: whole, or cut at a slash. */
function splitName(name: string): { name: string; prefix: string } | undefined {
  if (!isAscii(name)) return undefined;
  if (name.length <= NAME_MAX) return { name, prefix: "" };
  const slash = name.lastIndexOf("/", PREFIX_MAX);
  if (slash <= 0 || name.length - slash - 1 > NAME_MAX || slash === name.length - 1) return undefined;
  return { name: name.slice(slash + 1), prefix: name.slice(0, slash) };
}

function toAscii(name: string): string {
  return [...name].filter(isAscii).join("");
}

function paxRecord(name: string): Entry {
  const data = keyAndValue("path", name);
  const slash = name.lastIndexOf("/");
  const shown = `${name.slice(0, slash + 1)}PaxHeaders.0/${name.slice(slash + 1)}`;
  const fields = { name: toAscii(shown).slice(0, NAME_MAX), prefix: "", type: "x" };
  return { header: header({ ...fields, size: data.length, seconds: 0, mode: 0 }), data };
}

/** `length key=value\n`, the length counting itself. */
function keyAndValue(key: string, value: string): Uint8Array {
  const size = toBytes(` ${key}=${value}\n`).length;
  let length = size + String(size).length;
  if (size + String(length).length !== length) length = size + String(length).length;
  return toBytes(`${length} ${key}=${value}\n`);
}

interface HeaderFields {
  readonly name: string;
  readonly prefix: string;
  readonly type: string;
  readonly mode: number;
  readonly size: number;
  readonly seconds: number;
}

/** Owner and group. */
const NOBODY = `${"0".repeat(7)}\0`.repeat(2);
const NO_LINK = "\0".repeat(100);
const MAGIC = "ustar\x0000";
const NO_NAMES = "\0".repeat(64);
/** Numbers of a device. */
const NO_DEVICE = `${"0".repeat(7)}\0`.repeat(2);
const NO_SUM = " ".repeat(8);

/** All but the NULs at the end; in ASCII. */
function header({ name, prefix, type, mode, size, seconds }: HeaderFields): string {
  const start = name.padEnd(NAME_MAX, "\0") + octal(8, mode) + NOBODY + octal(12, size) + octal(12, seconds);
  const end = type + NO_LINK + MAGIC + NO_NAMES + NO_DEVICE + prefix;
  const sum = sumOf((start + NO_SUM + end).replaceAll("\0", ""));
  return `${start}${sum.toString(8).padStart(6, "0")}\0 ${end}`;
}

function octal(width: number, value: number): string {
  return `${value.toString(8).padStart(width - 1, "0")}\0`;
}

function sumOf(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
  return sum;
}
