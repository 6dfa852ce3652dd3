/**
 * Text as a "binary string": one character per byte, for functions that count and cut bytes.
 * ASCII text is its own binary string, so the usual case costs nothing.
 */
import { fromBytes, isAscii, toBytes } from "../go/index.ts";

const PART = 8192;

export function toBinary(text: string): string {
  return isAscii(text) ? text : latin1(toBytes(text));
}

export function fromBinary(binary: string): string {
  return isAscii(binary) ? binary : fromBytes(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}

/** Each byte as the character of the same number: what Go's `rune(s[i])` makes of it. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += PART) text += String.fromCharCode(...bytes.subarray(i, i + PART));
  return text;
}
