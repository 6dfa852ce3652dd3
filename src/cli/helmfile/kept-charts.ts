/**
 * Charts that are made before Helm is given them. The Helm and the Kustomize of this program read and write them in memory; once another program
 * is to see them, they are on the disk.
 */
import { CREATED, MemoryFileSystem, type WritableFileSystem } from "../../base/index.ts";
import { clean, join } from "../../go/path/index.ts";
import { removeTemporary, temporaryRoot } from "../../sys/index.ts";

/** They may hold secrets: readable by this user only. */
const OWN_FOLDER = 0o700;

export class KeptCharts {
  readonly #disk: WritableFileSystem;
  readonly #memory = new MemoryFileSystem();
  /** What begins so is ours; each chart has a folder of its own, as Helmfile makes them. */
  readonly #prefix = join(temporaryRoot(), `chartify${crypto.randomUUID()}-`);
  readonly #roots: string[] = [];
  #onDisk = false;

  constructor(disk: WritableFileSystem) {
    this.#disk = disk;
  }

  /** All files of this machine, and those of the charts in their place. */
  get files(): WritableFileSystem {
    const at = <Result>(path: string, action: (files: WritableFileSystem, path: string) => Result): Result =>
      this.#holds(path) ? action(this.#memory, clean(path)) : action(this.#disk, path);
    return {
      read: (path) => at(path, (files, own) => files.read(own)),
      stat: (path) => at(path, (files, own) => files.stat(own)),
      lstat: (path) => at(path, (files, own) => files.lstat(own)),
      list: (path) => at(path, (files, own) => files.list(own)),
      realPath: (path) => at(path, (files, own) => files.realPath(own)),
      write: (path, bytes, options) => at(path, (files, own) => files.write(own, bytes, options)),
      makeDirectory: (path, mode) => at(path, (files, own) => files.makeDirectory(own, mode)),
      remove: (path) => at(path, (files, own) => files.remove(own)),
    };
  }

  /** A new folder of that name, which may be a path: nothing is in it. */
  addFolder(name: string): string {
    const root = `${this.#prefix}${this.#roots.length}`;
    this.#roots.push(root);
    if (this.#onDisk) this.#disk.makeDirectory(root, OWN_FOLDER);
    const path = join(root, name);
    this.files.makeDirectory(path);
    return path;
  }

  /** From now on they are on the disk, readable by this user only. */
  write(): void {
    if (this.#onDisk) return;
    this.#onDisk = true;
    for (const root of this.#roots) {
      this.#disk.makeDirectory(root, OWN_FOLDER);
      this.#writeFolder(root);
    }
  }

  remove(): void {
    if (this.#onDisk) for (const root of this.#roots) removeTemporary(root);
  }

  #holds(path: string): boolean {
    return !this.#onDisk && path.startsWith(this.#prefix);
  }

  #writeFolder(folder: string): void {
    for (const name of this.#memory.list(folder)) {
      const path = join(folder, name);
      if (this.#memory.stat(path)?.kind === "directory") {
        this.#disk.makeDirectory(path);
        this.#writeFolder(path);
      } else this.#disk.write(path, this.#memory.read(path), CREATED);
    }
  }
}
