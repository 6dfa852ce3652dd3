import { absolute, base, join } from "../../../../go/path/index.ts";
import { GoError } from "../../../../go/index.ts";
import { copyFolder, makeLink, withTemporaryFolder } from "../../../../sys/index.ts";
import type { CommandContext } from "../../../context.ts";
import { extract, isArchiveName, isPlugin, keepArchive, strippedName } from "./archive.ts";
import { MISSING_METADATA, dataPlugins, type Installer } from "./installer.ts";

/** A folder on disk, which is linked, or an archive, which only Helm 4 unpacks. */
export function localInstaller(context: CommandContext, source: string): Installer {
  const path = absolute(source, context.cwd);
  const isArchive = context.dialect === "helm4" && isArchiveName(path);
  return isArchive ? archiveInstaller(context, path) : folderInstaller(context, path);
}

function folderInstaller(context: CommandContext, source: string): Installer {
  const { dialect, files, log, settings } = context;
  const path = join(dialect === "helm4" ? dataPlugins(context) : settings.pluginsDirectory, base(source));
  return {
    kind: "folder",
    path,
    async install() {
      if (files.stat(source)?.kind !== "directory") throw new GoError(NOT_A_FOLDER[dialect]);
      if (!isPlugin(files, source)) throw new GoError(MISSING_METADATA);
      log.debug("symlinking", { source, path });
      makeLink(source, path);
    },
    async update() {
      log.debug("local repository is auto-updated");
    },
  };
}

const NOT_A_FOLDER = {
  helm4: "expected plugin to be a directory (containing a file 'plugin.yaml')",
  helm3: "expected plugin to be a folder",
};

function archiveInstaller(context: CommandContext, source: string): Installer {
  const { files, log } = context;
  const name = strippedName(base(source));
  const path = join(dataPlugins(context), name);
  const provenance = () => (files.stat(`${source}.prov`) === undefined ? undefined : files.read(`${source}.prov`));
  return {
    kind: "archive",
    path,
    async install() {
      const archive = files.read(source);
      keepArchive(context, dataPlugins(context), { archive, provenance: provenance() });
      await withTemporaryFolder("helm-plugin-extract-", (folder) => {
        extractNamed(context, archive, folder);
        const unpacked = join(folder, name);
        if (!isPlugin(files, unpacked)) {
          const missing = `stat ${join(unpacked, "plugin.yaml")}: no such file or directory`;
          throw new GoError(`plugin.yaml not found in expected directory ${unpacked}: ${missing}`);
        }
        log.debug("copying", { source: unpacked, path });
        copyFolder(unpacked, path);
      });
    },
    async update() {
      log.debug("local repository is auto-updated");
    },
    async signedArchive() {
      return { archive: files.read(source), provenance: provenance(), fileName: base(source) };
    },
  };
}

function extractNamed(context: CommandContext, archive: Uint8Array, folder: string): void {
  try {
    extract(context, archive, folder);
  } catch (error) {
    throw new GoError(`failed to extract archive: ${(error as Error).message}`);
  }
}
