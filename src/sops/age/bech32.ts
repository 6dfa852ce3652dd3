/** Bech32 as age has it (filippo.io/age v1.3.1, internal/bech32): of any length. The errors never show the text. */
import { GoError } from "../../go/index.ts";

const CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_LENGTH = 6;

/** The part before the last `1` and the bytes behind it. Throws `GoError`. */
export function decodeBech32(text: string): { prefix: string; data: Uint8Array } {
  if (text.toLowerCase() !== text && text.toUpperCase() !== text) throw new GoError("mixed case");
  const at = text.lastIndexOf("1");
  if (at < 1 || at + CHECKSUM_LENGTH + 1 > text.length) {
    throw new GoError(`separator '1' at invalid position: pos=${at}, len=${text.length}`);
  }
  const prefix = text.slice(0, at);
  const odd = prefix.search(/[^\x21-\x7e]/);
  if (odd >= 0) throw new GoError(`invalid character human-readable part: s[${odd}]=${prefix.charCodeAt(odd)}`);
  const values = [...text.slice(at + 1).toLowerCase()].map((character, i) => {
    const value = CHARSET.indexOf(character);
    // age shows the character here
    if (value < 0) throw new GoError(`invalid character data part: s[${i}]`);
    return value;
  });
  if (polymod([...expanded(prefix.toLowerCase()), ...values]) !== 1) throw new GoError("invalid checksum");
  return { prefix, data: toBytes(values.slice(0, -CHECKSUM_LENGTH)) };
}

function expanded(prefix: string): number[] {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(values: readonly number[]): number {
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [i, generator] of GENERATORS.entries()) if ((top >> i) & 1) check ^= generator;
  }
  return check;
}

function toBytes(values: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let [bits, count] = [0, 0];
  for (const value of values) {
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  if (count >= 5) throw new GoError("illegal zero padding");
  if ((bits & ((1 << count) - 1)) !== 0) throw new GoError("non-zero padding");
  return Uint8Array.from(bytes);
}
