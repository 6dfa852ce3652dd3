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

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A file that is not there is. */
function isFine(files: InnerSurroundings["files"], path: string): boolean {
  try {
    const config: unknown = JSON.parse(fromBytes(files.read(path)));
    if (!isMap(config)) return false;
    const { auths = {}, credHelpers = {}, credsStore = "" } = config;
    return (
      isMap(auths) &&
      isMap(credHelpers) &&
      [credsStore, ...Object.values(credHelpers)].every((one) => typeof one === "string")
    );
  } catch (error) {
    return error instanceof FileError && error.code === "ENOENT";
  }
}
