/** `helm verify` (Helm 4.3.1 pkg/cmd/verify.go; Helm 3.22.0 the same). */
import { verifyFile } from "../../helm/download/index.ts";
import type { CommandContext } from "../context.ts";
import { describeVerification, verifyProvenance } from "./network/verify.ts";

export async function run(context: CommandContext): Promise<void> {
  const { args, flags, out, files, cwd } = context;
  const [archive = ""] = args;
  const verify = (signed: Parameters<typeof verifyProvenance>[1]): ReturnType<typeof verifyProvenance> =>
    verifyProvenance(context, signed);
  const options = { provenance: `${archive}.prov`, keyring: flags.string("keyring"), ports: { files, cwd, verify } };
  out.write(describeVerification(await verifyFile(archive, options)));
}
