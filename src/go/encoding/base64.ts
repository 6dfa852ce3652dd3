/** Go's encoding/base64, standard alphabet with padding, and its error texts (Go 1.26). */
import { GoError } from "../value.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const INVALID = 0xff;
const DECODE = new Uint8Array(256).fill(INVALID);
for (let i = 0; i < ALPHABET.length; i++) DECODE[ALPHABET.charCodeAt(i)] = i;

const PAD = 0x3d;

/** Newlines are skipped. Throws GoError that names the first wrong byte. */
export function decodeBase64(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(text.length / 4) * 3);
  let length = 0;
  let word = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] ?? 0;
    if (isNewline(byte)) continue;
    if (byte === PAD) {
      checkPadding(text, i, digits);
      return bytes.subarray(0, length + putRest(bytes, length, { word, digits }));
    }
    const value = DECODE[byte] ?? INVALID;
    if (value === INVALID) throw corrupt(i);
    word = (word << 6) | value;
    if (++digits < 4) continue;
    bytes[length++] = word >> 16;
    bytes[length++] = word >> 8;
    bytes[length++] = word;
    word = digits = 0;
  }
  if (digits > 0) throw corrupt(text.length - digits);
  return bytes.subarray(0, length);
}

function isNewline(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}

/** From the first `=`: a second one where two are due, and nothing after them. */
function checkPadding(text: Uint8Array, at: number, digits: number): void {
  if (digits < 2) throw corrupt(at);
  let i = afterNewlines(text, at + 1);
  if (digits === 2) {
    if (i === text.length) throw corrupt(i);
    if (text[i] !== PAD) throw corrupt(i - 1);
    i = afterNewlines(text, i + 1);
  }
  if (i < text.length) throw corrupt(i);
}

function afterNewlines(text: Uint8Array, from: number): number {
  let i = from;
  while (i < text.length && isNewline(text[i])) i++;
  return i;
}

/** The one or two bytes of a last group; gives how many. */
function putRest(bytes: Uint8Array, at: number, { word, digits }: { word: number; digits: number }): number {
  if (digits === 2) {
    bytes[at] = word >> 4;
    return 1;
  }
  bytes[at] = word >> 10;
  bytes[at + 1] = word >> 2;
  return 2;
}

function corrupt(at: number): GoError {
  return new GoError(`illegal base64 data at input byte ${at}`);
}
