/** Sprig v3.3.0's random texts and numbers (strings.go, crypto.go), over the Random port. */
import { encodeBase64 } from "../go/encoding/index.ts";
import { func, type FuncMap, GoError, int } from "../go/index.ts";
import { functionMap } from "./function-map.ts";
import { checkTextLength } from "./limits.ts";
import type { Random } from "./ports.ts";

const NUMBERS = "0123456789";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ASCII = ` !"#$%&'()*+,-./${NUMBERS}:;<=>?@${LETTERS.slice(0, 26)}[\\]^_\`${LETTERS.slice(26)}{|}~`;

export function randomFunctions({ random }: { readonly random: Random }): FuncMap {
  const textOf = (alphabet: string) => (count: number) => randomText(random, alphabet, count);
  return functionMap([
    func("randAlphaNum", "int", textOf(NUMBERS + LETTERS)),
    func("randAlpha", "int", textOf(LETTERS)),
    func("randAscii", "int", textOf(ASCII)),
    func("randNumeric", "int", textOf(NUMBERS)),
    func("randBytes", "int", (count: number) => encodeBase64(randomBytes(random, count))),
    func("randInt", "int, int", (min: number, max: number) => int(min + randomBelow(random, max - min))),
    func("uuidv4", "", () => uuid(random)),
  ]);
}

/** Empty for a negative count: Sprig drops the error. */
function randomText(random: Random, alphabet: string, count: number): string {
  checkTextLength(count);
  let text = "";
  for (let i = 0; i < count; i++) text += alphabet.charAt(randomBelow(random, alphabet.length));
  return text;
}

function randomBytes(random: Random, count: number): Uint8Array {
  if (count < 0) throw new GoError("runtime error: makeslice: len out of range");
  checkTextLength(count);
  return random.bytes(count);
}

/** Every number below `limit` is as likely: draws that would favour some are thrown away. */
export function randomBelow(random: Random, limit: number): number {
  if (limit <= 0) throw new GoError("invalid argument to Intn");
  const range = 2 ** 48;
  const fair = range - (range % limit);
  for (;;) {
    const draw = random.bytes(6).reduce((sum, byte) => sum * 256 + byte, 0);
    if (draw < fair) return draw % limit;
  }
}

function uuid(random: Random): string {
  const bytes = Uint8Array.from(random.bytes(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
