export { readHead } from "./head.ts";
export type { Head } from "./head.ts";
export type { Hook, HookEvent } from "./hooks.ts";
export { installOrder, sortByKind, uninstallOrder } from "./order.ts";
export { sortManifests } from "./sort.ts";
export type { Manifest, SortOptions } from "./sort.ts";
export { splitManifests } from "./split.ts";
