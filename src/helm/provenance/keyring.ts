/** Keyrings as GnuPG keeps them: a packet stream, a keybox, or armored exports one after the other (helm pkg/provenance). */
import { fromBytes, GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import type { Key } from "openpgp";
import { isKeybox, keysOfKeybox } from "./keybox.ts";

type OpenPgp = typeof import("openpgp");

const INVALID = "openpgp: invalid data: tag byte does not have MSB set";
const ARMOR_BEGIN = "-----BEGIN PGP ";

/** The keys of a keyring file. Throws `GoError`. */
export async function readKeyring(
  openpgp: OpenPgp,
  bytes: Uint8Array,
  { dialect, name }: { dialect: Dialect; name: string },
): Promise<Key[]> {
  if (dialect === "helm4" && isKeybox(bytes)) {
    return await readBinary(
      openpgp,
      wrap(`reading keybox ${name}`, () => keysOfKeybox(bytes)),
    );
  }
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
  for (const block of wrap(`reading armored keyring ${name}`, () => armoredBlocks(text))) {
    try {
      keys.push(...(await openpgp.readKeys({ armoredKeys: block, config: LENIENT })));
    } catch (error) {
      throw new GoError(`reading armored keyring ${name}: ${INVALID}`, { cause: error });
    }
  }
  if (keys.length === 0) throw new GoError(`reading armored keyring ${name}: no keys found`);
  return keys;
}

/** Exports one after the other, with any text between them. */
function armoredBlocks(text: string): string[] {
  return [...text.matchAll(/^-----BEGIN (.+)-----[ \t\r]*$/gm)].map(({ 1: kind = "", index }) => {
    if (!/^PGP (PUBLIC|PRIVATE) KEY BLOCK$/.test(kind)) {
      throw new GoError(`expected a public or private key block, got ${quote(kind)}`);
    }
    const end = `-----END ${kind}-----`;
    const until = text.indexOf(end, index);
    if (until < 0) throw new GoError("unexpected EOF");
    return text.slice(index, until + end.length);
  });
}
