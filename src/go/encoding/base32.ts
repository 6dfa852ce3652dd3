/** Go's encoding/base32, standard alphabet with padding, and its error texts (Go 1.26). */
import { GoError } from "../value.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const PAD = 0x3d;
const GROUP = 8;

/** Digits that a last group needs for its number of bytes. */
const DIGITS_OF_BYTES = [0, 2, 4, 5, 7, 8];

export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 5) {
    const count = Math.min(5, bytes.length - i);
    let word = 0n;
    for (let k = 0; k < 5; k++) word = (word << 8n) | BigInt(bytes[i + k] ?? 0);
    for (let k = 0; k < GROUP; k++) {
      const digit = Number((word >> BigInt(35 - 5 * k)) & 31n);
      text += k < (DIGITS_OF_BYTES[count] ?? 0) ? ALPHABET.charAt(digit) : "=";
    }
  }
  return text;
}

/** Newlines are skipped, and not counted in messages. Throws GoError that names the first wrong byte. */
export function decodeBase32(text: Uint8Array): Uint8Array {
  const body = text.filter((byte) => byte !== 0x0a && byte !== 0x0d);
  const bytes: number[] = [];
  for (let i = 0; i < body.length; i += GROUP) {
    const digits = readGroup(body, i);
    let word = 0n;
    for (let k = 0; k < GROUP; k++) word = (word << 5n) | BigInt(digits[k] ?? 0);
    const count = DIGITS_OF_BYTES.indexOf(digits.length);
    for (let k = 0; k < count; k++) bytes.push(Number((word >> BigInt(32 - 8 * k)) & 255n));
    if (digits.length < GROUP) break;
  }
  return Uint8Array.from(bytes);
}

/** The digits of the group at `start`: fewer than eight where padding ends the text. */
function readGroup(body: Uint8Array, start: number): number[] {
  const digits: number[] = [];
  for (let i = start; digits.length < GROUP; i++) {
    const byte = body[i];
    if (byte === undefined) throw corrupt(body.length - digits.length);
    if (byte === PAD && digits.length >= 2 && body.length - i - 1 < GROUP) {
      checkPadding(body, i, digits.length);
      return digits;
    }
    const digit = ALPHABET.indexOf(String.fromCharCode(byte));
    if (digit < 0) throw corrupt(i);
    digits.push(digit);
  }
  return digits;
}

function checkPadding(body: Uint8Array, at: number, digits: number): void {
  const rest = body.length - at - 1;
  if (rest + digits < GROUP - 1) throw corrupt(body.length);
  for (let k = 0; k < GROUP - 1 - digits && k < rest; k++) {
    if (body[at + 1 + k] !== PAD) throw corrupt(at + k);
  }
  if (!DIGITS_OF_BYTES.includes(digits)) throw corrupt(at);
}

function corrupt(at: number): GoError {
  return new GoError(`illegal base32 data at input byte ${at}`);
}
