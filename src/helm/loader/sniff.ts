/**
 * The content type that Go's http.DetectContentType gives for the first 512 bytes of a file, where Helm prints it: for files
 * that should be archives and are not. Only types that such a file may plausibly have are told apart.
 */
import { fromBytes } from "../../go/index.ts";

/** Helm hands over a buffer of exactly 512 bytes: shorter files are followed by zeros, which makes them binary. */
const SNIFFED_BYTES = 512;

const SIGNATURES: readonly (readonly [prefix: string, type: string])[] = [
  ["%PDF-", "application/pdf"],
  ["%!PS-Adobe-", "application/postscript"],
  ["\u00fe\u00ff", "text/plain; charset=utf-16be"],
  ["\u00ff\u00fe", "text/plain; charset=utf-16le"],
  ["\u00ef\u00bb\u00bf", "text/plain; charset=utf-8"],
  ["GIF87a", "image/gif"],
  ["GIF89a", "image/gif"],
  ["\u0089PNG\r\n\u001a\n", "image/png"],
  ["\u00ff\u00d8\u00ff", "image/jpeg"],
  ["OggS\0", "application/ogg"],
  ["ID3", "audio/mpeg"],
  ["\0asm", "application/wasm"],
  ["Rar!\u001a\u0007\0", "application/x-rar-compressed"],
  ["Rar!\u001a\u0007\u0001\0", "application/x-rar-compressed"],
  ["PK\u0003\u0004", "application/zip"],
];

const HTML =
  /^[\t\n\f\r ]*(?:<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[ >]|<!--)/i;
const XML = /^[\t\n\f\r ]*<\?xml/;
const BINARY = /[\0-\u0008\u000b\u000e-\u001a\u001c-\u001f]/;

export function sniffContentType(bytes: Uint8Array): string {
  const buffer = new Uint8Array(SNIFFED_BYTES);
  buffer.set(bytes.subarray(0, SNIFFED_BYTES));
  const text = Array.from(buffer, (byte) => String.fromCharCode(byte)).join("");
  if (HTML.test(text)) return "text/html; charset=utf-8";
  if (XML.test(text)) return "text/xml; charset=utf-8";
  const known = SIGNATURES.find(([prefix]) => text.startsWith(prefix));
  if (known !== undefined) return known[1];
  return BINARY.test(fromBytes(buffer)) ? "application/octet-stream" : "text/plain; charset=utf-8";
}
