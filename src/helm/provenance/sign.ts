/** Signing an archive's provenance (helm pkg/provenance/sign.go, ClearSign). */
import { quote } from "../../go/strconv/index.ts";
import { GoError } from "../../go/index.ts";
import type { Key, PrivateKey } from "openpgp";
import { LENIENT } from "./keyring.ts";

type OpenPgp = typeof import("openpgp");

/** The key whose name is this, or the only one whose name has this in it. Throws `GoError`. */
export function findSigningKey(keys: readonly Key[], id: string): PrivateKey {
  const named = keys.filter((key) => key.getUserIDs().includes(id));
  const candidates = named.length > 0 ? named.slice(0, 1) : keys.filter((key) => hasId(key, id));
  if (candidates.length > 1) throw new GoError(`more than one key contain the id ${quote(id)}`);
  const [key] = candidates;
  if (key === undefined) throw new GoError("private key not found");
  if (!key.isPrivate()) {
    throw new GoError("provided key is not a private key. Try providing a keyring with secret keys");
  }
  return key;
}

function hasId(key: Key, id: string): boolean {
  return key.getUserIDs().some((name) => name.includes(id));
}

/** Throws `GoError` for a wrong passphrase. */
export async function unlock(openpgp: OpenPgp, key: PrivateKey, passphrase: string): Promise<PrivateKey> {
  try {
    return await openpgp.decryptKey({ privateKey: key, passphrase, config: LENIENT });
  } catch (error) {
    throw new GoError("openpgp: invalid data: private key checksum failure", { cause: error });
  }
}

/** The text of a provenance file. */
export async function clearSign(openpgp: OpenPgp, key: PrivateKey, text: string): Promise<string> {
  // The line end before the signature belongs to the frame, not to the text.
  const message = await openpgp.createCleartextMessage({ text: text.replace(/\n$/, "") });
  const signed = await openpgp.sign({
    message,
    signingKeys: key,
    signingKeyIDs: key.getKeyID(),
    config: {
      ...LENIENT,
      preferredHashAlgorithm: openpgp.enums.hash.sha512,
      nonDeterministicSignaturesViaNotation: false,
    },
  });
  return signed.replaceAll("\r\n", "\n");
}
