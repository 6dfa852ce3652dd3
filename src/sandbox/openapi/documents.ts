/**
 * The recorded documents (scripts/record-openapi.ts), put together when someone asks for one and forgotten when memory is wanted elsewhere:
 * 1.4 MB that become 9 MB.
 */
import file from "./documents.txt" with { type: "file" };
import { join } from "./pieces.ts";

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

/** A line for each document, an empty line, and the lines that they are made of. */
async function unpack(): Promise<Documents> {
  const lines = (await Bun.file(file).text()).split("\n");
  const end = lines.indexOf("");
  const pieces = lines.slice(end + 1);
  return new Map(
    lines.slice(0, end).map((line) => {
      const [name = "", hash = "", runs = ""] = line.split("\t");
      return [name, { bytes: new TextEncoder().encode(join(runs, pieces)), hash }];
    }),
  );
}

export function documentOf(text: string): Document {
  const hash = new Bun.CryptoHasher("sha512").update(text).digest("hex").toUpperCase();
  return { bytes: new TextEncoder().encode(text), hash };
}
