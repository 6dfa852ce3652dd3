/** Decrypts an age file (filippo.io/age v1.3.1, age.go and internal/stream). */
import { equalBytes, GoError, within } from "../../go/index.ts";
import { concatenate } from "../../go/encoding/index.ts";
import { deriveKey, hmacSha256, openChaCha } from "../primitives.ts";
import { type Header, readHeader } from "./header.ts";
import type { Identity } from "./identity.ts";
import type { AgeReader } from "./reader.ts";

const STREAM_NONCE_BYTES = 16;
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;

export interface AgePayload {
  readonly key: Uint8Array;
  readonly reader: AgeReader;
}

/** Finds the key that the payload is encrypted with, and leaves the reader at the payload. Throws `GoError`. */
export function openAge(reader: AgeReader, identities: readonly Identity[]): AgePayload {
  const fileKey = fileKeyOf(
    within("failed to read header", () => readHeader(reader)),
    identities,
  );
  const nonce = reader.take(STREAM_NONCE_BYTES);
  if (nonce.length < STREAM_NONCE_BYTES) {
    throw new GoError(`failed to read nonce: ${reader.ending(nonce.length > 0)}`);
  }
  return { key: deriveKey(fileKey, { salt: nonce, info: "payload" }), reader };
}

function fileKeyOf(header: Header, identities: readonly Identity[]): Uint8Array {
  for (const identity of identities) {
    const key = identity.unwrap(header.stanzas);
    if (key === undefined) continue;
    const mac = hmacSha256(deriveKey(key, { info: "header" }), header.authenticated);
    if (!equalBytes(mac, header.mac)) throw new GoError("bad header MAC");
    return key;
  }
  throw new GoError(
    identities.length === 1
      ? "identity did not match any of the recipients: incorrect identity for recipient block"
      : "no identity matched any of the recipients",
  );
}

/** The text behind the header: chunks, the last of which says so. Throws `GoError`. */
export function readPayload({ key, reader }: AgePayload): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let count = 0; ; count++) {
    const data = reader.take(CHUNK_BYTES + TAG_BYTES);
    if (data.length === 0) throw new GoError(reader.ending(true));
    const short = data.length < CHUNK_BYTES + TAG_BYTES;
    if (short && reader.fault !== undefined) throw reader.fault;
    if (short && count > 0 && data.length === TAG_BYTES) {
      throw new GoError("last chunk is empty, try age v1.0.0, and please consider reporting this");
    }
    const open = (last: boolean): Uint8Array | undefined => openChaCha({ key, nonce: nonceOf(count, last), data });
    const middle = short ? undefined : open(false);
    const last = middle === undefined ? open(true) : undefined;
    const chunk = middle ?? last;
    if (chunk === undefined) {
      throw new GoError("failed to decrypt and authenticate payload chunk, file may be corrupted or tampered with");
    }
    chunks.push(chunk);
    if (last === undefined) continue;
    if (!reader.atEnd) throw new GoError("trailing data after end of encrypted file");
    return concatenate(chunks);
  }
}

function nonceOf(count: number, last: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, count);
  if (last) nonce[11] = 1;
  return nonce;
}
