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

export function writeTar(files: readonly TarFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const file of files) parts.push(...fileParts(file));
  parts.push(new Uint8Array(2 * BLOCK));
  return concatenate(parts);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function fileParts(file: TarFile): Uint8Array[] {
  const split = splitName(file.name);
  const own = { ...(split ?? { name: toAscii(file.name).slice(0, NAME_MAX), prefix: "" }), type: "0" };
  const seconds = Math.max(Math.floor(file.modifiedMs / 1000), 0);
  const parts = [header({ ...own, size: file.data.length, seconds, mode: MODE }), ...padded(file.data)];
  return split === undefined ? [...paxParts(file.name), ...parts] : parts;
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

function paxParts(name: string): Uint8Array[] {
  const record = paxRecord("path", name);
  const slash = name.lastIndexOf("/");
  const shown = `${name.slice(0, slash + 1)}PaxHeaders.0/${name.slice(slash + 1)}`;
  const fields = { name: toAscii(shown).slice(0, NAME_MAX), prefix: "", type: "x" };
  return [header({ ...fields, size: record.length, seconds: 0, mode: 0 }), ...padded(record)];
}

/** `length key=value\n`, the length counting itself. */
function paxRecord(key: string, value: string): Uint8Array {
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

function header(fields: HeaderFields): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string): void => block.set(toBytes(text), at);
  const octal = (at: number, width: number, value: number): void =>
    put(at, `${value.toString(8).padStart(width - 1, "0")}\0`);
  put(0, fields.name);
  octal(100, 8, fields.mode);
  octal(108, 8, 0);
  octal(116, 8, 0);
  octal(124, 12, fields.size);
  octal(136, 12, fields.seconds);
  put(148, " ".repeat(8));
  put(156, fields.type);
  put(257, "ustar\x0000");
  octal(329, 8, 0);
  octal(337, 8, 0);
  put(345, fields.prefix);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}

function padded(data: Uint8Array): Uint8Array[] {
  const rest = data.length % BLOCK;
  return rest === 0 ? [data] : [data, new Uint8Array(BLOCK - rest)];
}
