/** Files of a chart that is made anew. */
import { existing, type FileSystem, peek, type WritableFileSystem } from "../../../base/index.ts";
import { fromBytes, toBytes } from "../../../go/index.ts";
import { dir, join } from "../../../go/path/index.ts";

/** The folders in which Helm looks for what it renders. */
export const CONTENT_FOLDERS = ["templates", "charts", "crds"];

export class Folder {
  readonly #files: WritableFileSystem;
  readonly path: string;

  constructor(files: WritableFileSystem, path: string) {
    this.#files = files;
    this.path = path;
  }

  has(name: string): boolean {
    return peek(this.#files, join(this.path, name)) !== undefined;
  }

  read(name: string): string {
    return fromBytes(this.#files.read(join(this.path, name)));
  }

  /** `undefined` where there is no such file. */
  readIfThere(name: string): string | undefined {
    return this.has(name) ? this.read(name) : undefined;
  }

  write(name: string, text: string): void {
    this.writeBytes(name, toBytes(text));
  }

  writeBytes(name: string, bytes: Uint8Array): void {
    const path = join(this.path, name);
    this.#files.makeDirectory(dir(path));
    this.#files.write(path, bytes);
  }

  remove(name: string): void {
    if (this.has(name)) this.#files.remove(join(this.path, name));
  }

  makeDirectory(name: string): void {
    this.#files.makeDirectory(join(this.path, name));
  }

  list(name: string): string[] {
    return this.#files.list(join(this.path, name));
  }

  /** The files below a folder, none where it is not there, in the order of a walk. */
  filesBelow(name: string): string[] {
    return [...filesBelow(this.#files, this.path, name)];
  }

  /** A file or folder, to where nothing is. */
  move(from: string, to: string): void {
    const isFolder = existing(this.#files, join(this.path, from)).kind === "directory";
    const inside = isFolder ? this.filesBelow(from) : [from];
    if (isFolder) this.makeDirectory(to);
    for (const name of inside) this.writeBytes(to + name.slice(from.length), this.#files.read(join(this.path, name)));
    this.remove(from);
  }

  /** Everything from another folder; links are followed. */
  copyFrom(folder: string): void {
    for (const name of filesBelow(this.#files, folder, "")) this.writeBytes(name, this.#files.read(join(folder, name)));
  }
}

/** Links of folders that lead round in a circle end somewhere. */
const DEPTH_MAX = 100;

function* filesBelow(files: FileSystem, folder: string, name: string, depth = 0): Generator<string> {
  const kind = peek(files, join(folder, name))?.kind;
  if (kind === "file") yield name;
  if (kind !== "directory" || depth > DEPTH_MAX) return;
  for (const each of files.list(join(folder, name)))
    yield* filesBelow(files, folder, name === "" ? each : `${name}/${each}`, depth + 1);
}
