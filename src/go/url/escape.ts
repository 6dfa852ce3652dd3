/**
 * Percent encoding as Go's net/url has it (1.26): what is escaped depends on the part of the URL.
 * Strings are Go strings (bytes outside UTF-8 are lone surrogates, see `go/bytes.ts`).
 */
import { fromBytes, toBytes } from "../bytes.ts";
import { quote } from "../strconv/index.ts";
import { GoError } from "../value.ts";

export type Part = "path" | "pathSegment" | "host" | "zone" | "userPassword" | "queryComponent" | "fragment";

const UNRESERVED = "-_.~";
/** Characters beyond letters, digits and `-_.~` that stand unescaped in a part. */
const ALLOWED: Readonly<Record<Part, string>> = {
  path: "$&+,/:;=@",
  pathSegment: "$&+:=@",
  host: "!$&'()*+,;=:[]<>\"",
  zone: "!$&'()*+,;=:[]<>\"",
  userPassword: "$&+,;=",
  queryComponent: "",
  fragment: "$&+,/:;=?@!()*",
};

function isPlain(byte: number, part: Part): boolean {
  if ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39)) return true;
  if (byte >= 0x80) return false;
  const character = String.fromCharCode(byte);
  return UNRESERVED.includes(character) || ALLOWED[part].includes(character);
}

/** Go's `escape`: upper-case hex; a space in a query becomes `+`. */
export function escape(text: string, part: Part): string {
  let out = "";
  for (const byte of toBytes(text)) {
    if (byte === 0x20 && part === "queryComponent") out += "+";
    else if (isPlain(byte, part)) out += String.fromCharCode(byte);
    else out += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}

const HEX_PAIR = /^[0-9a-fA-F]{2}$/;

/** Go's `unescape`. Throws `invalid URL escape "%zz"` and, in hosts, `invalid character " " in host name`. */
export function unescape(text: string, part: Part): string {
  if (part !== "host" && part !== "zone" && !text.includes("%") && part !== "queryComponent") return text;
  const bytes: number[] = [];
  const source = toBytes(text);
  for (let i = 0; i < source.length; i++) {
    const byte = source[i] ?? 0;
    if (byte === 0x25) {
      bytes.push(unescapedByte(source, i, part));
      i += 2;
    } else if (byte === 0x2b && part === "queryComponent") bytes.push(0x20);
    else {
      if ((part === "host" || part === "zone") && byte < 0x80 && !isPlain(byte, part)) throw invalidHost(byte);
      bytes.push(byte);
    }
  }
  return fromBytes(Uint8Array.from(bytes));
}

function unescapedByte(source: Uint8Array, at: number, part: Part): number {
  const triple = fromBytes(source.subarray(at, at + 3));
  const digits = triple.slice(1);
  if (!HEX_PAIR.test(digits)) throw invalidEscape(triple);
  const byte = Number.parseInt(digits, 16);
  // In a host only bytes outside ASCII may be escaped; `%25` introduces an IPv6 zone, in which a space may be too.
  if (part === "host" && byte < 0x80 && triple !== "%25") throw invalidEscape(triple);
  if (part === "zone" && triple !== "%25" && byte !== 0x20 && !isPlain(byte, "host")) throw invalidEscape(triple);
  return byte;
}

function invalidEscape(triple: string): GoError {
  return new GoError(`invalid URL escape ${quote(triple)}`);
}

function invalidHost(byte: number): GoError {
  return new GoError(`invalid character ${quote(String.fromCharCode(byte))} in host name`);
}

/** Go's `validEncoded`: a path that is already escaped in some way a server may tell apart from the default one. */
export function isValidEncoded(text: string, part: Part): boolean {
  for (const byte of toBytes(text)) {
    if (!isPlain(byte, part) && !"!$&'()*+,;=:@[]%".includes(String.fromCharCode(byte))) return false;
  }
  return true;
}
