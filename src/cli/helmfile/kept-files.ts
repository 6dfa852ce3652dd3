/** Files that are made for Helm. The Helm of this program reads them from memory; another program finds them on the disk. */
import { toBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { removeTemporary, temporaryRoot } from "../../sys/index.ts";
import type { RunContext } from "../context.ts";
import { CREATED } from "../../base/index.ts";

export class KeptFiles {
  readonly #bytes = new Map<string, Uint8Array>();
  #folder: string | undefined;
  #written = new Set<string>();
  #onDisk = false;

  get bytes(): ReadonlyMap<string, Uint8Array> {
    return this.#bytes;
  }

  /** The path of a new file. */
  add(name: string, text: string): string {
    this.#folder ??= join(temporaryRoot(), `helmfile${crypto.randomUUID()}`);
    const path = join(this.#folder, `${name.replaceAll("/", "-")}-${this.#bytes.size}`);
    this.#bytes.set(path, toBytes(text));
    return path;
  }

  /** Writes what is not written yet, readable by this user only. */
  write(files: RunContext["files"]): void {
    for (const [path, bytes] of this.#bytes) {
      if (this.#written.has(path)) continue;
      if (!this.#onDisk && this.#folder !== undefined) files.makeDirectory(this.#folder, 0o700);
      this.#onDisk = true;
      this.#written.add(path);
      files.write(path, bytes, { ...CREATED, mode: 0o600 });
    }
  }

  remove(): void {
    if (this.#onDisk && this.#folder !== undefined) removeTemporary(this.#folder);
  }
}
