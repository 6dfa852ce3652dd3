/** A folder of its own for one case, and what lies in it. */
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Paths to contents; a link says where it leads, a folder ends in `/`. */
export type Files = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

export class Scratch implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), "lade-bad-input-"));
  /** Where the program works. */
  readonly folder = join(this.root, "work");

  constructor(files: Files) {
    mkdirSync(this.folder);
    this.write(files);
  }

  write(files: Files): void {
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.folder, name);
      mkdirSync(name.endsWith("/") ? path : dirname(path), { recursive: true });
      if (name.endsWith("/")) continue;
      if (typeof content === "object" && "link" in content) symlinkSync(content.link, path);
      else writeFileSync(path, content);
    }
  }

  /** Every path with its size, so that anything written, changed or left behind shows. */
  list(folder = this.folder): string[] {
    return readdirSync(folder, { withFileTypes: true })
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return [`${path}/`, ...this.list(path).map((below) => `${path}/${below}`)];
        return [entry.isFile() ? `${path} ${lstatSync(path).size}` : path];
      })
      .map((path) => path.replace(`${folder}/`, ""))
      .sort();
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
