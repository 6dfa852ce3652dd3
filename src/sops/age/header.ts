/** The header of an age file (filippo.io/age v1.3.1, internal/format): the recipients' stanzas and a MAC. */
import { encodeBase64, fromBytes, GoError } from "../../go/index.ts";
import { concatenate } from "../../go/encoding/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { decodeUnpadded } from "./armor.ts";
import type { AgeReader } from "./reader.ts";

export interface Stanza {
  readonly type: string;
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

export interface Header {
  readonly stanzas: readonly Stanza[];
  readonly mac: Uint8Array;
  /** What the MAC is of. */
  readonly authenticated: Uint8Array;
}

const INTRO = "age-encryption.org/v1";
const STANZA = "->";
const FOOTER = "---";
const LINE_BYTES = 48;

/** Leaves the reader at the payload. Throws `GoError`. */
export function readHeader(reader: AgeReader): Header {
  readIntro(reader);
  const stanzas: Stanza[] = [];
  while (!reader.startsWith(FOOTER)) {
    if (reader.atEnd) throw malformed(`failed to read header: ${reader.ending(false)}`);
    stanzas.push(readStanza(reader));
  }
  const closing = lineOf(reader, "failed to read header");
  const [prefix, mac = "", ...more] = closing.split(" ");
  if (prefix !== FOOTER || mac === "" || more.length > 0) throw malformed(`malformed closing line: ${shown(closing)}`);
  return { stanzas, mac: readMac(closing, mac), authenticated: marshal(stanzas) };
}

function readIntro(reader: AgeReader): void {
  const line = reader.line();
  if (line === undefined) {
    throw malformed(reader.fault === undefined ? "file is empty" : `failed to read intro: ${reader.fault.message}`);
  }
  const intro = fromBytes(line);
  if (intro !== INTRO) throw malformed(`unexpected intro: ${shown(intro)}`);
}

function readMac(line: string, text: string): Uint8Array {
  let why = "%!v(<nil>)";
  try {
    const mac = decodeUnpadded(text);
    if (mac.length === 32) return mac;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    why = error.message;
  }
  throw malformed(`malformed closing line ${shown(line)}: ${why}`);
}

function readStanza(reader: AgeReader): Stanza {
  const line = lineOf(reader, "failed to parse header: failed to read line");
  if (!line.startsWith(STANZA))
    throw new GoError(`failed to parse header: malformed stanza opening line: ${shown(line)}`);
  const [prefix, type, ...args] = line.split(" ");
  if (prefix !== STANZA || type === undefined || ![type, ...args].every(isArgument)) {
    throw new GoError(`failed to parse header: malformed stanza: ${shown(line)}`);
  }
  return { type, args, body: readBody(reader) };
}

function isArgument(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** Lines of 48 bytes and, always, a shorter one. */
function readBody(reader: AgeReader): Uint8Array {
  const parts: Uint8Array[] = [];
  for (;;) {
    const line = lineOf(reader, "failed to parse header: failed to read line");
    const part = readBodyLine(line);
    parts.push(part);
    if (part.length < LINE_BYTES) return concatenate(parts);
  }
}

function readBodyLine(line: string): Uint8Array {
  try {
    const bytes = decodeUnpadded(line);
    if (bytes.length <= LINE_BYTES) return bytes;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    if (line.startsWith(FOOTER) || line.startsWith(STANZA)) throw endedEarly(line);
    throw inStanza(`malformed body line ${shown(line)}: ${error.message}`);
  }
  throw inStanza(`malformed body line ${shown(line)}: too long`);
}

function endedEarly(line: string): GoError {
  return new GoError(
    `failed to parse header: malformed body line ${shown(line)}: stanza ended without a short line\n` +
      "note: this might be a file encrypted with an old beta version of age or rage; use age v1.0.0-beta6 or rage to decrypt it",
  );
}

function lineOf(reader: AgeReader, failed: string): string {
  const line = reader.line();
  if (line === undefined) throw new GoError(`${failed}: ${reader.ending(false)}`);
  return fromBytes(line);
}

function shown(line: string): string {
  return quote(`${line}\n`);
}

function malformed(what: string): GoError {
  return new GoError(`parsing age header: ${what}`);
}

function inStanza(what: string): GoError {
  return new GoError(`failed to parse header: parsing age header: ${what}`);
}

/** The header as it is written, up to and with `---`: there is one way only. */
function marshal(stanzas: readonly Stanza[]): Uint8Array {
  const lines = stanzas.flatMap(({ type, args, body }) => [[STANZA, type, ...args].join(" "), wrapped(body)]);
  return new TextEncoder().encode([INTRO, ...lines, FOOTER].join("\n"));
}

function wrapped(body: Uint8Array): string {
  const text = encodeBase64(body).replace(/=+$/, "");
  const lines = text.match(/.{1,64}/g) ?? [];
  return [...lines, ...(text.length % 64 === 0 ? [""] : [])].join("\n");
}
