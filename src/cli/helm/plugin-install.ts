import { absolute, dir } from "../../go/path/index.ts";
import { loadPlugin } from "../../helm/plugin/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import type { Installer } from "./plugins/install/installer.ts";
import { installerFor } from "./plugins/install/source.ts";
import { runHook } from "./plugins/run-subprocess.ts";
import { loadOptions } from "./plugins/surroundings.ts";
import { verificationText } from "./plugins/verification-text.ts";

/** `helm plugin install` (pkg/cmd/plugin_install.go). */
export async function run(context: CommandContext): Promise<void> {
  const { args, cwd, dialect, files, flags, log, out } = context;
  const [source = ""] = args;
  const installer = await installerFor(context, source, flags.string("version"));
  const verify = dialect === "helm4" && wantsVerification(context, installer);
  const path = absolute(installer.path, cwd);
  files.makeDirectory(dir(path));
  if (files.stat(path) !== undefined) {
    if (dialect === "helm4") log.warn("plugin already exists", { path: installer.path, error: "<nil>" });
    throw new CommandError("plugin already exists");
  }
  if (verify) await verifyBefore(context, installer);
  await installer.install();
  log.debug("loading plugin", { path: installer.path }, `plugin_install.go:82 loading plugin from ${installer.path}`);
  const plugin = loadInstalled(context, installer.path);
  runHook(context, plugin, "install");
  out.write(`Installed plugin: ${plugin.metadata.name}\n`);
}

/** Says whether the signature is checked, and prints what the answer is. */
function wantsVerification({ flags, out }: CommandContext, installer: Installer): boolean {
  if (installer.kind === "folder") {
    out.write("Installing plugin from local directory (development mode)\n");
    return false;
  }
  if (!flags.bool("verify")) {
    out.write("WARNING: Skipping plugin signature verification\n");
    return false;
  }
  if (installer.signedArchive === undefined) {
    throw new CommandError("plugin source does not support verification. Use --verify=false to skip verification");
  }
  out.write("Verifying plugin signature...\n");
  return true;
}

async function verifyBefore(context: CommandContext, installer: Installer): Promise<void> {
  const { out } = context;
  const signed = await installer.signedArchive?.().catch((error: unknown) => {
    throw new CommandError(`failed to get verification data: ${(error as Error).message}`);
  });
  if (signed?.provenance === undefined || signed.provenance.length === 0) {
    throw new CommandError("plugin verification failed: no provenance file (.prov) found");
  }
  const { archive, provenance, fileName: name } = signed;
  const { verifyPlugin } = await import("./plugins/verify.ts");
  try {
    out.write(verificationText(await verifyPlugin(context, { archive, provenance, name })));
  } catch (error) {
    throw new CommandError(`plugin verification failed: ${(error as Error).message}`);
  }
}

function loadInstalled(context: CommandContext, path: string) {
  try {
    return loadPlugin(path, loadOptions(context));
  } catch (error) {
    throw new CommandError(`plugin is installed but unusable: ${(error as Error).message}`);
  }
}
