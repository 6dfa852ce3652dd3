/** The armor of age files (filippo.io/age v1.3.1, armor.go): PEM of 64 columns, held to the letter. */
import { encodeBase64, GoError, toBytes } from "../../go/index.ts";
import { concatenate, decodeBase64 } from "../../go/encoding/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { AgeReader } from "./reader.ts";

export const ARMOR_HEADER = "-----BEGIN AGE ENCRYPTED FILE-----";
const FOOTER = "-----END AGE ENCRYPTED FILE-----";
const COLUMNS = 64;
const LINE_BYTES = 48;
const WHITE_SPACE_MAX = 1024;

/** What the armor holds; what is wrong with it comes when the bytes before have been read. */
export function readArmor(text: string): AgeReader {
  const body: Uint8Array[] = [];
  let fault: GoError | undefined;
  try {
    readLines(text, body);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    fault = new GoError(`invalid armor: ${error.message}`);
  }
  return new AgeReader(concatenate(body), fault);
}

function readLines(text: string, body: Uint8Array[]): void {
  const lines = new Lines(text);
  skipToHeader(lines);
  for (let line = lines.next(); line !== FOOTER; line = lines.next()) {
    const bytes = decodeLine(line);
    const last = bytes.length < LINE_BYTES;
    const closing = last ? lines.next() : FOOTER;
    if (closing !== FOOTER) throw new GoError(`invalid closing line: ${quote(closing)}`);
    body.push(bytes);
    if (last) break;
  }
  checkTrailing(lines.rest);
}

class Lines {
  constructor(public rest: string) {}

  next(): string {
    if (this.rest === "") throw new GoError("unexpected EOF");
    const end = this.rest.indexOf("\n");
    const line = end < 0 ? this.rest : this.rest.slice(0, end);
    this.rest = end < 0 ? "" : this.rest.slice(end + 1);
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  }
}

function skipToHeader(lines: Lines): void {
  let skipped = 0;
  for (let line = lines.next(); line !== ARMOR_HEADER; line = lines.next()) {
    if (line.trim() !== "") throw new GoError(`invalid first line: ${quote(line)}`);
    skipped += line.length + 1;
    if (skipped > WHITE_SPACE_MAX) throw new GoError("too much leading whitespace");
  }
}

function decodeLine(line: string): Uint8Array {
  if (line === "") throw new GoError("empty line in armored data");
  if (line.length > COLUMNS) throw new GoError("column limit exceeded");
  return strictly(line, line);
}

function checkTrailing(rest: string): void {
  if (rest.slice(0, WHITE_SPACE_MAX).trim() !== "") throw new GoError("trailing data after armored file");
  if (rest.length >= WHITE_SPACE_MAX) throw new GoError("too much trailing whitespace");
}

/** Base64 without padding, as headers have it. Throws `GoError`. */
export function decodeUnpadded(text: string): Uint8Array {
  if (/[\r\n]/.test(text)) throw new GoError("unexpected newline character");
  const pad = text.indexOf("=");
  if (pad >= 0) throw new GoError(`illegal base64 data at input byte ${pad}`);
  return strictly(text.padEnd(Math.ceil(text.length / 4) * 4, "="), text);
}

/** No bit may be set behind the last byte. */
function strictly(padded: string, text: string): Uint8Array {
  const bytes = decodeBase64(toBytes(padded));
  if (encodeBase64(bytes) !== padded) throw new GoError(`illegal base64 data at input byte ${text.length - 1}`);
  return bytes;
}
