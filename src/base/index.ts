export { assertNever } from "./assert.ts";
export type { Diagnostic } from "./diagnostic.ts";
export {
  CREATED,
  evalSymlinksText,
  existing,
  FileError,
  fileErrorCode,
  namesIn,
  peek,
  readIfThere,
  REPLACED,
} from "./file-system.ts";
export type { FileErrorCode, FileStat, FileSystem, WritableFileSystem, WriteOptions } from "./file-system.ts";
export { MemoryFileSystem } from "./memory-file-system.ts";
export { Origins } from "./origin.ts";
export type { Origin, Source } from "./origin.ts";
export { formatPosition } from "./position.ts";
export type { Position } from "./position.ts";
