import { base, join } from "../../../../go/path/index.ts";
import { GoError } from "../../../../go/index.ts";
import { copyFolder, createHttpClient } from "../../../../sys/index.ts";
import { fetchBytes } from "../../chart/fetch.ts";
import type { CommandContext } from "../../../context.ts";
import { extract, isArchiveName, keepArchive, pluginRoot, strippedName } from "./archive.ts";
import { cacheKey } from "./cache-key.ts";
import { MISSING_METADATA, dataPlugins, type Installer } from "./installer.ts";

const ARCHIVE_TYPES = ["application/gzip", "application/x-gzip", "application/x-tgz", "application/x-gtar"];

/** Whether a web server has an archive at an address, by its name (in Helm 4) or by what the server says. */
export async function isRemoteArchive(context: CommandContext, source: string): Promise<boolean> {
  if (!/^https?:\/\//.test(source)) return false;
  if (context.dialect === "helm4" && isArchiveName(source)) return true;
  try {
    const send = createHttpClient({ env: context.env, signal: context.signal });
    const response = await send({ method: "HEAD", url: source });
    await response.discard();
    return ARCHIVE_TYPES.includes((response.headers.get("content-type") ?? "").toLowerCase());
  } catch {
    return false;
  }
}

/** An archive on a web server. */
export function httpInstaller(context: CommandContext, source: string): Installer {
  if (!isArchiveName(source)) throw new GoError(`no extractor implemented yet for ${source}`);
  const { dialect, log, settings } = context;
  const cache = join(settings.cacheHome, "plugins", cacheKey(source));
  const path = join(dataPlugins(context), strippedName(base(source)));
  const archive = once(() => fetchFound(context, source));
  const provenance = once(() => fetchFound(context, `${source}.prov`).catch(() => undefined));
  return {
    kind: "archive",
    path,
    async install() {
      const bytes = await archive();
      if (dialect === "helm4") {
        keepArchive(context, dataPlugins(context), { archive: bytes, provenance: await provenance() });
      }
      extractInto(context, bytes, cache);
      const root = pluginRoot(context, cache);
      if (root === undefined || (dialect === "helm3" && root !== cache)) throw new GoError(missing(context, cache));
      log.debug("copying", { source: root, path });
      copyFolder(root, path);
    },
    update: () => Promise.reject(new GoError("method Update() not implemented for HttpInstaller")),
    async signedArchive() {
      const bytes = await archive().catch((error: unknown) => {
        throw new GoError(`failed to download plugin: ${(error as Error).message}`);
      });
      return { archive: bytes, provenance: await provenance(), fileName: base(source) };
    },
  };
}

function missing({ dialect }: CommandContext, folder: string): string {
  return dialect === "helm3" ? MISSING_METADATA : `plugin.yaml not found in ${folder} or its immediate subdirectories`;
}

async function fetchFound(context: CommandContext, url: string): Promise<Uint8Array> {
  return (await fetchBytes(context, url)) ?? new Uint8Array();
}

function extractInto(context: CommandContext, archive: Uint8Array, folder: string): void {
  try {
    extract(context, archive, folder);
  } catch (error) {
    throw new GoError(`extracting files from archive: ${(error as Error).message}`);
  }
}

/** Calls a function when its result is first wanted. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
