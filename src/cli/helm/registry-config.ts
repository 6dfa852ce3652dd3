import { FileError } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import type { FlagSet } from "../cobra/flag-set.ts";
import type { InnerSurroundings } from "../process.ts";

/**
 * Helm opens the registry's credentials before any command, and none runs when they cannot be read. The words for what is wrong
 * are only looked for when something is.
 */
export async function registryConfigFault(
  { env, files }: InnerSurroundings,
  flags: FlagSet,
): Promise<string | undefined> {
  const path = String(flags.get("registry-config")?.value ?? "");
  if (path === "" || isFine(files, path)) return undefined;
  const { dockerConfigStore } = await import("../../oci/index.ts");
  try {
    dockerConfigStore(path, { files, env });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A file that is not there is. */
function isFine(files: InnerSurroundings["files"], path: string): boolean {
  try {
    const config: unknown = JSON.parse(fromBytes(files.read(path)));
    return (
      typeof config === "object" &&
      config !== null &&
      !Array.isArray(config) &&
      !("auths" in config && Array.isArray(config.auths))
    );
  } catch (error) {
    return error instanceof FileError && error.code === "ENOENT";
  }
}
