/** Unpacks gzip within a limit, with the error texts of Go's compress/gzip. */
import { attempt, GoError } from "../go/index.ts";
import { FLAG_COMMENT, FLAG_EXTRA } from "./gzip.ts";

/** Thrown instead of unpacking more than was allowed. */
export class GunzipLimitError extends Error {}

/** Deflate cannot shrink anything more than this; what looks like noise, as charts do, not more than the second. */
const RATIO_MAX = 1032;
const NOISE_RATIO_MAX = 400;
/**
 * In noise no byte is commoner. Of archives of charts none is commoner than 0.9 %. What is shrunk to a hundredth repeats itself even then: 4 % at
 * least, and one that is made to hide it has no room for more than 400 : 1.
 */
const COMMONEST_BYTE_MAX = 0.02;
const SAMPLES = 4096;
/** What may be unpacked of an archive that lies. */
const TRUSTED_BYTES_MAX = 400 * 1024 * 1024;
const CHUNK_BYTES_MIN = 16 * 1024;
/** Packers put at least some kilobytes in each. */
const MEMBERS_MAX = 20_000;
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

export interface GunzipOptions {
  readonly bytesMax: number;
  /** What stands behind a stream must be one too, as for who reads to the end. */
  readonly whole?: boolean;
}

/** Throws `GoError`, and `GunzipLimitError` beyond `bytesMax`. */
export function gunzip(bytes: Uint8Array, options: GunzipOptions): Uint8Array {
  const { bytesMax } = options;
  if (bytes.length < HEADER_BYTES) throw new GoError(bytes.length === 0 ? "EOF" : "unexpected EOF");
  requireMagic(bytes, 0);
  if (bytes.length < HEADER_BYTES + TRAILER_BYTES) throw new GoError("unexpected EOF");
  if (bytes.length * RATIO_MAX > bytesMax && !isTrusted(bytes, bytesMax)) return unpackMembers(bytes, options);
  const unpacked = unpackFast(bytes);
  if (unpacked.length > bytesMax) throw new GunzipLimitError();
  return unpacked.length === statedLength(bytes) ? unpacked : unpackMembers(bytes, options);
}

/** An archive that says it is small, and could not be very large. */
function isTrusted(bytes: Uint8Array, bytesMax: number): boolean {
  const { length } = bytes;
  if (statedLength(bytes) > bytesMax || length * NOISE_RATIO_MAX > TRUSTED_BYTES_MAX) return false;
  return length * RATIO_MAX <= TRUSTED_BYTES_MAX || looksLikeNoise(bytes);
}

/** By bytes from everywhere: nobody can know which. */
function looksLikeNoise(bytes: Uint8Array): boolean {
  const counts = new Uint32Array(256);
  const step = bytes.length / SAMPLES;
  for (let i = 0; i < SAMPLES; i++) {
    const byte = bytes[Math.floor((i + Math.random()) * step)] ?? 0;
    counts[byte] = (counts[byte] ?? 0) + 1;
  }
  return counts.every((count) => count <= SAMPLES * COMMONEST_BYTE_MAX);
}

/** The unpacked length that the trailer gives. */
function statedLength(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true);
}

function unpackFast(bytes: Uint8Array): Uint8Array {
  const archive = bytes as Uint8Array<ArrayBuffer>;
  try {
    return Bun.gunzipSync(archive, { library: "libdeflate" });
  } catch {
    // The faster library does not say what is wrong.
    return unpackDescribing(archive);
  }
}

function unpackDescribing(archive: Uint8Array<ArrayBuffer>): Uint8Array {
  try {
    return Bun.gunzipSync(archive);
  } catch (error) {
    throw described(error);
  }
}

/**
 * One after another, as parallel packers write them. Unless `whole`, what stands behind the first and is none is not read, as by Go, whose readers of
 * archives have come to their end before it.
 */
function unpackMembers(bytes: Uint8Array, { bytesMax, whole = false }: GunzipOptions): Uint8Array {
  const first = unpackMember(bytes, { at: 0, bytesMax });
  const parts = [first.unpacked];
  let left = bytesMax - first.unpacked.length;
  for (let at = first.end; at < bytes.length;) {
    if (parts.length === MEMBERS_MAX) throw new GoError(`gzip: more than ${MEMBERS_MAX} streams`);
    const unpack = () => unpackMember(bytes, { at, bytesMax: left });
    const member = whole ? unpack() : attempt(unpack);
    if (member === undefined) break;
    parts.push(member.unpacked);
    left -= member.unpacked.length;
    at = member.end;
  }
  return parts.length === 1 ? first.unpacked : Buffer.concat(parts);
}

interface Member {
  readonly unpacked: Uint8Array;
  /** Where the next begins. */
  readonly end: number;
}

/** By node:zlib, which can stop at a limit, and tells how far it has come. It takes milliseconds to load. */
function unpackMember(bytes: Uint8Array, { at, bytesMax }: { at: number; bytesMax: number }): Member {
  const start = behindHeader(bytes, at);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only here, and this function cannot wait
  const zlib = require("node:zlib") as typeof import("node:zlib");
  // In one buffer, where the archive tells the truth: pieces would stand in memory twice.
  const chunkSize = Math.max(CHUNK_BYTES_MIN, Math.min(statedLength(bytes) + 1, bytesMax));
  const options = { maxOutputLength: Math.max(bytesMax, 1), chunkSize, info: true };
  try {
    const { buffer, engine } = zlib.inflateRawSync(bytes.subarray(start), options) as unknown as Inflated;
    if (buffer.length > bytesMax) throw new GunzipLimitError();
    const end = start + engine.bytesWritten + TRAILER_BYTES;
    checkTrailer(bytes, end, buffer);
    return { unpacked: buffer, end };
  } catch (error) {
    if (error instanceof GoError) throw error;
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw new GunzipLimitError();
    throw described(error);
  }
}

/** What node:zlib gives with `info`. */
interface Inflated {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

const FLAG_CHECKSUM = 0x02;
const FLAG_NAME = 0x08;

/** Throws where no member begins. */
function behindHeader(bytes: Uint8Array, at: number): number {
  requireMagic(bytes, at);
  const flags = bytes[at + 3] ?? 0;
  let end = at + HEADER_BYTES;
  if ((flags & FLAG_EXTRA) !== 0) end += 2 + (bytes[end] ?? 0) + (bytes[end + 1] ?? 0) * 256;
  for (const flag of [FLAG_NAME, FLAG_COMMENT]) if ((flags & flag) !== 0) end = behindZero(bytes, end);
  if ((flags & FLAG_CHECKSUM) !== 0) end += 2;
  if (end > bytes.length) throw new GoError("unexpected EOF");
  return end;
}

function requireMagic(bytes: Uint8Array, at: number): void {
  if (at + HEADER_BYTES > bytes.length) throw new GoError("unexpected EOF");
  if (bytes[at] !== 0x1f || bytes[at + 1] !== 0x8b || bytes[at + 2] !== 8) throw new GoError("gzip: invalid header");
}

function behindZero(bytes: Uint8Array, at: number): number {
  const zero = bytes.indexOf(0, at);
  if (zero < 0) throw new GoError("unexpected EOF");
  return zero + 1;
}

/** The checksum and the length that stand behind a member. */
function checkTrailer(bytes: Uint8Array, end: number, unpacked: Uint8Array): void {
  if (end > bytes.length) throw new GoError("unexpected EOF");
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - TRAILER_BYTES, TRAILER_BYTES);
  const isRight =
    trailer.getUint32(0, true) === Bun.hash.crc32(unpacked) && trailer.getUint32(4, true) === unpacked.length;
  if (!isRight) throw new GoError("gzip: invalid checksum");
}

function described(error: unknown): GoError {
  const text = error instanceof Error ? `${(error as { code?: string }).code ?? ""} ${error.message}` : String(error);
  if (/unexpected end|Zlib returned an error/i.test(text)) return new GoError("unexpected EOF");
  if (/check|crc/i.test(text)) return new GoError("gzip: invalid checksum");
  return new GoError("flate: corrupt input before offset 0");
}
