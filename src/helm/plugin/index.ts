/** Helm's plugins: what their files say and which command they mean. Running them is left to whoever may start processes. */
export { findPlugin, findPlugins, loadAll, loadMetadata, loadPlugin, WASM_FILE } from "./load.ts";
export type { LoadOptions, Wanted } from "./load.ts";
export { PLUGIN_FILE } from "./metadata.ts";
export type { ExtismRuntime, Metadata, PlatformCommand, Plugin, PluginType, SubprocessRuntime } from "./metadata.ts";
export { expand, prepareCommand } from "./platform.ts";
export type { Platform } from "./platform.ts";
export { decodeText, list, struct, text } from "./node-types.ts";
