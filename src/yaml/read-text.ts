/**
 * What libyaml's reader does before scanning: finds the encoding, drops the byte order mark, and refuses bytes that are
 * not text (readerc.go).
 */
import { fromBytes, toBytes } from "../go/index.ts";
import { YamlError } from "./errors.ts";

/** Texts without one of these, nearly all, are looked through once. */
const UNCOMMON = /[^\n -~]/;
/** Everything but printable characters, and every surrogate: whether it is half of a pair is decided later. */
const SUSPECT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/;
/** The same without pairs of surrogates. */
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/u;
/** The reader decodes so many bytes at a time: an error further on is not seen while the scanner is still before them. */
const CHUNK_BYTES = 512;

export interface ReadText {
  readonly text: string;
  /** It has nothing but lines of ASCII. */
  readonly isCommon?: boolean;
  /** The text ends where the reader failed: whoever reaches its end throws this. */
  readonly fault?: YamlError;
}

export function readText(input: string): ReadText {
  if (!UNCOMMON.test(input)) return { text: input, isCommon: true };
  if (/^(?:\udcff\udcfe|\udcfe\udcff)/.test(input)) return readUtf16(toBytes(input));
  const text = input.charCodeAt(0) === 0xfeff ? input.slice(1) : input;
  if (!SUSPECT.test(text)) return { text };
  const at = text.search(FORBIDDEN);
  if (at < 0) return { text };
  return faultAt(text, at, faultOf(toBytes(text.slice(at, at + 4))));
}

/** The smallest character that needs so many bytes. */
const SMALLEST_RUNE = [0, 0, 0x80, 0x800, 0x10000];

/** The message for the character or stray byte at the beginning of `bytes`. */
function faultOf(bytes: Uint8Array): string {
  const first = bytes[0] ?? 0;
  const size = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : first >> 3 === 30 ? 4 : 0;
  if (size === 0) return "invalid leading UTF-8 octet";
  if (size > bytes.length) return "incomplete UTF-8 octet sequence";
  const tail = bytes.subarray(1, size);
  if (tail.some((octet) => octet >> 6 !== 2)) return "invalid trailing UTF-8 octet";
  const rune = tail.reduce((sum, octet) => (sum << 6) + (octet & 0x3f), size === 1 ? first : first & (0x7f >> size));
  if (size > 1 && rune < (SMALLEST_RUNE[size] ?? 0)) return "invalid length of a UTF-8 sequence";
  if ((rune >= 0xd800 && rune <= 0xdfff) || rune > 0x10ffff) return "invalid Unicode character";
  return "control characters are not allowed";
}

/**
 * Cuts the text at the beginning of the chunk in which the reader fails. That a character is incomplete is only known when
 * more was asked for: then everything before it was handed out.
 */
function faultAt(text: string, at: number, message: string): ReadText {
  if (message.startsWith("incomplete")) return { text: text.slice(0, at), fault: new YamlError(message) };
  const bytes = toBytes(text.slice(0, at));
  let start = 0;
  for (;;) {
    let end = start + CHUNK_BYTES;
    if (end > bytes.length) break;
    while (end > start && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    start = end;
  }
  return { text: fromBytes(bytes.subarray(0, start)), fault: new YamlError(message) };
}

function readUtf16(bytes: Uint8Array): ReadText {
  const big = bytes[0] === 0xfe;
  let text = "";
  for (let at = 2; at < bytes.length; at += 2) {
    if (at + 1 >= bytes.length) return faultAt(text, text.length, "incomplete UTF-16 character");
    const unit = utf16Unit(bytes, at, big);
    if (unit >> 10 === 0x37) return faultAt(text, text.length, "unexpected low surrogate area");
    if (unit >> 10 === 0x36) {
      if (at + 3 >= bytes.length) return faultAt(text, text.length, "incomplete UTF-16 surrogate pair");
      const low = utf16Unit(bytes, at + 2, big);
      if (low >> 10 !== 0x37) return faultAt(text, text.length, "expected low surrogate area");
      text += String.fromCharCode(unit, low);
      at += 2;
    } else text += String.fromCharCode(unit);
  }
  const at = text.search(FORBIDDEN);
  return at < 0 ? { text } : faultAt(text, at, "control characters are not allowed");
}

function utf16Unit(bytes: Uint8Array, at: number, big: boolean): number {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  return big ? first * 256 + second : second * 256 + first;
}
