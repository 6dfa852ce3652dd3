/** Provenance, checked with the keys of a keyring file. */
import { GoError } from "../../../go/index.ts";
import type { Verification } from "../../../helm/download/index.ts";
import { readKeyring, verifyArchive } from "../../../helm/provenance/index.ts";
import { digestOf } from "../../../oci/index.ts";
import type { CommandContext } from "../../context.ts";
import { readFile } from "../../../helm/index.ts";

export interface Signed {
  readonly archive: Uint8Array;
  readonly provenance: Uint8Array;
  /** What the provenance calls the archive. */
  readonly name: string;
  readonly keyring: string;
}

/** Throws `GoError`. */
export async function verifyProvenance(context: CommandContext, signed: Signed): Promise<Verification> {
  const { archive, provenance, name, keyring } = signed;
  const openpgp = await import("openpgp");
  const keys = await loadingKeyring(() =>
    readKeyring(openpgp, readFile(context.files, keyring), { dialect: context.dialect, name: keyring }),
  );
  return await verifyArchive(openpgp, keys, { provenance, name, sum: digestOf(archive), dialect: context.dialect });
}

async function loadingKeyring<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`failed to load keyring: ${error.message}`);
    throw error;
  }
}

/** What Helm prints of a signature that is good. */
export function describeVerification({ signedBy, fingerprint, fileHash }: Verification): string {
  const signers = signedBy.map((name) => `Signed by: ${name}\n`).join("");
  return `${signers}Using Key With Fingerprint: ${fingerprint}\nChart Hash Verified: ${fileHash}\n`;
}
