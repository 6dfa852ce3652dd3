/**
 * The recorded documents (scripts/record-openapi.ts), unpacked when someone asks for one and forgotten when memory is wanted elsewhere:
 * 200 KB that become 9 MB in some 30 ms.
 */
import file from "./documents.zst" with { type: "file" };

export interface Document {
  readonly bytes: Uint8Array;
  /** Its SHA-512, as the real server's ETag. */
  readonly hash: string;
}

export type Documents = ReadonlyMap<string, Document>;

let held: WeakRef<Documents> | undefined;

export async function documents(): Promise<Documents> {
  const found = held?.deref();
  if (found !== undefined) return found;
  const all = await unpack();
  held = new WeakRef(all);
  return all;
}

/** A line that lists names, lengths and hashes, and then all texts. */
async function unpack(): Promise<Documents> {
  const bytes = await Bun.zstdDecompress(await Bun.file(file).bytes());
  const end = bytes.indexOf(0x0a);
  const entries = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as [string, number, string][];
  let at = end + 1;
  return new Map(
    entries.map(([name, length, hash]) => {
      at += length;
      return [name, { bytes: bytes.subarray(at - length, at), hash }];
    }),
  );
}

export function documentOf(text: string): Document {
  const hash = new Bun.CryptoHasher("sha512").update(text).digest("hex").toUpperCase();
  return { bytes: new TextEncoder().encode(text), hash };
}
