/** Ranges of addresses: `10.0.0.0/8`. */
import { ipFamily } from "./formats.ts";

export interface Range {
  readonly bits: bigint;
  readonly length: number;
  readonly prefix: number;
}

const RULE = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
const LENGTHS = { IPv4: 32, IPv6: 128 } as const;

/** Undefined where the text is none. */
export function rangeOf(text: string): Range | undefined {
  const [, address = "", digits = ""] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const family = ipFamily(address);
  if (family === undefined || Number(digits) > LENGTHS[family]) return undefined;
  return { bits: bitsOf(address), length: LENGTHS[family], prefix: Number(digits) };
}

function bitsOf(address: string): bigint {
  if (!address.includes(":")) return address.split(".").reduce((sum, one) => sum * 256n + BigInt(one), 0n);
  const dotted = /^(.*:)([\d.]+\.[\d.]+)$/.exec(address);
  if (dotted !== null) return bitsOf(`${dotted[1]}0:0`) + bitsOf(dotted[2] ?? "");
  const [head = "", tail = ""] = address.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [left, right] = [groups(head), groups(tail)];
  const all = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => "0"), ...right];
  return all.reduce((sum, one) => sum * 65_536n + BigInt(`0x${one}`), 0n);
}

export function cidrProblems(text: string): string[] {
  const range = rangeOf(text);
  if (range === undefined) return [RULE];
  const rest = BigInt(range.length - range.prefix);
  return (range.bits >> rest) << rest === range.bits ? [] : ["must not have bits set beyond the prefix length"];
}

/** Whether `part` lies within `whole`, and is smaller. */
export function isStrictSubset(part: Range, whole: Range): boolean {
  if (part.length !== whole.length || part.prefix <= whole.prefix) return false;
  const rest = BigInt(whole.length - whole.prefix);
  return part.bits >> rest === whole.bits >> rest;
}
