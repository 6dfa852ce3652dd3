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
    const block = bytes.subarray(at, at + BLOCK);
    if (block.length < BLOCK) throw new GoError("unexpected EOF");
    if (isZero(block)) return;
    const header: Header = { bytes: block, text: fromBytes(block) };
    checkSum(header);
    const type = String.fromCharCode(block[156] ?? 0);
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
        overrides.set("path", textOf(data));
        continue;
      case "K":
        continue;
    }
    yield entry(header, { type, data, overrides });
    if (overrides.size > 0) overrides = new Map();
  }
}

interface Header {
  readonly bytes: Uint8Array;
  /** All of it. Where it is as long as a block each byte is one character, and fields are cut from it. */
  readonly text: string;
}

function entry(header: Header, read: { type: string; data: Uint8Array; overrides: Overrides }): TarEntry {
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

function fullName(header: Header): string {
  const name = field(header, 0, 100);
  const isUstar = header.bytes[263] === 0x30 && field(header, 257, 6) === "ustar";
  const prefix = isUstar ? field(header, 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** Text up to a NUL. */
function field({ bytes, text }: Header, start: number, length: number): string {
  if (text.length !== BLOCK) return textOf(bytes.subarray(start, start + length));
  const end = text.indexOf("\0", start);
  return text.slice(start, end < 0 ? start + length : Math.min(end, start + length));
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return fromBytes(end < 0 ? bytes : bytes.subarray(0, end));
}

const OCTAL = /^[0-7]*$/;

/** Octal digits, or binary with the high bit set. */
function number(header: Header, start: number, length: number): number {
  const { bytes } = header;
  if (((bytes[start] ?? 0) & 0x80) !== 0) {
    let value = (bytes[start] ?? 0) & 0x7f;
    for (const byte of bytes.subarray(start + 1, start + length)) value = value * 256 + byte;
    return value;
  }
  const digits = field(header, start, length).trim();
  if (!OCTAL.test(digits)) throw new GoError("archive/tar: invalid tar header");
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

function isZero(header: Uint8Array): boolean {
  for (let i = 0; i < BLOCK; i++) if (header[i] !== 0) return false;
  return true;
}

const SUM_START = 148;
const SUM_END = 156;

/** The sum's own field counts as blanks. Some writers add bytes as signed numbers. */
function checkSum(header: Header): void {
  const { bytes } = header;
  let unsigned = sumOf(bytes) + (SUM_END - SUM_START) * 0x20;
  for (let i = SUM_START; i < SUM_END; i++) unsigned -= bytes[i] ?? 0;
  const wanted = number(header, SUM_START, 8);
  if (wanted !== unsigned && wanted !== unsigned - highBytes(bytes) * 256) {
    throw new GoError("archive/tar: invalid tar header");
  }
}

/** Adds up a block four bytes at a time, the even ones apart from the odd ones: no sum of theirs takes more than 16 bits. */
function sumOf(block: Uint8Array): number {
  const aligned = block.byteOffset % 4 === 0 ? block : block.slice();
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, BLOCK / 4);
  let sums = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? 0;
    if (word !== 0) sums += (word & 0xff00ff) + ((word >>> 8) & 0xff00ff);
  }
  return (sums % 0x10000) + Math.floor(sums / 0x10000);
}

function highBytes(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < BLOCK; i++) {
    const isOwn = i >= SUM_START && i < SUM_END;
    if (!isOwn && (bytes[i] ?? 0) > 127) count++;
  }
  return count;
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
