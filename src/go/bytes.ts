/**
 * Go strings are bytes. Here they are text in which a byte outside valid UTF-8 is the lone surrogate U+DC00 + byte
 * (0x80..0xFF), so that cutting a string between the bytes of a character loses nothing.
 */

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ESCAPED = /[\udc80-\udcff]/;
const ASCII_ONLY = /^[\x00-\x7f]*$/;

export function isAscii(text: string): boolean {
  return ASCII_ONLY.test(text);
}

/** Go's bytes.Equal. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** The UTF-8 bytes of a Go string. */
export function toBytes(text: string): Uint8Array {
  const bytes = encoder.encode(text);
  // One byte for each character: there is no other than ASCII.
  return bytes.length !== text.length && ESCAPED.test(text) ? encodeEscaped(text) : bytes;
}

function encodeEscaped(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes[length++] = unit;
    else if (unit >= 0xdc80 && unit <= 0xdcff) bytes[length++] = unit - 0xdc00;
    else {
      const rune = text.codePointAt(i) ?? unit;
      if (rune > 0xffff) i++;
      length = putRune(bytes, length, rune);
    }
  }
  return bytes.subarray(0, length);
}

/** Gives where the next one goes. Half a pair that is no escaped byte becomes U+FFFD. */
function putRune(bytes: Uint8Array, at: number, rune: number): number {
  let end = at;
  if (rune >= 0xd800 && rune <= 0xdfff) return putRune(bytes, at, 0xfffd);
  if (rune < 0x800) bytes[end++] = 0xc0 | (rune >> 6);
  else if (rune < 0x10000) bytes[end++] = 0xe0 | (rune >> 12);
  else {
    bytes[end++] = 0xf0 | (rune >> 18);
    bytes[end++] = 0x80 | ((rune >> 12) & 0x3f);
  }
  if (rune >= 0x800) bytes[end++] = 0x80 | ((rune >> 6) & 0x3f);
  bytes[end++] = 0x80 | (rune & 0x3f);
  return end;
}

/** A Go string from bytes, valid UTF-8 or not. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return decodeEscaped(bytes);
  }
}

/** As many units as can be arguments of one call. */
const UNITS_AT_ONCE = 0x2000;

function decodeEscaped(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length;) {
    const size = runeSize(bytes, i);
    if (size < 2) {
      const byte = bytes[i] ?? 0;
      units[length++] = size === 1 ? byte : 0xdc00 + byte;
      i++;
      continue;
    }
    const rune = runeAt(bytes, i, size);
    if (rune > 0xffff) units[length++] = 0xd7c0 + (rune >> 10);
    units[length++] = rune > 0xffff ? 0xdc00 | (rune & 0x3ff) : rune;
    i += size;
  }
  let text = "";
  for (let i = 0; i < length; i += UNITS_AT_ONCE) {
    text += String.fromCharCode(...units.subarray(i, Math.min(i + UNITS_AT_ONCE, length)));
  }
  return text;
}

/** Of a valid sequence of two to four bytes. */
function runeAt(bytes: Uint8Array, at: number, size: number): number {
  let rune = (bytes[at] ?? 0) & (0x7f >> size);
  for (let i = 1; i < size; i++) rune = (rune << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return rune;
}

/** The length of the valid UTF-8 sequence at `at`, 0 where there is none. */
function runeSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const size = first >= 0xf5 ? 0 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (size === 0 || at + size > bytes.length) return 0;
  for (let i = 2; i < size; i++) if (!isContinuation(bytes[at + i] ?? 0)) return 0;
  const second = bytes[at + 1] ?? 0;
  const [least, most] = SECOND_BYTE[first] ?? [0x80, 0xbf];
  return second >= least && second <= most ? size : 0;
}

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}

/** First bytes whose second is more narrowly bounded: no overlong forms, no surrogates, nothing above U+10FFFF. */
const SECOND_BYTE: Readonly<Record<number, readonly [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};

/** Go's `len`: the number of bytes. */
export function byteLength(text: string): number {
  return isAscii(text) ? text.length : toBytes(text).length;
}

/** Go's `s[from:to]`. */
export function byteSlice(text: string, from: number, to?: number): string {
  return isAscii(text) ? text.slice(from, to) : fromBytes(toBytes(text).subarray(from, to));
}

/** Go's order of strings, by bytes: -1, 0 or 1. UTF-16 order differs only above U+D7FF. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x < 0xd800 && y < 0xd800 ? (x < y ? -1 : 1) : compareBytes(toBytes(a), toBytes(b));
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}
