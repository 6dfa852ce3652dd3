/** IP addresses and networks (apiserver pkg/cel/library/ip.go, cidr.go 0.36). */
import { quote } from "../../go/strconv/index.ts";
import { opaque } from "../check/types.ts";
import { Opaque } from "../values/opaque.ts";
import { CelError, noSuchOverload, type Value } from "../values/value.ts";
import { instance, text } from "./arguments.ts";
import type { Implementation } from "./functions.ts";
import { AddressError, isMapped, parseAddress, showAddress, type Address } from "../../go/netip/index.ts";

class Ip extends Opaque {
  readonly type = opaque("net.IP");
  override readonly size: number;

  constructor(readonly address: Address) {
    super();
    this.size = address.bytes.length;
  }

  equals(other: Value): boolean {
    return other instanceof Ip && sameBytes(this.address, other.address);
  }
}

class Cidr extends Opaque {
  readonly type = opaque("net.CIDR");
  override readonly size: number;

  constructor(
    readonly address: Address,
    readonly length: number,
  ) {
    super();
    this.size = Math.ceil(length / 8);
  }

  equals(other: Value): boolean {
    return other instanceof Cidr && other.length === this.length && sameBytes(this.address, other.address);
  }

  masked(): Cidr {
    return new Cidr({ bytes: maskedBytes(this.address.bytes, this.length), zone: "" }, this.length);
  }

  contains({ bytes }: Address): boolean {
    if (bytes.length !== this.address.bytes.length) return false;
    const [own, theirs] = [maskedBytes(this.address.bytes, this.length), maskedBytes(bytes, this.length)];
    return own.every((byte, i) => byte === theirs[i]);
  }
}

function sameBytes(a: Address, b: Address): boolean {
  return a.bytes.length === b.bytes.length && a.bytes.every((byte, i) => byte === b.bytes[i]);
}

function maskedBytes(bytes: readonly number[], length: number): number[] {
  return bytes.map((byte, i) => byte & (0xff << (8 - Math.min(Math.max(length - i * 8, 0), 8))) & 0xff);
}

function parsedAddress(given: string): Address {
  try {
    const found = parseAddress(given);
    if (found.zone !== "") throw new CelError(`IP address ${quote(given)} with zone value is not allowed`);
    if (isMapped(found)) throw new CelError(`IPv4-mapped IPv6 address ${quote(given)} is not allowed`);
    return found;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    throw new CelError(`IP Address ${quote(given)} parse error during conversion from string: ${error.message}`);
  }
}

function cidr(given: string): Cidr {
  const found = prefix(given);
  if (isMapped(found.address)) throw new CelError(`IPv4-mapped IPv6 address ${quote(given)} is not allowed`);
  return found;
}

function prefix(given: string): Cidr {
  const refuse = (why: string): CelError =>
    new CelError(
      `network address parse error during conversion from string: network address parse error during conversion from string: netip.ParsePrefix(${quote(given)}): ${why}`,
    );
  const slash = given.lastIndexOf("/");
  if (slash < 0) throw refuse("no '/'");
  let found: Address;
  try {
    found = parseAddress(given.slice(0, slash));
  } catch (error) {
    if (error instanceof AddressError) throw refuse(error.message);
    throw error;
  }
  if (found.zone !== "") throw refuse("IPv6 zones cannot be present in a prefix");
  const bits = given.slice(slash + 1);
  if (!/^(0|[1-9]\d*)$/.test(bits)) throw refuse(`bad bits after slash: ${quote(bits)}`);
  if (bits.length > 9 || Number(bits) > found.bytes.length * 8) throw refuse("prefix length out of range");
  return new Cidr(found, Number(bits));
}

const succeeds =
  (read: (given: string) => unknown): Implementation =>
  (args) => {
    try {
      read(text(args, 0));
      return true;
    } catch (error) {
      if (error instanceof CelError) return false;
      throw error;
    }
  };

const ip = (args: readonly Value[], at = 0): Address => instance(args, at, Ip).address;
const net = (args: readonly Value[], at = 0): Cidr => instance(args, at, Cidr);

const is =
  (holds: (bytes: readonly number[]) => boolean): Implementation =>
  (args) =>
    holds(ip(args).bytes);

const isV4 = (bytes: readonly number[]): boolean => bytes.length === 4;
const isUnspecified = (bytes: readonly number[]): boolean => bytes.every((byte) => byte === 0);
const isLoopback = (bytes: readonly number[]): boolean =>
  isV4(bytes) ? bytes[0] === 127 : bytes.every((byte, i) => byte === (i === 15 ? 1 : 0));
const isLinkLocalUnicast = (bytes: readonly number[]): boolean =>
  isV4(bytes) ? bytes[0] === 169 && bytes[1] === 254 : bytes[0] === 0xfe && ((bytes[1] ?? 0) & 0xc0) === 0x80;
const isMulticast = (bytes: readonly number[]): boolean =>
  isV4(bytes) ? ((bytes[0] ?? 0) & 0xf0) === 0xe0 : bytes[0] === 0xff;
const isLinkLocalMulticast = (bytes: readonly number[]): boolean =>
  isV4(bytes)
    ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0
    : bytes[0] === 0xff && ((bytes[1] ?? 0) & 0x0f) === 2;
const isGlobalUnicast = (bytes: readonly number[]): boolean =>
  !(isV4(bytes) && bytes.every((byte) => byte === 255)) &&
  !isUnspecified(bytes) &&
  !isLoopback(bytes) &&
  !isMulticast(bytes) &&
  !isLinkLocalUnicast(bytes);

const containsCidr = (outer: Cidr, inner: Cidr): boolean =>
  outer.length <= inner.length && outer.contains(inner.address);

/** Why a text is none is not told where it is an argument. */
function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CelError) throw noSuchOverload();
    throw error;
  }
}

export const NETWORK: Readonly<Record<string, Implementation>> = {
  string_to_ip: (args) => new Ip(parsedAddress(text(args, 0))),
  is_ip: succeeds(parsedAddress),
  ip_is_canonical: (args) => showAddress(parsedAddress(text(args, 0))) === text(args, 0),
  ip_to_string: (args) => showAddress(ip(args)),
  ip_family: (args) => (isV4(ip(args).bytes) ? 4n : 6n),
  ip_is_unspecified: is(isUnspecified),
  ip_is_loopback: is(isLoopback),
  ip_is_link_local_unicast: is(isLinkLocalUnicast),
  ip_is_link_local_multicast: is(isLinkLocalMulticast),
  ip_is_global_unicast: is(isGlobalUnicast),
  string_to_cidr: (args) => cidr(text(args, 0)),
  is_cidr: succeeds(cidr),
  cidr_to_string: (args) => `${showAddress(net(args).address)}/${net(args).length}`,
  cidr_ip: (args) => new Ip(net(args).address),
  cidr_masked: (args) => net(args).masked(),
  cidr_prefix_length: (args) => BigInt(net(args).length),
  cidr_contains_ip_ip: (args) => net(args).contains(ip(args, 1)),
  cidr_contains_ip_string: (args) => net(args).contains(told(() => parsedAddress(text(args, 1)))),
  cidr_contains_cidr: (args) => containsCidr(net(args), net(args, 1)),
  cidr_contains_cidr_string: (args) => containsCidr(net(args), cidr(text(args, 1))),
};
