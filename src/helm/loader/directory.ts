/** Reads the files of a chart folder (helm pkg/chart/v2/loader/directory.go), following links as Helm does. */
import { evalSymlinksText, FileError, type FileSystem, namesIn, peek } from "../../base/index.ts";
import { GoError, fromBytes } from "../../go/index.ts";
import type { ChartFile } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import { parseRules, type IgnoreRules } from "../ignore/index.ts";
import { asGo, readFile } from "../read-file.ts";
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
  walk.visitRoot();
  return walk.found;
}

/** Links may lead in circles: no path below a chart gets longer than the system's own limit for one. */
const PATH_LENGTH_MAX = 4096;

class Walk {
  readonly found: ChartFile[] = [];
  readonly #root: string;
  /** What stands before the name of a file. */
  readonly #above: string;
  readonly #options: DirectoryOptions;
  readonly #rules: IgnoreRules;
  #remaining = CHART_BYTES_MAX;

  constructor(root: string, options: DirectoryOptions) {
    this.#root = root;
    this.#above = root === "/" ? root : `${root}/`;
    this.#options = options;
    const ignoreFile = `${this.#above}.helmignore`;
    const exists = peek(options.files, ignoreFile) !== undefined;
    this.#rules = parseRules(exists ? fromBytes(readFile(options.files, ignoreFile)) : "");
  }

  /** A folder that cannot be read is an empty chart to Helm, which then misses its Chart.yaml. */
  visitRoot(): void {
    for (const child of namesIn(this.#options.files, this.#root)) this.#visit(child, `${this.#above}${child}`);
  }

  #visitFolder(name: string, real: string): void {
    const children = asGo(() => this.#options.files.list(`${this.#above}${name}`));
    for (const child of children) this.#visit(`${name}/${child}`, `${real}/${child}`);
  }

  /** `real` names the same without links above it: the system follows only so many. */
  #visit(name: string, real: string): void {
    const { files } = this.#options;
    const path = `${this.#above}${name}`;
    if (path.length > PATH_LENGTH_MAX) throw new GoError(`lstat ${path}: file name too long`);
    let stat = files.lstat(path);
    if (stat?.kind === "link") {
      real = this.#follow(path, real);
      stat = files.stat(real);
    }
    if (stat === undefined) throw new GoError(`lstat ${path}: no such file or directory`);
    const directory = stat.kind === "directory";
    if (this.#rules.ignores(name, { directory })) return;
    if (directory) return this.#visitFolder(name, real);
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
      throw new GoError(`error evaluating symlink ${path}: ${evalSymlinksText(error)}`);
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
    const data = wrap(`error reading ${name}`, () => this.#options.files.read(file.path));
    if (data.length > this.#remaining) throw tooLarge();
    this.#remaining -= data.length;
    this.found.push({ name, data: withoutBom(data), modifiedMs: file.modifiedMs });
  }
}
