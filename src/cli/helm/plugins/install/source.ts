import { peek } from "../../../../base/index.ts";
import { quote } from "../../../../go/strconv/index.ts";
import { GoError } from "../../../../go/index.ts";
import type { CommandContext } from "../../../context.ts";
import type { Installer } from "./installer.ts";

/** The way to install from a source: a registry, a path, an archive on a web server, or a repository. Throws `GoError`. */
export async function installerFor(context: CommandContext, source: string, version: string): Promise<Installer> {
  if (context.dialect === "helm4" && source.startsWith("oci://")) {
    return (await import("./oci.ts")).ociInstaller(context, source);
  }
  try {
    return await localOrRemote(context, source, version);
  } catch (error) {
    if (!(error instanceof GoError) || context.dialect === "helm3") throw error;
    const hint = "(if it's a local directory, does it exist?)";
    throw new GoError(
      `cannot get information about plugin source ${quote(source)} ${hint}, last error was: ${error.message}`,
    );
  }
}

async function localOrRemote(context: CommandContext, source: string, version: string): Promise<Installer> {
  if (peek(context.files, source) !== undefined) {
    return (await import("./local.ts")).localInstaller(context, source);
  }
  const { httpInstaller, isRemoteArchive } = await import("./http.ts");
  if (await isRemoteArchive(context, source)) return httpInstaller(context, source);
  return (await import("./git.ts")).gitInstaller(context, source, version);
}
