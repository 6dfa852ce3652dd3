import { existing } from "../../base/index.ts";
import { base, ext } from "../../go/path/index.ts";
import { wrap } from "../../helm/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { verificationText } from "./plugins/verification-text.ts";

/** `helm plugin verify` (pkg/cmd/plugin_verify.go). */
export async function run(context: CommandContext): Promise<void> {
  const { args, files, out } = context;
  const [path = ""] = args;
  if (existing(files, path).kind === "directory") {
    throw new CommandError("directory verification not supported - only plugin tarballs can be verified");
  }
  if (![".gz", ".tgz"].includes(ext(path))) {
    throw new CommandError("plugin file must be a gzipped tarball (.tar.gz or .tgz)");
  }
  const signature = `${path}.prov`;
  wrap(`could not find provenance file ${signature}`, () => existing(files, signature));
  const [archive, provenance] = [files.read(path), files.read(signature)];
  const { verifyPlugin } = await import("./plugins/verify.ts");
  out.write(verificationText(await verifyPlugin(context, { archive, provenance, name: base(path) })));
}
