/** `--verify` of a local chart. */
import { verifyFile } from "../../../helm/download/index.ts";
import type { CommandContext } from "../../context.ts";
import { verifyProvenance } from "../network/verify.ts";

/** Throws `GoError` unless the archive has a valid provenance file beside it. */
export async function verifyChart(context: CommandContext, path: string): Promise<void> {
  const { flags, files, cwd } = context;
  const verify = (signed: Parameters<typeof verifyProvenance>[1]): ReturnType<typeof verifyProvenance> =>
    verifyProvenance(context, signed);
  const ports = { files, cwd, verify };
  await verifyFile(path, { provenance: `${path}.prov`, keyring: flags.string("keyring"), ports });
}
