export type { SkippedEntry } from "./accept-version.ts";
export { tryParseVersion } from "./chart-version.ts";
export type { ChartVersion, CompleteVersion } from "./chart-version.ts";
export { emptyIndex, indexDirectory, mergeIndex, sortIndex } from "./generate.ts";
export { formatTime } from "../../yaml/typed/index.ts";
export { IndexCache } from "./index-cache.ts";
export type { CompleteIndex, IndexFile } from "./index-file.ts";
export { readCompleteIndex, readIndex } from "./index-reader.ts";
export { formatIndex } from "./index-writer.ts";
export {
  chartsFileName,
  entry,
  get,
  indexFileName,
  load,
  loadOrEmpty,
  NO_REPOSITORIES,
  NoRepositoriesFile,
  parse,
  remove,
  sameEntry,
  save,
  update,
} from "./repositories-file.ts";
export type { RepositoriesFile, RepositoryEntry } from "./repositories-file.ts";
export { SearchIndex, sortResults } from "./search.ts";
export type { SearchResult } from "./search.ts";
