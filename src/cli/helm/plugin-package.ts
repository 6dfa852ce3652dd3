import { CREATED, existing } from "../../base/index.ts";
import { toBytes } from "../../go/index.ts";
import { absolute, base, join } from "../../go/path/index.ts";
import { wrap } from "../../helm/index.ts";
import { loadPlugin, type Metadata, type Plugin } from "../../helm/plugin/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { packFolder } from "./plugins/pack-folder.ts";
import { loadOptions } from "./plugins/surroundings.ts";

/** `helm plugin package` (pkg/cmd/plugin_package.go). Nothing is written before it is known that it can be signed. */
export async function run(context: CommandContext): Promise<void> {
  const { args, cwd, files, flags, out } = context;
  const [path = ""] = args;
  if (existing(files, path).kind !== "directory")
    throw new CommandError("plugin package only supports directories, not tarballs");
  const { metadata } = loadValid(context, path);
  files.makeDirectory(flags.string("destination"));
  if (flags.bool("sign")) await checkKey(context);
  else out.write("WARNING: Skipping plugin signing. This is not recommended for plugins intended for distribution.\n");
  const target = join(flags.string("destination"), `${metadata.name}-${metadata.version}.tgz`);
  const archive = await packFolder(context, { folder: absolute(path, cwd), name: metadata.name });
  const signature = flags.bool("sign") ? await sign(context, { archive, metadata, name: base(target) }) : undefined;
  wrap("failed to create tarball", () => files.write(target, archive, CREATED));
  if (signature !== undefined) {
    files.write(`${target}.prov`, signature);
    out.write(`Successfully signed. Signature written to: ${target}.prov\n`);
  }
  out.write(`Successfully packaged plugin and saved it to: ${target}\n`);
}

function loadValid(context: CommandContext, path: string): Plugin {
  try {
    return loadPlugin(path, loadOptions(context));
  } catch (error) {
    throw new CommandError(`invalid plugin directory: ${(error as Error).message}`);
  }
}

/** What is wrong with the ring is told apart from what is wrong with the key. */
async function checkKey(context: CommandContext): Promise<void> {
  const { findSigningKey } = await import("../../helm/provenance/index.ts");
  const { readKeys } = await import("./plugins/verify.ts");
  const keys = await readKeys(context).catch(inKeyring);
  try {
    findSigningKey(keys, context.flags.string("key"));
  } catch (error) {
    if ((error as Error).message.startsWith("more than one key")) inKeyring(error);
    throw error;
  }
}

function inKeyring(error: unknown): never {
  throw new CommandError(`error reading from keyring: ${(error as Error).message}`);
}

async function sign(
  context: CommandContext,
  { archive, metadata, name }: { archive: Uint8Array; metadata: Metadata; name: string },
): Promise<Uint8Array> {
  const { messageBlock } = await import("../../helm/provenance/index.ts");
  const { digestOf } = await import("../../oci/index.ts");
  const { metadataYaml } = await import("./plugins/metadata-yaml.ts");
  const { signText } = await import("./network/sign.ts");
  return await signText(context, messageBlock(toBytes(metadataYaml(metadata)), { name, sum: digestOf(archive) }));
}
