import { toBytes } from "../bytes.ts";
import { canBackquote, quote, quoteToAscii } from "../strconv/index.ts";
import { pad, padding, truncate, type Flags } from "./flags.ts";

export function formatString(text: string, flags: Flags): string {
  return pad(truncate(text, flags), flags);
}

export function formatQuoted(text: string, flags: Flags): string {
  const cut = truncate(text, flags);
  if (flags.sharp && canBackquote(cut)) return pad(`\`${cut}\``, flags);
  return pad(flags.plus ? quoteToAscii(cut) : quote(cut), flags);
}

/** `%x` and `%X` of a string: its bytes, `#` with `0x`, space between them. */
export function formatHex(text: string, verb: "x" | "X", flags: Flags): string {
  const bytes = toBytes(text);
  const shown = flags.precision === undefined ? bytes : bytes.subarray(0, flags.precision);
  if (shown.length === 0) return padding(flags.width ?? 0, flags);
  const prefix = flags.sharp ? `0${verb}` : "";
  const pairs = Array.from(shown, (byte) => byte.toString(16).padStart(2, "0"));
  const digits = verb === "X" ? pairs.map((pair) => pair.toUpperCase()) : pairs;
  return pad(prefix + digits.join(flags.space ? ` ${prefix}` : ""), flags);
}
