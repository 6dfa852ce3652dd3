import { absolute, base, ext } from "../../go/path/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { verificationText } from "./plugins/verification-text.ts";

/** `helm plugin verify` (pkg/cmd/plugin_verify.go). */
export async function run(context: CommandContext): Promise<void> {
  const { args, cwd, files, out } = context;
  const [path = ""] = args;
  const stat = files.stat(absolute(path, cwd));
  if (stat === undefined) throw new CommandError(`stat ${path}: no such file or directory`);
  if (stat.kind === "directory") {
    throw new CommandError("directory verification not supported - only plugin tarballs can be verified");
  }
  if (![".gz", ".tgz"].includes(ext(path))) {
    throw new CommandError("plugin file must be a gzipped tarball (.tar.gz or .tgz)");
  }
  const signature = `${path}.prov`;
  if (files.stat(absolute(signature, cwd)) === undefined) {
    const missing = `stat ${signature}: no such file or directory`;
    throw new CommandError(`could not find provenance file ${signature}: ${missing}`);
  }
  const [archive, provenance] = [files.read(absolute(path, cwd)), files.read(absolute(signature, cwd))];
  const { verifyPlugin } = await import("./plugins/verify.ts");
  out.write(verificationText(await verifyPlugin(context, { archive, provenance, name: base(path) })));
}
