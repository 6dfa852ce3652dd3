/** ASN.1 in its distinguished encoding (X.690), as much of it as certificates and keys need. */

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const encoder = new TextEncoder();

/** One element: tag, length, contents. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = concatenate(contents);
  return concatenate([Uint8Array.of(tag), lengthBytes(body.length), body]);
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Uint8Array.of(0x80 | digits.length, ...digits);
}

export function sequence(...contents: readonly Uint8Array[]): Uint8Array {
  return der(TAG.sequence, ...contents);
}

/** A number that is not negative, from its bytes, highest first. */
export function unsignedInteger(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const significant = bytes.subarray(start);
  const needsZero = ((significant[0] ?? 0) & 0x80) !== 0 || significant.length === 0;
  return needsZero ? der(TAG.integer, Uint8Array.of(0), significant) : der(TAG.integer, significant);
}

/** A number that is not negative. */
export function bigInteger(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const digits = hex.length % 2 === 0 ? hex : `0${hex}`;
  return unsignedInteger(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** An object identifier from `1.2.840.113549`. */
export function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  return der(TAG.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Uint8Array {
  return der(TAG.bitString, Uint8Array.of(unusedBits), bytes);
}

export function textElement(tag: number, value: string): Uint8Array {
  return der(tag, encoder.encode(value));
}

/** An element found in bytes: `contents` without its tag and length, `raw` with them, `end` where the next begins. */
export interface Element {
  readonly tag: number;
  readonly contents: Uint8Array;
  readonly raw: Uint8Array;
  readonly end: number;
}

/** Reads the element at `start`. Throws RangeError where there is none. */
export function readElement(bytes: Uint8Array, start = 0): Element {
  const tag = byteAt(bytes, start);
  const first = byteAt(bytes, start + 1);
  let length = first;
  let from = start + 2;
  if (first >= 0x80) {
    length = 0;
    for (let i = 0; i < (first & 0x7f); i++) length = length * 256 + byteAt(bytes, from++);
  }
  const end = from + length;
  if (end > bytes.length) throw new RangeError("element is cut short");
  return { tag, contents: bytes.subarray(from, end), raw: bytes.subarray(start, end), end };
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError("element is cut short");
  return byte;
}

/** The elements inside another one's contents. */
export function readElements(contents: Uint8Array): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < contents.length;) {
    const element = readElement(contents, at);
    elements.push(element);
    at = element.end;
  }
  return elements;
}
