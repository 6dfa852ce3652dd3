/**
 * Files that are made for Helm. The Helm of this program reads them from memory; another program finds them on the disk, and whoever wants them
 * kept (`--skip-cleanup`) afterwards.
 */
import { namesIn } from "../../base/index.ts";
import { toBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { removeTemporary, temporaryRoot } from "../../sys/index.ts";
import { hexDigest } from "./hex-digest.ts";
import type { HelmfileContext } from "./settings.ts";

const HASH_LENGTH = 10;
/** They may hold secrets: readable by this user only. */
const OWN_FILE = { mode: 0o600 };
const OWN_FOLDER = 0o700;

export class KeptFiles {
  readonly #files: HelmfileContext["files"];
  readonly #bytes = new Map<string, Uint8Array>();
  readonly #written = new Set<string>();
  readonly #folder: string;

  constructor({ files, env }: Pick<HelmfileContext, "files" | "env">) {
    const given = env.get("HELMFILE_TEMPDIR") ?? "";
    this.#files = files;
    this.#folder =
      given === "" ? join(temporaryRoot(), `helmfile${crypto.getRandomValues(new Uint32Array(1))[0]}`) : given;
  }

  get bytes(): ReadonlyMap<string, Uint8Array> {
    return this.#bytes;
  }

  /** The path of a new file. */
  add(name: string, text: string): string {
    const bytes = toBytes(text);
    const path = join(this.#folder, `${name.replaceAll("/", "-")}-${hash(`${this.#bytes.size} ${text}`)}`);
    this.#bytes.set(path, bytes);
    return path;
  }

  /** Puts on the disk what is not there yet. */
  write(): void {
    for (const [path, bytes] of this.#bytes) {
      if (this.#written.has(path)) continue;
      if (this.#written.size === 0) this.#files.makeDirectory(this.#folder, OWN_FOLDER);
      this.#written.add(path);
      this.#files.write(path, bytes, OWN_FILE);
    }
  }

  remove(): void {
    for (const path of this.#written) removeTemporary(path);
    // Helmfile leaves no folder behind it that is empty, whoever made it.
    if (this.#bytes.size > 0 && namesIn(this.#files, this.#folder).length === 0) removeTemporary(this.#folder);
  }
}

const hash = (text: string): string => hexDigest("sha1", text).slice(0, HASH_LENGTH);
