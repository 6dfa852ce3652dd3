/** IP addresses as Go's net/netip reads and prints them (Go 1.26 netip.go). */
import { quote } from "../strconv/index.ts";

export interface Address {
  /** Four or sixteen. */
  readonly bytes: readonly number[];
  readonly zone: string;
}

/** Thrown with Go's words. */
export class AddressError extends Error {}

/** Throws an `AddressError`. */
export function parseAddress(text: string): Address {
  const kind = /[.:%]/.exec(text)?.[0];
  if (kind === ".") return { bytes: parseV4(text, text), zone: "" };
  if (kind === ":") return parseV6(text);
  if (kind === "%") throw refuse(text, "missing IPv6 address");
  throw refuse(text, "unable to parse IP");
}

function refuse(text: string, why: string, at?: string): AddressError {
  const place = at === undefined ? "" : ` (at ${quote(at)})`;
  return new AddressError(`ParseAddr(${quote(text)}): ${why}${place}`);
}

function parseV4(part: string, text: string): number[] {
  const fields: number[] = [];
  let value = 0;
  let digits = 0;
  for (let i = 0; i < part.length; i++) {
    const character = part[i] ?? "";
    if (/\d/.test(character)) {
      if (digits === 1 && value === 0) throw refuse(text, "IPv4 field has octet with leading zero");
      value = value * 10 + Number(character);
      digits++;
      if (value > 255) throw refuse(text, "IPv4 field has value >255");
    } else if (character === ".") {
      if (i === 0 || i === part.length - 1 || part[i - 1] === ".")
        throw refuse(text, "IPv4 field must have at least one digit", part.slice(i));
      if (fields.length === 3) throw refuse(text, "IPv4 address too long");
      fields.push(value);
      [value, digits] = [0, 0];
    } else throw refuse(text, "unexpected character", part.slice(i));
  }
  if (fields.length < 3) throw refuse(text, "IPv4 address too short");
  return [...fields, value];
}

const GROUPS = 8;

function parseV6(text: string): Address {
  const percent = text.indexOf("%");
  const zone = percent < 0 ? "" : text.slice(percent + 1);
  if (percent >= 0 && zone === "") throw refuse(text, "zone must be a non-empty string");
  let rest = percent < 0 ? text : text.slice(0, percent);
  const bytes: number[] = [];
  let ellipsis = -1;
  if (rest.startsWith("::")) {
    ellipsis = 0;
    rest = rest.slice(2);
    if (rest === "") return { bytes: Array.from({ length: 16 }, () => 0), zone };
  }
  while (bytes.length < GROUPS * 2) {
    const group = /^[0-9a-fA-F]*/.exec(rest)?.[0] ?? "";
    if (group.length > 4) throw refuse(text, "each group must have 4 or less digits", rest);
    if (group === "") throw refuse(text, "each colon-separated field must have at least one digit", rest);
    if (rest[group.length] === ".") {
      if (ellipsis < 0 && bytes.length !== 12)
        throw refuse(text, "embedded IPv4 address must replace the final 2 fields of the address", rest);
      if (bytes.length + 4 > 16)
        throw refuse(text, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
      bytes.push(...parseV4(rest, text));
      rest = "";
      break;
    }
    const value = parseInt(group, 16);
    bytes.push(value >> 8, value & 0xff);
    rest = rest.slice(group.length);
    if (rest === "") break;
    if (!rest.startsWith(":")) throw refuse(text, "unexpected character, want colon", rest);
    if (rest.length === 1) throw refuse(text, "colon must be followed by more characters", rest);
    rest = rest.slice(1);
    if (!rest.startsWith(":")) continue;
    if (ellipsis >= 0) throw refuse(text, "multiple :: in address", rest);
    ellipsis = bytes.length;
    rest = rest.slice(1);
    if (rest === "") break;
  }
  if (rest !== "") throw refuse(text, "trailing garbage after address", rest);
  if (bytes.length === 16) {
    if (ellipsis >= 0) throw refuse(text, "the :: must expand to at least one field of zeros");
    return { bytes, zone };
  }
  if (ellipsis < 0) throw refuse(text, "address string too short");
  const missing = Array.from({ length: 16 - bytes.length }, () => 0);
  return { bytes: [...bytes.slice(0, ellipsis), ...missing, ...bytes.slice(ellipsis)], zone };
}

/** An IPv4 address within IPv6. */
export function isMapped({ bytes }: Address): boolean {
  return (
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  );
}

export function showAddress({ bytes }: Address): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: GROUPS }, (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0));
  const { start, length } = longestZeros(groups);
  const hex = (part: readonly number[]): string => part.map((one) => one.toString(16)).join(":");
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
