/** Keyrings as GnuPG keeps them: a packet stream, a keybox, or armored exports one after the other (helm pkg/provenance). */
import { fromBytes, GoError } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";
import type { Key } from "openpgp";

type OpenPgp = typeof import("openpgp");

const INVALID = "openpgp: invalid data: tag byte does not have MSB set";
const ARMOR_BEGIN = "-----BEGIN PGP ";

/** The keys of a keyring file. Throws `GoError`. */
export async function readKeyring(
  openpgp: OpenPgp,
  bytes: Uint8Array,
  { dialect, name }: { dialect: Dialect; name: string },
): Promise<Key[]> {
  if (dialect === "helm4" && isKeybox(bytes)) return await readBinary(openpgp, keysOfKeybox(bytes));
  if (dialect === "helm4" && isArmored(bytes)) return await readArmored(openpgp, fromBytes(bytes), name);
  return await readBinary(openpgp, bytes);
}

async function readBinary(openpgp: OpenPgp, bytes: Uint8Array): Promise<Key[]> {
  if (bytes.length === 0) return [];
  try {
    return await openpgp.readKeys({ binaryKeys: bytes, config: LENIENT });
  } catch (error) {
    throw new GoError(INVALID, { cause: error });
  }
}

/** Helm checks signatures of any strength. */
export const LENIENT = {
  rejectHashAlgorithms: new Set<never>(),
  rejectMessageHashAlgorithms: new Set<never>(),
  rejectPublicKeyAlgorithms: new Set<never>(),
  rejectCurves: new Set<never>(),
  minRSABits: 0,
  allowInsecureVerificationWithReformattedKeys: true,
};

function isArmored(bytes: Uint8Array): boolean {
  return fromBytes(bytes.subarray(0, 1024)).trimStart().startsWith(ARMOR_BEGIN);
}

async function readArmored(openpgp: OpenPgp, text: string, name: string): Promise<Key[]> {
  const keys: Key[] = [];
  try {
    for (const block of text.split(new RegExp(`(?=${ARMOR_BEGIN}(?:PUBLIC|PRIVATE))`))) {
      if (block.trim() !== "") keys.push(...(await openpgp.readKeys({ armoredKeys: block, config: LENIENT })));
    }
  } catch (error) {
    throw new GoError(`reading armored keyring ${name}: ${INVALID}`, { cause: error });
  }
  if (keys.length === 0) throw new GoError(`reading armored keyring ${name}: no keys found`);
  return keys;
}

const KEYBOX_MAGIC = "KBXf";
const OPENPGP_BLOB = 2;
const BLOB_HEADER = 16;

function isKeybox(bytes: Uint8Array): boolean {
  return fromBytes(bytes.subarray(8, 12)) === KEYBOX_MAGIC;
}

/** The packets of every key in a keybox, one after the other. */
function keysOfKeybox(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: number[] = [];
  for (let at = 0; at + BLOB_HEADER <= bytes.length;) {
    const length = view.getUint32(at);
    if (length < BLOB_HEADER || at + length > bytes.length) throw new GoError("reading keybox: truncated blob");
    if (bytes[at + 4] === OPENPGP_BLOB) {
      const start = at + view.getUint32(at + 8);
      parts.push(...bytes.subarray(start, start + view.getUint32(at + 12)));
    }
    at += length;
  }
  return Uint8Array.from(parts);
}
