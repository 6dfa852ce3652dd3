export { chartYaml, saveChart } from "./archive.ts";
export type { SavedChart, SaveOptions } from "./archive.ts";
export { writeTar } from "./tar-writer.ts";
export type { TarFile } from "./tar-writer.ts";
export { unpackChart } from "./unpack.ts";
export type { Unpacked } from "./unpack.ts";
