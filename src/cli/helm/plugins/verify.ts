/** Signatures of plugins (Helm 4.3.1 internal/plugin/verify.go). OpenPGP is loaded when one is checked. */
import type { Verification } from "../../../helm/download/index.ts";
import { digestOf } from "../../../oci/index.ts";
import type { CommandContext } from "../../context.ts";
import { readFile } from "../../../helm/index.ts";

export interface SignedPlugin {
  readonly archive: Uint8Array;
  readonly provenance: Uint8Array;
  /** What the provenance calls the archive. */
  readonly name: string;
}

/** The keys of the ring that the flags name. Throws `GoError`. */
export async function readKeys({ dialect, files, flags }: CommandContext) {
  const { readKeyring } = await import("../../../helm/provenance/index.ts");
  const name = flags.string("keyring");
  const content = readFile(files, name);
  return await readKeyring(await import("openpgp"), content, { dialect, name });
}

/** Throws `GoError` for a signature that is not good. */
export async function verifyPlugin(context: CommandContext, signed: SignedPlugin): Promise<Verification> {
  const keys = await readKeys(context);
  const { verifyArchive } = await import("../../../helm/provenance/index.ts");
  const { archive, provenance, name } = signed;
  const { dialect } = context;
  return await verifyArchive(await import("openpgp"), keys, { provenance, name, sum: digestOf(archive), dialect });
}
