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

/** Stretches of ordinary text are encoded at once, escaped bytes put between them. */
function encodeEscaped(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const follows = i > start && isHighSurrogate(text.charCodeAt(i - 1));
    if (unit < 0xdc80 || unit > 0xdcff || follows) continue;
    length += encoder.encodeInto(text.slice(start, i), bytes.subarray(length)).written;
    bytes[length++] = unit - 0xdc00;
    start = i + 1;
  }
  length += encoder.encodeInto(text.slice(start), bytes.subarray(length)).written;
  return bytes.subarray(0, length);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** A Go string from bytes, valid UTF-8 or not. */
export function fromBytes(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return decodeEscaped(bytes);
  }
}

function decodeEscaped(bytes: Uint8Array): string {
  let text = "";
  let start = 0;
  for (let i = 0; i < bytes.length;) {
    const size = runeSize(bytes, i);
    if (size > 0) {
      i += size;
      continue;
    }
    if (i > start) text += strictDecoder.decode(bytes.subarray(start, i));
    text += String.fromCharCode(0xdc00 + (bytes[i] ?? 0));
    start = ++i;
  }
  return start < bytes.length ? text + strictDecoder.decode(bytes.subarray(start)) : text;
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
