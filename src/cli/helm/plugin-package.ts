import { toBytes } from "../../go/bytes.ts";
import { absolute, base, join } from "../../go/path/index.ts";
import { loadPlugin } from "../../helm/plugin/index.ts";
import type { Metadata, Plugin } from "../../helm/plugin/index.ts";
import { CommandError } from "../context.ts";
import type { CommandContext } from "../context.ts";
import { packFolder } from "./plugins/pack-folder.ts";
import { loadOptions } from "./plugins/surroundings.ts";

/** `helm plugin package` (pkg/cmd/plugin_package.go). */
export async function run(context: CommandContext): Promise<void> {
  const { args, cwd, files, flags, out } = context;
  const [path = ""] = args;
  const stat = files.stat(absolute(path, cwd));
  if (stat === undefined) throw new CommandError(`stat ${path}: no such file or directory`);
  if (stat.kind !== "directory") throw new CommandError("plugin package only supports directories, not tarballs");
  const { metadata } = loadValid(context, path);
  files.makeDirectory(absolute(flags.string("destination"), cwd));
  const sign = flags.bool("sign") ? await signerOf(context) : undefined;
  if (sign === undefined) {
    out.write("WARNING: Skipping plugin signing. This is not recommended for plugins intended for distribution.\n");
  }
  const target = join(flags.string("destination"), `${metadata.name}-${metadata.version}.tgz`);
  const archive = await packFolder(context, { folder: absolute(path, cwd), name: metadata.name });
  files.write(absolute(target, cwd), archive);
  if (sign !== undefined) await writeSignature(context, { target, archive, metadata, sign });
  out.write(`Successfully packaged plugin and saved it to: ${target}\n`);
}

function loadValid(context: CommandContext, path: string): Plugin {
  const named = { ...context.files, read: (file: string) => context.files.read(absolute(file, context.cwd)) };
  try {
    return loadPlugin(path, loadOptions({ ...context, files: { ...context.files, ...named } }));
  } catch (error) {
    throw new CommandError(`invalid plugin directory: ${(error as Error).message}`);
  }
}

type Sign = (signed: { archive: Uint8Array; name: string; metadata: string }) => Promise<string>;

/** Opens the keyring before anything is written. */
async function signerOf(context: CommandContext): Promise<Sign> {
  const { cwd, files, flags } = context;
  const keyring = flags.string("keyring");
  try {
    files.read(absolute(keyring, cwd));
  } catch (error) {
    throw new CommandError(`error reading from keyring: ${(error as Error).message}`);
  }
  throw new CommandError("plugins cannot be signed yet");
}

async function writeSignature(
  { cwd, files, out }: CommandContext,
  { target, archive, metadata, sign }: { target: string; archive: Uint8Array; metadata: Metadata; sign: Sign },
): Promise<void> {
  const signature = await sign({ archive, name: base(target), metadata: metadata.name });
  files.write(absolute(`${target}.prov`, cwd), toBytes(signature));
  out.write(`Successfully signed. Signature written to: ${target}.prov\n`);
}
