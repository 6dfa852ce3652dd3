/** SOPS files: decrypting them, with the keys that a port finds. */
export { decryptData, decryptFile } from "./decrypt.ts";
export type { DecryptFileOptions } from "./decrypt.ts";
export { DataKeyError } from "./data-key.ts";
export { ExitCodes, SopsError } from "./error.ts";
export { formatFor, FORMATS } from "./stores/index.ts";
export type { Format, StoreOptions } from "./stores/index.ts";
export { parseTreePath } from "./tree-path.ts";
export type { TreePath } from "./tree-path.ts";
export type { SopsWorld } from "./world.ts";
