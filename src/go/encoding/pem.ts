/** PEM blocks as Go's encoding/pem reads and writes them (Go 1.26). */
import { encodeBase64 } from "../base64.ts";
import { decodeBase64 } from "./base64.ts";
import { toBytes } from "../bytes.ts";
import { attempt } from "../attempt.ts";

export interface PemBlock {
  /** As in `BEGIN CERTIFICATE`. */
  readonly label: string;
  readonly bytes: Uint8Array;
}

export function encodePem({ label, bytes }: PemBlock): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

const BLOCK = /(?:^|\n)-----BEGIN ([^\n]*?)-----[ \t\r]*\n([\s\S]*?)-----END \1-----[ \t\r]*(?=\n|$)/g;
/** `Proc-Type: 4,ENCRYPTED` and the like, before an empty line. */
const HEADERS = /^(?:[^\n:]*:[^\n]*\n)+\r?\n?/;

/** The first block of a text, `undefined` where there is none. Broken blocks are passed over. */
export function decodePem(text: string): PemBlock | undefined {
  for (const [, label = "", body = ""] of text.matchAll(BLOCK)) {
    const bytes = tryDecode(body.replace(HEADERS, ""));
    if (bytes !== undefined) return { label, bytes };
  }
  return undefined;
}

function tryDecode(body: string): Uint8Array | undefined {
  return attempt(() => decodeBase64(toBytes(body.replace(/[ \t]/g, ""))));
}
