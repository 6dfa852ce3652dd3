/** Writes tar as Go's archive/tar does: USTAR, with a PAX header before a name or a time that does not fit it. */
import { isAscii, toBytes } from "../../go/index.ts";

export interface TarFile {
  readonly name: string;
  readonly data: Uint8Array;
  readonly modifiedMs: number;
  /** A file for all to read, unless told. */
  readonly mode?: number;
  /** `0` file, `2` link, `5` folder. */
  readonly type?: "0" | "2" | "5";
  /** Where a link leads. */
  readonly link?: string;
  readonly uid?: number;
  readonly gid?: number;
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
  const { name, data, mode = MODE, type = "0", link = "", uid = 0, gid = 0 } = file;
  const records = recordsOf(file);
  const split = records === "" ? splitName(name) : undefined;
  const shown = split ?? { name: toAscii(name).slice(0, NAME_MAX), prefix: "" };
  const fields = { mode, type, uid, gid, link: toAscii(link).slice(0, NAME_MAX), size: data.length };
  const seconds = fits(secondsOf(file)) ? secondsOf(file) : 0;
  const entry = { header: header({ ...shown, ...fields, seconds }), data };
  return records === "" ? [entry] : [paxEntry(name, records), entry];
}

/** As Go's archive/tar rounds them. */
function secondsOf({ modifiedMs }: TarFile): number {
  return Math.round(modifiedMs / 1000);
}

function fits(seconds: number): boolean {
  return seconds >= 0 && seconds < SECONDS_END;
}

/** What the header has no room for, or all that is long where there is such a thing; keys are sorted. */
function recordsOf(file: TarFile): string {
  const { name, link = "" } = file;
  const seconds = secondsOf(file);
  const needed = !fits(seconds) || splitName(name) === undefined || !isShort(link);
  if (!needed) return "";
  return [
    isShort(link) ? "" : keyAndValue("linkpath", link),
    fits(seconds) ? "" : keyAndValue("mtime", BigInt(seconds).toString()),
    isShort(name) ? "" : keyAndValue("path", name),
  ].join("");
}

function isShort(text: string): boolean {
  return isAscii(text) && text.length <= NAME_MAX;
}

/** In March of 2242: eleven octal digits hold no more. */
const SECONDS_END = 8 ** 11;

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

function paxEntry(name: string, records: string): Entry {
  const data = toBytes(records);
  const slash = name.lastIndexOf("/", name.length - 2);
  const shown = `${name.slice(0, slash + 1)}PaxHeaders.0/${name.slice(slash + 1)}`.replace(/\/$/, "");
  const fields = { name: toAscii(shown).slice(0, NAME_MAX), prefix: "", type: "x", link: "", uid: 0, gid: 0 };
  return { header: header({ ...fields, size: data.length, seconds: 0, mode: 0 }), data };
}

/** `length key=value\n`, the length counting itself. */
function keyAndValue(key: string, value: string): string {
  const size = toBytes(` ${key}=${value}\n`).length;
  let length = size + String(size).length;
  if (size + String(length).length !== length) length = size + String(length).length;
  return `${length} ${key}=${value}\n`;
}

interface HeaderFields {
  readonly name: string;
  readonly prefix: string;
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly link: string;
  readonly size: number;
  readonly seconds: number;
}

const MAGIC = "ustar\x0000";
const NO_NAMES = "\0".repeat(64);
/** Numbers of a device. */
const NO_DEVICE = `${"0".repeat(7)}\0`.repeat(2);
const UNWRITTEN_DEVICE = "\0".repeat(16);
const NO_SUM = " ".repeat(8);

/** All but the NULs at the end; in ASCII. */
function header({ name, prefix, type, link, seconds, ...numbers }: HeaderFields): string {
  const { mode, uid, gid, size } = numbers;
  const owner = octal(8, uid) + octal(8, gid);
  const start = name.padEnd(NAME_MAX, "\0") + octal(8, mode) + owner + octal(12, size) + octal(12, seconds);
  const end =
    type + link.padEnd(NAME_MAX, "\0") + MAGIC + NO_NAMES + (type === "x" ? UNWRITTEN_DEVICE : NO_DEVICE) + prefix;
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
