/** Reads the files of a chart folder (helm pkg/chart/v2/loader/directory.go), following links as Helm does. */
import { FileError, type FileSystem } from "../../base/index.ts";
import { GoError, fromBytes } from "../../go/index.ts";
import type { ChartFile } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { parseRules, type IgnoreRules } from "../ignore/index.ts";
import { CHART_BYTES_MAX, FILE_BYTES_MAX, withoutBom } from "./archive.ts";

export interface DirectoryOptions {
  readonly dialect: Dialect;
  readonly files: FileSystem;
  /** Told of each link: its path, and where it leads. */
  readonly onLink?: (path: string, resolved: string) => void;
}

/** Names are relative to `directory`, which is absolute; what `.helmignore` names is left out. Throws `GoError`. */
export function readDirectory(directory: string, options: DirectoryOptions): ChartFile[] {
  const walk = new Walk(directory, options);
  walk.visitFolder("");
  return walk.found;
}

/** Links may lead in circles: no path below a chart gets longer than the system's own limit for one. */
const PATH_LENGTH_MAX = 4096;

class Walk {
  readonly found: ChartFile[] = [];
  readonly #root: string;
  readonly #options: DirectoryOptions;
  readonly #rules: IgnoreRules;
  #remaining = CHART_BYTES_MAX;

  constructor(root: string, options: DirectoryOptions) {
    this.#root = root;
    this.#options = options;
    const ignoreFile = `${root}/.helmignore`;
    const exists = options.files.stat(ignoreFile) !== undefined;
    this.#rules = parseRules(exists ? fromBytes(readFile(options.files, ignoreFile)) : "");
  }

  visitFolder(name: string, real = this.#root): void {
    const path = name === "" ? this.#root : `${this.#root}/${name}`;
    for (const child of this.#options.files.list(path)) {
      this.#visit(name === "" ? child : `${name}/${child}`, `${real}/${child}`);
    }
  }

  /** `real` names the same without links above it: the system follows only so many. */
  #visit(name: string, real: string): void {
    const { files } = this.#options;
    const path = `${this.#root}/${name}`;
    if (path.length > PATH_LENGTH_MAX) throw new GoError(`lstat ${path}: file name too long`);
    let stat = files.lstat(path);
    if (stat?.kind === "link") {
      real = this.#follow(path, real);
      stat = files.stat(real);
    }
    if (stat === undefined) throw new GoError(`lstat ${path}: no such file or directory`);
    const directory = stat.kind === "directory";
    if (this.#rules.ignores(name, { directory })) return;
    if (directory) return this.visitFolder(name, real);
    if (stat.kind !== "file") {
      throw new GoError(`cannot load irregular file ${path} as it has file mode type bits set`);
    }
    this.#read(name, { path, size: stat.size, modifiedMs: stat.modifiedMs });
  }

  /** Where a link leads. */
  #follow(path: string, link: string): string {
    try {
      const real = this.#options.files.realPath(link);
      this.#options.onLink?.(path, real);
      return real;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const endless = error.message.endsWith("too many levels of symbolic links");
      throw new GoError(
        `error evaluating symlink ${path}: ${endless ? "EvalSymlinks: too many links" : error.message}`,
      );
    }
  }

  #read(name: string, file: { path: string; size: number; modifiedMs: number }): void {
    if (this.#options.dialect === "helm3" && file.size > FILE_BYTES_MAX) {
      const base = JSON.stringify(name.slice(name.lastIndexOf("/") + 1));
      throw new GoError(`chart file ${base} is larger than the maximum file size ${FILE_BYTES_MAX}`);
    }
    const tooLarge = () =>
      new GoError(`error reading ${name}: chart exceeds maximum decompressed size of ${CHART_BYTES_MAX} bytes`);
    if (file.size > this.#remaining) throw tooLarge();
    const data = readFile(this.#options.files, file.path);
    if (data.length > this.#remaining) throw tooLarge();
    this.#remaining -= data.length;
    this.found.push({ name, data: withoutBom(data), modifiedMs: file.modifiedMs });
  }
}

function readFile(files: FileSystem, path: string): Uint8Array {
  try {
    return files.read(path);
  } catch (error) {
    if (error instanceof FileError) throw new GoError(error.message);
    throw error;
  }
}
