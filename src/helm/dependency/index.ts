export { lockDigest } from "./lock.ts";
export { DependencyUpdate } from "./update.ts";
export type { DependencyOptions } from "./options.ts";
