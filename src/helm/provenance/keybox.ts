/**
 * GnuPG's keybox (`pubring.kbx`): blobs one after the other, each with its length, type and flags before it; those of OpenPGP say
 * where their packets lie (helm pkg/provenance/keybox.go).
 */
import { fromBytes, GoError } from "../../go/index.ts";

const MAGIC = "KBXf";
const MAGIC_AT = 8;
const HEADER_TYPE = 1;
const OPENPGP_TYPE = 2;
const TYPE_AT = 4;
const FLAGS_AT = 6;
const KEYBLOCK_AT = 8;
const KEYBLOCK_LENGTH_AT = 12;
/** GnuPG does not count such a blob as part of the ring (yet), and neither may a verification. */
const EPHEMERAL = 2;

const BLOB_BYTES_MIN = 5;
const OPENPGP_BYTES_MIN = 16;

export function isKeybox(bytes: Uint8Array): boolean {
  return bytes[TYPE_AT] === HEADER_TYPE && fromBytes(bytes.subarray(MAGIC_AT, MAGIC_AT + MAGIC.length)) === MAGIC;
}

/** The packets of every key in a keybox, one after the other. Throws `GoError`. */
export function keysOfKeybox(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const keyblocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + blobLength(view, at);
    if (bytes[at + TYPE_AT] === OPENPGP_TYPE) keyblocks.push(...keyblockOf(view, at, end));
    at = end;
  }
  const joined = join(keyblocks);
  if (joined.length === 0) throw new GoError("keybox contains no OpenPGP keys");
  return joined;
}

function blobLength(view: DataView, at: number): number {
  const rest = view.byteLength - at;
  if (rest < BLOB_BYTES_MIN) throw new GoError(`truncated blob header at offset ${at}`);
  const length = view.getUint32(at);
  if (length < BLOB_BYTES_MIN) throw new GoError(`invalid blob length ${length} at offset ${at}`);
  if (length > rest) {
    throw new GoError(`blob at offset ${at} has length ${length} exceeding the ${rest} remaining bytes`);
  }
  return length;
}

function keyblockOf(view: DataView, at: number, end: number): Uint8Array[] {
  if (end - at < OPENPGP_BYTES_MIN) throw new GoError(`OpenPGP blob at offset ${at} is too short`);
  const start = at + view.getUint32(at + KEYBLOCK_AT);
  const length = view.getUint32(at + KEYBLOCK_LENGTH_AT);
  if (start + length > end) throw new GoError(`OpenPGP blob at offset ${at} has an out-of-range keyblock`);
  if ((view.getUint16(at + FLAGS_AT) & EPHEMERAL) !== 0) return [];
  return [new Uint8Array(view.buffer, view.byteOffset + start, length)];
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
