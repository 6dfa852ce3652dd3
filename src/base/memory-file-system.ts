/**
 * Files in memory, with links: what engines run over in a browser and in tests.
 * Paths use `/`, and relative ones count from the root. A link's target is stored as given and resolved when it is followed, so links may be
 * relative, may dangle and may form loops, as on a disk.
 */
import { FileError, type FileErrorCode } from "./file-error.ts";
import type { FileStat, WritableFileSystem, WriteOptions } from "./file-system.ts";

type Entry =
  | { readonly kind: "file"; bytes: Uint8Array; mode: number; modifiedMs: number }
  | { readonly kind: "directory"; readonly children: Map<string, Entry>; modifiedMs: number }
  | { readonly kind: "link"; readonly target: string; modifiedMs: number };

type Directory = Extract<Entry, { kind: "directory" }>;

/** Where a walk ended: the path without links, and what stands there. */
interface Found {
  readonly path: string;
  readonly entry: Entry | undefined;
}

/** As Linux: more links than this on one path are a loop. */
const LINKS_MAX = 40;
const encoder = new TextEncoder();

export class MemoryFileSystem implements WritableFileSystem {
  readonly #root: Directory = { kind: "directory", children: new Map(), modifiedMs: 0 };
  readonly #now: () => number;

  /** `files` maps paths to their text or bytes; folders are made as needed. */
  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}, options: { now?: () => number } = {}) {
    this.#now = options.now ?? (() => 0);
    for (const [path, content] of Object.entries(files)) this.put(path, content);
  }

  /** Writes a file and makes the folders above it. */
  put(path: string, content: string | Uint8Array): void {
    this.makeDirectory(parentOf(path));
    this.write(path, typeof content === "string" ? encoder.encode(content) : content);
  }

  read(path: string): Uint8Array {
    const known = this.#straightTo(path);
    if (known?.kind === "file") return known.bytes;
    const { entry } = this.#find("open", path, { follow: true });
    if (entry === undefined) throw new FileError("open", path, "ENOENT");
    if (entry.kind !== "file") throw new FileError("read", path, "EISDIR");
    return entry.bytes;
  }

  stat(path: string): FileStat | undefined {
    return this.#statOf(path, { follow: true });
  }

  lstat(path: string): FileStat | undefined {
    return this.#statOf(path, { follow: false });
  }

  list(path: string): string[] {
    const { entry } = this.#find("open", path, { follow: true });
    if (entry === undefined) throw new FileError("open", path, "ENOENT");
    if (entry.kind !== "directory") throw new FileError("readdirent", path, "ENOTDIR");
    return [...entry.children.keys()].sort();
  }

  realPath(path: string): string {
    const found = this.#find("lstat", path, { follow: true });
    if (found.entry === undefined) throw new FileError("lstat", path, "ENOENT");
    return found.path;
  }

  write(path: string, bytes: Uint8Array, { mode: wanted = 0o644, exact = false }: WriteOptions = {}): void {
    const { path: real, entry } = this.#newIn(path) ?? this.#find("open", path, { follow: true });
    if (entry?.kind === "directory") throw new FileError("open", path, "EISDIR");
    const mode = !exact && entry?.kind === "file" ? entry.mode : wanted;
    this.#put("open", real, { kind: "file", bytes, mode, modifiedMs: this.#now() });
  }

  /** Also makes the folders above it; fine when it is there already. */
  makeDirectory(path: string): void {
    if (this.#straightTo(path)?.kind === "directory") return;
    let at = "";
    for (const name of namesOf(path)) {
      at += `/${name}`;
      const { path: real, entry } = this.#find("mkdir", at, { follow: true });
      if (entry?.kind === "directory") continue;
      if (entry !== undefined) throw new FileError("mkdir", path, "ENOTDIR");
      this.#put("mkdir", real, { kind: "directory", children: new Map(), modifiedMs: this.#now() });
    }
  }

  /** Removes a file, a link or a whole folder; fine when nothing is there. */
  remove(path: string): void {
    const { path: real, entry } = this.#find("remove", path, { follow: false });
    if (entry !== undefined) this.#parent("remove", real).children.delete(baseOf(real));
  }

  /** Makes `path` a link to `target`, which may be relative to the link's folder and need not exist. */
  link(path: string, target: string): void {
    const found = this.#find("symlink", path, { follow: false });
    if (found.entry !== undefined) throw new FileError("symlink", path, "EEXIST");
    this.#put("symlink", found.path, { kind: "link", target, modifiedMs: this.#now() });
  }

  #put(operation: string, path: string, entry: Entry): void {
    const slash = path.lastIndexOf("/");
    const folder = this.#straightTo(path.slice(0, slash));
    if (folder?.kind === "directory") folder.children.set(path.slice(slash + 1), entry);
    else this.#parent(operation, path).children.set(baseOf(path), entry);
  }

  #parent(operation: string, path: string): Directory {
    const { entry } = this.#find(operation, parentOf(path), { follow: true });
    if (entry === undefined) throw new FileError(operation, path, "ENOENT");
    if (entry.kind !== "directory") throw new FileError(operation, path, "ENOTDIR");
    return entry;
  }

  #statOf(path: string, options: { follow: boolean }): FileStat | undefined {
    let entry = this.#straightTo(path);
    try {
      if (entry === undefined || entry.kind === "link") ({ entry } = this.#find("stat", path, options));
    } catch (error) {
      if (error instanceof FileError && error.code === "ELOOP") throw error;
      return undefined;
    }
    if (entry === undefined) return undefined;
    const size = entry.kind === "file" ? entry.bytes.length : entry.kind === "link" ? entry.target.length : 0;
    const mode = entry.kind === "file" ? entry.mode : entry.kind === "link" ? 0o777 : 0o755;
    return { kind: entry.kind, size, mode, modifiedMs: entry.modifiedMs };
  }

  /** What stands at a path that is written plainly and leads over no link, if anything. */
  #straightTo(path: string): Entry | undefined {
    let entry: Entry | undefined = path === "" || path.startsWith("/") ? this.#root : undefined;
    for (let at = 0; at < path.length;) {
      const slash = path.indexOf("/", at + 1);
      const end = slash < 0 ? path.length : slash;
      if (entry?.kind !== "directory") return undefined;
      entry = entry.children.get(path.slice(at + 1, end));
      at = end;
    }
    return entry;
  }

  /** A plainly written path at which nothing stands yet, in a folder that is there. */
  #newIn(path: string): Found | undefined {
    const slash = path.lastIndexOf("/");
    const name = path.slice(slash + 1);
    const folder = this.#straightTo(path.slice(0, slash));
    const free = folder?.kind === "directory" && !folder.children.has(name) && !["", ".", ".."].includes(name);
    return slash >= 0 && free ? { path, entry: undefined } : undefined;
  }

  /** Walks from the root; only the last name of a path may be missing. */
  #find(operation: string, path: string, options: { follow: boolean }): Found {
    const fail = (code: FileErrorCode): never => {
      throw new FileError(operation, path, code);
    };
    const left = namesOf(path).reverse();
    const trail: { name: string; entry: Entry }[] = [];
    let links = 0;
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      if (name === "..") {
        trail.pop();
        continue;
      }
      const folder = trail.at(-1)?.entry ?? this.#root;
      if (folder.kind !== "directory") return fail("ENOTDIR");
      const entry = folder.children.get(name);
      if (entry === undefined) {
        if (left.length > 0) return fail("ENOENT");
        return { path: pathOf([...trail.map((step) => step.name), name]), entry: undefined };
      }
      if (entry.kind === "link" && (options.follow || left.length > 0)) {
        if (++links > LINKS_MAX) return fail("ELOOP");
        if (entry.target.startsWith("/")) trail.length = 0;
        left.push(...namesOf(entry.target).reverse());
        continue;
      }
      trail.push({ name, entry });
    }
    return { path: pathOf(trail.map((step) => step.name)), entry: trail.at(-1)?.entry ?? this.#root };
  }
}

function namesOf(path: string): string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}

function pathOf(names: readonly string[]): string {
  return `/${names.join("/")}`;
}

function parentOf(path: string): string {
  return pathOf(namesOf(path).slice(0, -1));
}

function baseOf(path: string): string {
  return namesOf(path).at(-1) ?? "";
}
