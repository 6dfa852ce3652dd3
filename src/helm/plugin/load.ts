/** Finds and loads plugins (Helm 4.3.1 internal/plugin/loader.go; Helm 3.22.0 pkg/plugin/plugin.go). */
import { FileError, type FileSystem, namesIn, peek } from "../../base/index.ts";
import { fromBytes, GoError, within } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import type { Dialect } from "../dialect.ts";
import { loadHelm3 } from "./helm3.ts";
import { loadLegacy } from "./legacy.ts";
import { PLUGIN_FILE, type Metadata, type Plugin, type PluginType } from "./metadata.ts";
import { decodeText, struct, text } from "./node-types.ts";
import { pluginFolders } from "./plugin-folders.ts";
import { loadV1 } from "./v1.ts";

export interface LoadOptions {
  readonly dialect: Dialect;
  readonly files: FileSystem;
  /** Helm 4 passes over plugins it cannot load. */
  readonly onIgnored: (file: string, error: GoError) => void;
  /** Warnings Helm 3 prints. */
  readonly onWarning: (line: string) => void;
}

/** The plugin in a folder. Throws `GoError`. */
export function loadPlugin(dir: string, options: LoadOptions): Plugin {
  const file = path.join(dir, PLUGIN_FILE);
  const content = readText(file, options.files);
  if (options.dialect === "helm3") {
    return { dir, metadata: loadHelm3(content, { path: file, onWarning: options.onWarning }) };
  }
  const metadata = within(`failed to load plugin ${quote(dir)}`, () => loadMetadata(content));
  if (metadata.runtime.kind === "extism/v1") checkBinary(dir, options.files);
  return { dir, metadata };
}

function readText(file: string, files: FileSystem): string {
  try {
    return fromBytes(files.read(file));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new GoError(`failed to read plugin at ${quote(file)}: ${error.message}`);
  }
}

const versionOnly = struct("plugin.apiVersion", { apiVersion: text }, "lenient");

/** The metadata of a plugin.yaml, as Helm 4 reads it. Throws `GoError`. */
export function loadMetadata(content: string): Metadata {
  const { apiVersion } = within(`failed to peek ${PLUGIN_FILE} API version`, () => decodeText(content, versionOnly));
  if (apiVersion === "") return loadLegacy(content);
  if (apiVersion === "v1") return loadV1(content);
  throw new GoError(`invalid plugin apiVersion: ${quote(apiVersion)}`);
}

export const WASM_FILE = "plugin.wasm";

function checkBinary(dir: string, files: FileSystem): void {
  const file = path.join(dir, WASM_FILE);
  if (peek(files, file) === undefined) throw new GoError(`wasm binary missing for extism/v1 plugin: ${quote(file)}`);
}

/** All plugins of the folders below `dir`. Throws `GoError` for two of one name, and in Helm 3 for any that does not load. */
export function loadAll(dir: string, options: LoadOptions): Plugin[] {
  const plugins: Plugin[] = [];
  for (const folder of pluginFolders(dir, options)) {
    const file = path.join(folder, PLUGIN_FILE);
    if (!namesIn(options.files, folder).includes(PLUGIN_FILE)) continue;
    try {
      plugins.push(loadPlugin(folder, options));
    } catch (error) {
      if (!(error instanceof GoError) || options.dialect === "helm3") throw error;
      options.onIgnored(file, error);
    }
  }
  checkDuplicates(plugins);
  return plugins;
}

function checkDuplicates(plugins: readonly Plugin[]): void {
  const dirs = new Map<string, string>();
  for (const { dir, metadata } of plugins) {
    const other = dirs.get(metadata.name);
    if (other !== undefined) {
      throw new GoError(`two plugins claim the name ${quote(metadata.name)} at ${quote(other)} and ${quote(dir)}`);
    }
    dirs.set(metadata.name, dir);
  }
}

export interface Wanted {
  readonly name?: string;
  /** Any type when empty. */
  readonly type?: PluginType | string;
}

/** The plugins in a list of folders, separated by colons. Throws as `loadAll`. */
export function findPlugins(dirs: string, wanted: Wanted, options: LoadOptions): Plugin[] {
  const found = dirs === "" ? [] : dirs.split(":").flatMap((dir) => loadAll(dir, options));
  return found.filter(
    ({ metadata }) =>
      (!wanted.name || metadata.name === wanted.name) && (!wanted.type || metadata.type === wanted.type),
  );
}

/** The first plugin of a name and type. Throws `GoError`. */
export function findPlugin(dirs: string, wanted: Required<Wanted>, options: LoadOptions): Plugin {
  const [plugin] = findPlugins(dirs, wanted, options);
  if (plugin === undefined) throw new GoError(`plugin: {Name:${wanted.name} Type:${wanted.type}} not found`);
  return plugin;
}
