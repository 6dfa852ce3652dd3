/** Sprig v3.3.0's base64, base32 and hash functions (strings.go, crypto.go). */
import { decodeBase32, decodeBase64, encodeBase32, encodeBase64 } from "../go/encoding/index.ts";
import { fromBytes, func, GoError, toBytes, type FuncMap } from "../go/index.ts";
import { functionMap } from "./function-map.ts";
import type { Digest } from "./ports.ts";
import { digest as ownDigest } from "./primitives.ts";

export function encodingFunctions(digest: Digest = ownDigest): FuncMap {
  return functionMap([
    func("b64enc", "string", (text: string) => encodeBase64(toBytes(text))),
    func("b64dec", "string", (text: string) => decodeOrProblem(text, decodeBase64)),
    func("b32enc", "string", (text: string) => encodeBase32(toBytes(text))),
    func("b32dec", "string", (text: string) => decodeOrProblem(text, decodeBase32)),
    func("sha1sum", "string", (text: string) => hex(digest("sha1", toBytes(text)))),
    func("sha256sum", "string", (text: string) => hex(digest("sha256", toBytes(text)))),
    func("sha512sum", "string", (text: string) => hex(digest("sha512", toBytes(text)))),
    func("adler32sum", "string", (text: string) => String(adler32(toBytes(text)))),
  ]);
}

/** A text that cannot be decoded gives the text of the error. */
function decodeOrProblem(text: string, decode: (bytes: Uint8Array) => Uint8Array): string {
  try {
    return fromBytes(decode(toBytes(text)));
  } catch (error) {
    if (error instanceof GoError) return error.message;
    throw error;
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const ADLER_BASE = 65521;

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % ADLER_BASE;
    high = (high + low) % ADLER_BASE;
  }
  return high * 65536 + low;
}
