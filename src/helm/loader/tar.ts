/**
 * Reads tar streams as Go's archive/tar does: ustar, GNU and PAX names and sizes. Sparse files and other rarities that no chart
 * holds are read as plain ones.
 */
import { GoError, fromBytes } from "../../go/index.ts";

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  readonly data: Uint8Array;
  readonly modifiedMs: number;
  /** Permission bits. */
  readonly mode: number;
  /** The type as it stands in the header: `0` or NUL for a file, `5` for a folder, ... */
  readonly type: string;
  readonly isDirectory: boolean;
  readonly isGlobalHeader: boolean;
}

/** The stream ends within a file. */
export class CutShort extends GoError {
  constructor(
    readonly file: string,
    /** As the header has it. */
    readonly size: number,
  ) {
    super("unexpected EOF");
  }
}

const BLOCK = 512;

/** What a PAX or GNU header says about the entry behind it. */
type Overrides = Map<string, string>;

/** Throws `GoError` where the stream is malformed or ends too early. */
export function* readTar(bytes: Uint8Array): Generator<TarEntry> {
  let at = 0;
  let overrides: Overrides = new Map();
  while (at < bytes.length) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.length < BLOCK) throw new GoError("unexpected EOF");
    if (isZero(header)) return;
    checkSum(header);
    const type = String.fromCharCode(header[156] ?? 0);
    const size = Number(overrides.get("size") ?? number(header, 124, 12));
    const holdsData = !"123456".includes(type);
    const start = at + BLOCK;
    const end = start + (holdsData ? size : 0);
    if (end > bytes.length) throw new CutShort(overrides.get("path") ?? fullName(header), size);
    at = start + Math.ceil((end - start) / BLOCK) * BLOCK;
    const data = bytes.subarray(start, end);
    switch (type) {
      case "x":
        readPax(data, overrides);
        continue;
      case "L":
        overrides.set("path", text(data, 0, data.length));
        continue;
      case "K":
        continue;
    }
    yield entry(header, { type, data, overrides });
    overrides = new Map();
  }
}

function entry(header: Uint8Array, read: { type: string; data: Uint8Array; overrides: Overrides }): TarEntry {
  const name = read.overrides.get("path") ?? fullName(header);
  const seconds = Number(read.overrides.get("mtime") ?? number(header, 136, 12));
  return {
    name,
    size: read.data.length,
    data: read.data,
    modifiedMs: seconds * 1000,
    mode: number(header, 100, 8) & 0o7777,
    type: read.type,
    isDirectory: read.type === "5" || (!"1234".includes(read.type) && name.endsWith("/")),
    isGlobalHeader: read.type === "g",
  };
}

function fullName(header: Uint8Array): string {
  const name = text(header, 0, 100);
  const isUstar = text(header, 257, 6) === "ustar" && header[263] === 0x30;
  const prefix = isUstar ? text(header, 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return fromBytes(end < 0 ? field : field.subarray(0, end));
}

/** Octal digits, or binary with the high bit set. */
function number(header: Uint8Array, start: number, length: number): number {
  if (((header[start] ?? 0) & 0x80) !== 0) {
    let value = (header[start] ?? 0) & 0x7f;
    for (const byte of header.subarray(start + 1, start + length)) value = value * 256 + byte;
    return value;
  }
  const digits = text(header, start, length).trim();
  if (!/^[0-7]*$/.test(digits)) throw new GoError("archive/tar: invalid tar header");
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

function isZero(header: Uint8Array): boolean {
  for (let i = 0; i < BLOCK; i++) if (header[i] !== 0) return false;
  return true;
}

const SUM_START = 148;
const SUM_END = 156;

/** The sum's own field counts as blanks. Some writers add bytes as signed numbers. */
function checkSum(header: Uint8Array): void {
  let unsigned = (SUM_END - SUM_START) * 0x20;
  let high = 0;
  for (let i = 0; i < BLOCK; i++) {
    if (i === SUM_START) i = SUM_END;
    const byte = header[i] ?? 0;
    unsigned += byte;
    if (byte > 127) high++;
  }
  const signed = unsigned - high * 256;
  const wanted = number(header, 148, 8);
  if (wanted !== unsigned && wanted !== signed) throw new GoError("archive/tar: invalid tar header");
}

/** Records of the form `LENGTH KEY=VALUE\n`. */
function readPax(data: Uint8Array, overrides: Overrides): void {
  let at = 0;
  while (at < data.length) {
    const space = data.indexOf(0x20, at);
    const length = Number(fromBytes(data.subarray(at, space)));
    if (space < 0 || !(length > space - at) || at + length > data.length) {
      throw new GoError("archive/tar: invalid tar header");
    }
    const record = fromBytes(data.subarray(space + 1, at + length - 1));
    const equals = record.indexOf("=");
    overrides.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
}
