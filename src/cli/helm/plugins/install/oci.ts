import { GoError, fromBytes } from "../../../../go/index.ts";
import { join } from "../../../../go/path/index.ts";
import type { RegistryPort } from "../../../../helm/download/index.ts";
import { copyFolder } from "../../../../sys/index.ts";
import type { CommandContext } from "../../../context.ts";
import { getOptions } from "../../network/chart-flags.ts";
import { registryPort } from "../../network/registry-client.ts";
import { tlsOptions } from "../../network/tls-files.ts";
import { archiveName, extract, keepArchive, pluginRoot } from "./archive.ts";
import { cacheKey } from "./cache-key.ts";
import { MISSING_METADATA, dataPlugins, type Installer } from "./installer.ts";

const ARTIFACT_TYPE = "application/vnd.helm.plugin.v1+json";

/** What pulling from a registry gives. */
interface Pulled {
  readonly archive: Uint8Array;
  readonly provenance: Uint8Array | undefined;
}

/** A plugin in an OCI registry. */
export function ociInstaller(context: CommandContext, source: string): Installer {
  const { files, log, settings } = context;
  const name = pluginName(source);
  const cache = join(settings.cacheHome, "plugins", cacheKey(source));
  const path = join(settings.pluginsDirectory, name);
  let pulled: Promise<Pulled> | undefined;
  const pull = () => (pulled ??= pullPlugin(context, { reference: source.slice("oci://".length), name }));
  const pullFrom = () =>
    pull().catch((error: unknown) => {
      throw new GoError(`failed to pull plugin from ${source}: ${(error as Error).message}`);
    });
  const install = async () => {
    const { archive, provenance } = await pullFrom();
    keepArchive(context, dataPlugins(context), { archive, provenance });
    if (archive[0] !== 0x1f || archive[1] !== 0x8b) throw new GoError("plugin data is not a gzip compressed archive");
    extract(context, archive, cache);
    const root = pluginRoot(context, cache);
    if (root === undefined) throw new GoError(MISSING_METADATA);
    log.debug("copying", { source: root, path });
    copyFolder(root, path);
  };
  return {
    kind: "archive",
    path,
    install,
    async update() {
      files.remove(path);
      await install();
    },
    async signedArchive() {
      const { archive, provenance } = await pullFrom();
      return { archive, provenance, fileName: archiveName(archive) };
    },
  };
}

/** The last part of the repository. Throws `GoError`. */
function pluginName(source: string): string {
  const name = source
    .slice("oci://".length)
    .split("/")
    .at(-1)
    ?.replace(/[:@].*$/, "");
  if (name === undefined || name === "" || !source.slice("oci://".length).includes("/")) {
    throw new GoError("invalid OCI reference: missing repository");
  }
  return name;
}

async function pullPlugin(
  context: CommandContext,
  { reference, name }: { reference: string; name: string },
): Promise<Pulled> {
  const { root, contents } = await registryOf(context).pull(reference, PLUGIN_MEDIA_TYPES);
  const manifest = JSON.parse(fromBytes(root.bytes)) as Manifest;
  checkType(manifest);
  const layer = (suffix: string) =>
    manifest.layers?.find(({ annotations }) => {
      const title = annotations?.["org.opencontainers.image.title"] ?? "";
      return title.startsWith(`${name}-`) && title.endsWith(suffix);
    });
  const bytesOf = (digest: string | undefined) =>
    contents.find(({ descriptor }) => descriptor.digest === digest)?.bytes;
  const archive = bytesOf(layer(".tgz")?.digest);
  if (archive === undefined)
    throw new GoError(`required layer matching pattern ${name}-VERSION.tgz not found in manifest`);
  return { archive, provenance: bytesOf(layer(".tgz.prov")?.digest) };
}

function registryOf(context: CommandContext): RegistryPort {
  const { flags } = context;
  const given = getOptions(context);
  const tls = tlsOptions(context, given);
  const password = flags.has("password") ? flags.string("password") : "";
  return registryPort(context, { tls, plainHttp: given.plainHttp === true, username: given.username ?? "", password });
}

/** Manifests, whatever configuration they have, and any layer: which one is the plugin, its title says. */
const PLUGIN_MEDIA_TYPES = new Set([
  "application/vnd.oci.image.manifest.v1+json",
  ARTIFACT_TYPE,
  "application/vnd.oci.empty.v1+json",
  "application/vnd.oci.image.layer.v1.tar+gzip",
  "application/vnd.oci.image.layer.v1.tar",
  "application/vnd.helm.plugin.content.v1.tar+gzip",
  "application/vnd.helm.plugin.provenance.v1.prov",
]);

interface Manifest {
  readonly artifactType?: string;
  readonly config?: { readonly mediaType?: string };
  readonly layers?: readonly { readonly digest: string; readonly annotations?: Readonly<Record<string, string>> }[];
}

function checkType({ artifactType = "", config }: Manifest): void {
  if (artifactType !== "" && artifactType !== ARTIFACT_TYPE) {
    throw new GoError(`expected artifact type ${ARTIFACT_TYPE}, got ${artifactType}`);
  }
  const mediaType = config?.mediaType ?? "";
  if (artifactType === "" && mediaType !== ARTIFACT_TYPE) {
    throw new GoError(`expected config media type ${ARTIFACT_TYPE} for legacy compatibility, got ${mediaType}`);
  }
}
