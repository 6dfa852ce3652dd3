/** The cached indexes of repositories, each parsed once. */
import type { FileSystem } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { GoError } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";
import { readFile } from "../read-file.ts";
import type { SkippedEntry } from "./accept-version.ts";
import type { IndexFile } from "./index-file.ts";
import { readIndex } from "./index-reader.ts";
import { indexFileName } from "./repositories-file.ts";

export interface IndexCacheOptions {
  readonly dialect: Dialect;
  readonly files: FileSystem;
  /** Helm's repository cache. */
  readonly folder: string;
  readonly onSkipped: (entry: SkippedEntry) => void;
}

export interface ParsedIndex {
  readonly index: IndexFile;
  readonly skipped: readonly SkippedEntry[];
}

export class IndexCache {
  readonly #parsed = new Map<string, ParsedIndex>();

  constructor(readonly options: IndexCacheOptions) {}

  /** Where the index of a repository is cached. */
  pathOf(repository: string): string {
    return path.join(this.options.folder, indexFileName(repository));
  }

  /** Throws `GoError` where there is none or it is broken. */
  load(repository: string): IndexFile {
    const source = this.pathOf(repository);
    let known = this.#parsed.get(source);
    if (known === undefined) this.#parsed.set(source, (known = this.#read(source)));
    for (const skipped of known.skipped) this.options.onSkipped({ ...skipped, source });
    return known.index;
  }

  /** Remembers an index that has just been fetched. */
  remember(repository: string, parsed: ParsedIndex): void {
    this.#parsed.set(this.pathOf(repository), parsed);
  }

  /** Throws `GoError`. */
  parse(bytes: Uint8Array, source: string): ParsedIndex {
    const skipped: SkippedEntry[] = [];
    const { dialect } = this.options;
    const index = readIndex(bytes, { dialect, source, onSkipped: (entry) => skipped.push(entry) });
    return { index, skipped };
  }

  #read(source: string): ParsedIndex {
    const bytes = readFile(this.options.files, source);
    try {
      return this.parse(bytes, source);
    } catch (error) {
      if (error instanceof GoError) throw new GoError(`error loading ${source}: ${error.message}`, { cause: error });
      throw error;
    }
  }
}
