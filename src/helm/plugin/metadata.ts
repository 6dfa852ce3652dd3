/** What a plugin.yaml says, whatever its form (Helm 4.3.1 internal/plugin/metadata.go; Helm 3.22.0 pkg/plugin/plugin.go). */

export type PluginType = "cli/v1" | "getter/v1" | "postrenderer/v1" | "test/v1";

export interface Metadata {
  /** `legacy` for the form of Helm 3. */
  readonly apiVersion: "legacy" | "v1";
  readonly name: string;
  readonly version: string;
  readonly type: PluginType;
  readonly sourceUrl: string;
  readonly config: Config;
  readonly runtime: SubprocessRuntime | ExtismRuntime;
}

/** What makes a plugin of each type; fields of other types are empty. */
export interface Config {
  /** How the command is used; the plugin's name when empty. */
  readonly usage: string;
  readonly shortHelp: string;
  readonly longHelp: string;
  /** Flags given to Helm are not passed on. */
  readonly ignoreFlags: boolean;
  /** URL schemes a getter answers to. */
  readonly protocols: readonly string[];
}

/** A command for one platform; empty `os` and `arch` fit any. */
export interface PlatformCommand {
  readonly os: string;
  readonly arch: string;
  readonly command: string;
  readonly args: readonly string[];
}

export interface ProtocolCommand {
  readonly protocols: readonly string[];
  readonly platformCommand: readonly PlatformCommand[];
}

export interface SubprocessRuntime {
  readonly kind: "subprocess";
  readonly platformCommand: readonly PlatformCommand[];
  /** By event: install, delete, update. */
  readonly platformHooks: ReadonlyMap<string, readonly PlatformCommand[]>;
  readonly protocolCommands: readonly ProtocolCommand[];
  /** Whether variables in the arguments of hooks are filled in. */
  readonly expandHookArgs: boolean;
}

/** WebAssembly under Extism. Zero limits mean the runtime's own. */
export interface ExtismRuntime {
  readonly kind: "extism/v1";
  readonly memory: { readonly maxPages: number; readonly maxHttpResponseBytes: number; readonly maxVarBytes: number };
  readonly config: ReadonlyMap<string, string>;
  readonly allowedHosts: readonly string[];
  readonly createTempDir: boolean;
  readonly timeoutMs: number;
  readonly hostFunctions: readonly string[];
  readonly entryFunction: string;
}

export interface Plugin {
  /** The plugin's folder. */
  readonly dir: string;
  readonly metadata: Metadata;
}

export const PLUGIN_FILE = "plugin.yaml";
export const EMPTY_CONFIG: Config = { usage: "", shortHelp: "", longHelp: "", ignoreFlags: false, protocols: [] };

const NAME = /^[A-Za-z0-9_-]+$/;

export function isValidName(name: string): boolean {
  return NAME.test(name);
}

/** A single line of printable characters (pkg/plugin, sanitizeString). */
export function oneLine(text: string): string {
  return text.replace(/\p{White_Space}/gu, " ").replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "");
}
