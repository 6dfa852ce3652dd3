/** Folders and files by the digest of their content, shared by all builds of this user. It may be deleted at any time. */
import * as fs from "node:fs";
import { join } from "node:path";
import { bytesDigest, makeTemporaryFolder, removeTemporary, treeDigest } from "../../../sys/index.ts";
import type { RunContext } from "../../context.ts";

export class RemoteCache {
  private constructor(
    readonly folder: string,
    /** Whether it is only for this run, as there is no home for it. */
    readonly passing: boolean,
  ) {}

  /** `LADE_CACHE_HOME`, or `lade` in `XDG_CACHE_HOME` or `~/.cache`. */
  static open({ env }: RunContext): RemoteCache {
    const own = env.get("LADE_CACHE_HOME");
    const [xdg, home] = [env.get("XDG_CACHE_HOME"), env.get("HOME")];
    const root = own || (xdg ? join(xdg, "lade") : home ? join(home, ".cache", "lade") : undefined);
    if (root === undefined) return new RemoteCache(makeTemporaryFolder("kustomize-"), true);
    const folder = join(root, "kustomize");
    fs.mkdirSync(folder, { recursive: true });
    return new RemoteCache(fs.realpathSync(folder), false);
  }

  /** The folder with this content; `changed` when what stands in its place has another content and was removed. */
  tree(digest: string): { path?: string; changed: boolean } {
    const path = this.#place("trees", digest);
    if (!fs.existsSync(path)) return { changed: false };
    if (isSame(() => treeDigest(path), digest)) return { path, changed: false };
    fs.rmSync(path, { recursive: true, force: true });
    return { changed: true };
  }

  file(digest: string): { bytes?: Uint8Array; changed: boolean } {
    const path = this.#place("files", digest);
    if (!fs.existsSync(path)) return { changed: false };
    const bytes = fs.readFileSync(path);
    if (bytesDigest(bytes) === digest) return { bytes, changed: false };
    fs.rmSync(path, { force: true });
    return { changed: true };
  }

  /** An empty folder beside the others, to be kept or removed. */
  scratch(): string {
    return fs.mkdtempSync(join(this.folder, "fetch-"));
  }

  /** Takes a folder over under its digest and gives its new place. */
  keepTree(digest: string, scratch: string): string {
    const path = this.#place("trees", digest);
    fs.mkdirSync(join(this.folder, "trees"), { recursive: true });
    try {
      fs.renameSync(scratch, path);
    } catch (error) {
      // Another run was faster with the same content.
      if (!fs.existsSync(path)) throw error;
      fs.rmSync(scratch, { recursive: true, force: true });
    }
    return path;
  }

  keepFile(digest: string, bytes: Uint8Array): void {
    const folder = join(this.folder, "files");
    fs.mkdirSync(folder, { recursive: true });
    const aside = join(this.folder, `fetch-${crypto.randomUUID()}`);
    fs.writeFileSync(aside, bytes);
    fs.renameSync(aside, this.#place("files", digest));
  }

  close(): void {
    if (this.passing) removeTemporary(this.folder);
  }

  #place(kind: "trees" | "files", digest: string): string {
    return join(this.folder, kind, digest.replace(":", "-"));
  }
}

function isSame(digest: () => string, wanted: string): boolean {
  try {
    return digest() === wanted;
  } catch {
    return false; // what cannot be read is not what was kept
  }
}
