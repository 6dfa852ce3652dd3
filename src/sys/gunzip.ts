/** Unpacks gzip within a limit, with the error texts of Go's compress/gzip. */
import { GoError } from "../go/index.ts";

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
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/** Throws `GoError`, and `GunzipLimitError` beyond `bytesMax`. */
export function gunzip(bytes: Uint8Array, { bytesMax }: { bytesMax: number }): Uint8Array {
  if (bytes.length < HEADER_BYTES) throw new GoError(bytes.length === 0 ? "EOF" : "unexpected EOF");
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) throw new GoError("gzip: invalid header");
  if (bytes.length < HEADER_BYTES + TRAILER_BYTES) throw new GoError("unexpected EOF");
  if (bytes.length * RATIO_MAX > bytesMax && !isTrusted(bytes, bytesMax)) return unpackBounded(bytes, bytesMax);
  const unpacked = unpackFast(bytes);
  if (unpacked.length > bytesMax) throw new GunzipLimitError();
  return unpacked;
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

/** node:zlib can stop at a limit, but takes milliseconds to load: it is kept for archives that could be too large. */
function unpackBounded(bytes: Uint8Array, bytesMax: number): Uint8Array {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only here, and this function cannot wait
  const zlib = require("node:zlib") as typeof import("node:zlib");
  try {
    // In one buffer, where the archive tells the truth: pieces would stand in memory twice.
    const chunkSize = Math.max(CHUNK_BYTES_MIN, Math.min(statedLength(bytes) + 1, bytesMax));
    return zlib.gunzipSync(bytes, { maxOutputLength: bytesMax, chunkSize });
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw new GunzipLimitError();
    throw described(error);
  }
}

function described(error: unknown): GoError {
  const text = error instanceof Error ? `${(error as { code?: string }).code ?? ""} ${error.message}` : String(error);
  if (/unexpected end|Zlib returned an error/i.test(text)) return new GoError("unexpected EOF");
  if (/check|crc/i.test(text)) return new GoError("gzip: invalid checksum");
  return new GoError("flate: corrupt input before offset 0");
}
