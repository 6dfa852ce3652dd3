/** Helm 4's cache of charts and provenance files by the SHA-256 of the chart (helm pkg/downloader/cache.go). */
import type { WritableFileSystem } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { GoError, Int, toBytes } from "../../go/index.ts";
import { sprintf } from "../../go/fmt/index.ts";

export type CacheKind = "chart" | "prov";

export class ContentCache {
  constructor(
    readonly root: string,
    readonly files: WritableFileSystem,
  ) {}

  pathOf(digest: string, kind: CacheKind): string {
    return path.join(this.root, digest.slice(0, 2), `${digest}.${kind}`);
  }

  /** The path of what is cached; an empty file counts as none. Throws `GoError` for a folder in its place. */
  find(digest: string, kind: CacheKind): string | undefined {
    const file = this.pathOf(digest, kind);
    const stat = this.files.stat(file);
    if (stat?.kind === "directory") throw new GoError("is a directory");
    return stat === undefined || stat.size === 0 ? undefined : file;
  }

  read(digest: string, kind: CacheKind): Uint8Array | undefined {
    const file = this.find(digest, kind);
    return file === undefined ? undefined : this.files.read(file);
  }

  put(digest: string, kind: CacheKind, bytes: Uint8Array): string {
    const file = this.pathOf(digest, kind);
    this.files.makeDirectory(path.dir(file));
    this.files.write(file, bytes);
    return file;
  }
}

const HEX_LENGTH = 64;

/** The hexadecimal part of `sha256:…`, as an index has it. Throws as Go's hex decoding does. */
export function digestHex(text: string): string {
  const hex = text.slice(text.indexOf(":") + 1);
  const bad = /[^0-9a-fA-F]/.exec(hex)?.[0];
  if (bad !== undefined) {
    // Go takes the byte for a character.
    const byte = toBytes(hex.slice(hex.indexOf(bad)))[0] ?? 0;
    throw new GoError(sprintf("encoding/hex: invalid byte: %#U", [new Int(BigInt(byte), "int32")]));
  }
  if (hex.length % 2 !== 0) throw new GoError("encoding/hex: odd length hex string");
  if (hex.length !== HEX_LENGTH) throw new GoError(`invalid digest length: ${hex.length / 2}`);
  return hex.toLowerCase();
}
