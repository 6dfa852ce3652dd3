/** Checking an archive against its signed provenance (helm pkg/provenance/sign.go, Verify). */
import { fromBytes, GoError } from "../../go/index.ts";
import type { Key } from "openpgp";
import type { Dialect } from "../dialect.ts";
import { LENIENT } from "./keyring.ts";
import { checkMessageBlock } from "./message.ts";

type OpenPgp = typeof import("openpgp");

export interface SignedArchive {
  readonly dialect: Dialect;
  readonly provenance: Uint8Array;
  /** What the provenance calls the archive. */
  readonly name: string;
  /** Of the archive: `sha256:…`. */
  readonly sum: string;
}

export interface Verification {
  readonly signedBy: readonly string[];
  /** Upper-case hexadecimal. */
  readonly fingerprint: string;
  readonly fileHash: string;
}

/** Throws `GoError` unless one of the keys signed this sum for this name. */
export async function verifyArchive(
  openpgp: OpenPgp,
  keys: readonly Key[],
  signed: SignedArchive,
): Promise<Verification> {
  const message = await readMessage(openpgp, fromBytes(signed.provenance), signed.dialect);
  const key = await signerOf(openpgp, message, keys);
  checkMessageBlock(message.getText(), signed);
  return {
    signedBy: key.getUserIDs(),
    fingerprint: key.getFingerprint().toUpperCase(),
    fileHash: signed.sum,
  };
}

type Message = Awaited<ReturnType<OpenPgp["readCleartextMessage"]>>;

const BLOCK = /-----BEGIN PGP SIGNED MESSAGE-----[\s\S]*?-----END PGP SIGNATURE-----/;

async function readMessage(openpgp: OpenPgp, text: string, dialect: Dialect): Promise<Message> {
  const notFound =
    dialect === "helm3" ? "failed to decode signature: signature block not found" : "signature block not found";
  const block = BLOCK.exec(text)?.[0];
  if (block === undefined) throw new GoError(notFound);
  try {
    return await openpgp.readCleartextMessage({ cleartextMessage: block, config: LENIENT });
  } catch (error) {
    throw new GoError(notFound, { cause: error });
  }
}

async function signerOf(openpgp: OpenPgp, message: Message, keys: readonly Key[]): Promise<Key> {
  const { signatures } = await openpgp.verify({ message, verificationKeys: [...keys], config: LENIENT });
  for (const { keyID, verified } of signatures) {
    const key = keys.find((candidate) => candidate.getKeys(keyID).length > 0);
    if (key === undefined) continue;
    try {
      await verified;
      return key;
    } catch (error) {
      throw new GoError(describe(error, key), { cause: error });
    }
  }
  throw new GoError("openpgp: signature made by unknown entity");
}

function describe(error: unknown, key: Key): string {
  const text = error instanceof Error ? error.message : "";
  if (/expired/i.test(text)) return "openpgp: key expired";
  const { algorithm } = key.getAlgorithmInfo();
  const name = /rsa/i.test(algorithm)
    ? "RSA"
    : /eddsa|ed25519|ed448/i.test(algorithm)
      ? "EdDSA"
      : algorithm.toUpperCase();
  return `openpgp: invalid signature: ${name} verification failure`;
}
