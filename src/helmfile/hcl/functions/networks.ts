/** Networks (go-cty-funcs 0.1, cidr; apparentlymart/go-cidr 1.1). */
import { GoError } from "../../../go/index.ts";
import { type Address, AddressError, parseAddress, showAddress } from "../../../go/netip/index.ts";
import { listOf, NUMBER, STRING } from "../values/type.ts";
import { list, string, textOf, type Value } from "../values/value.ts";
import { ArgumentError, blaming, type FunctionTable, intArgument, parameter } from "./function.ts";

const PREFIX = parameter("prefix", STRING);

export const NETWORKS: FunctionTable = {
  cidrhost: { params: [PREFIX, parameter("hostnum", NUMBER)], returns: STRING, call: host },
  cidrnetmask: { params: [PREFIX], returns: STRING, call: ([prefix]) => netmask(prefix) },
  cidrsubnet: {
    params: [PREFIX, parameter("newbits", NUMBER), parameter("netnum", NUMBER)],
    returns: STRING,
    call: subnet,
  },
  cidrsubnets: { params: [PREFIX], rest: parameter("newbits", NUMBER), returns: listOf(STRING), call: subnets },
};

interface Network {
  readonly address: bigint;
  /** Bits of the prefix, and of a whole address: 32 or 128. */
  readonly prefix: number;
  readonly size: number;
}

/** Throws `GoError`. */
function parseNetwork(text: string): Network {
  const invalid = new GoError(`invalid CIDR expression: invalid CIDR address: ${text}`);
  const slash = text.indexOf("/");
  const address = slash < 0 ? undefined : readAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (address === undefined || address.zone !== "" || !/^\d{1,7}$/.test(digits)) throw invalid;
  const [prefix, size] = [Number(digits), address.bytes.length * 8];
  if (prefix > size) throw invalid;
  return { address: masked(toNumber(address.bytes), prefix, size), prefix, size };
}

function readAddress(text: string): Address | undefined {
  try {
    return parseAddress(text);
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function maskOf(prefix: number, size: number): bigint {
  return ((1n << BigInt(prefix)) - 1n) << BigInt(size - prefix);
}

function masked(address: bigint, prefix: number, size: number): bigint {
  return address & maskOf(prefix, size);
}

const MAPPED = 0xffffn;

/** IPv4 within IPv6 is shown as IPv4. */
function isMapped(address: bigint, size: number): boolean {
  return size === 128 && address >> 32n === MAPPED;
}

function addressText(address: bigint, size: number): string {
  const width = isMapped(address, size) ? 32 : size;
  const bytes = Array.from({ length: width / 8 }, (_, i) => Number((address >> BigInt(width - 8 * (i + 1))) & 0xffn));
  return showAddress({ bytes, zone: "" });
}

function networkText({ address, prefix, size }: Network): string {
  return `${addressText(address, size)}/${isMapped(address, size) ? prefix - 96 : prefix}`;
}

function networkArgument(value: Value | undefined): Network {
  return parseNetwork(value === undefined ? "" : textOf(value));
}

function host([prefix, given]: readonly Value[]): Value {
  const hostNumber = given === undefined ? 0n : intArgument(given);
  const network = networkArgument(prefix);
  const most = (1n << BigInt(network.size - network.prefix)) - 1n;
  const isNegative = hostNumber < 0n;
  const distance = isNegative ? -hostNumber - 1n : hostNumber;
  const index = isNegative ? most - distance : hostNumber;
  if (distance > most) throw new GoError(`prefix of ${network.prefix} does not accommodate a host numbered ${index}`);
  // Upstream takes IPv4 within IPv6 for IPv4 here, but keeps all its bits.
  const shift = isMapped(network.address, network.size) ? 96n : 0n;
  return string(addressText(network.address | (index << shift), network.size));
}

function netmask(prefix: Value | undefined): Value {
  const network = networkArgument(prefix);
  return string(addressText(maskOf(network.prefix, network.size), network.size));
}

const EXTENSION_MAX = 32;

function subnet([prefix, bits, index]: readonly Value[]): Value {
  if (bits === undefined || index === undefined) return string("");
  const [newBits, netNumber] = [Number(intArgument(bits)), intArgument(index)];
  const network = networkArgument(prefix);
  if (newBits > EXTENSION_MAX) throw new GoError("may not extend prefix by more than 32 bits");
  const { address, prefix: parent, size } = network;
  const extended = parent + newBits;
  if (extended > size) throw new GoError(`insufficient address space to extend prefix of ${parent} by ${newBits}`);
  if (newBits < 0 || BigInt.asUintN(64, netNumber < 0n ? -netNumber : netNumber) >= 1n << BigInt(newBits))
    throw new GoError(`prefix extension of ${newBits} does not accommodate a subnet numbered ${netNumber}`);
  // Upstream forgets the sign of what a negative number makes of the address.
  const found = address | (netNumber << BigInt(size - extended));
  return string(networkText({ address: found < 0n ? -found : found, prefix: extended, size }));
}

function subnets([prefix, ...extensions]: readonly Value[]): Value {
  const network = blaming(0, () => networkArgument(prefix));
  const found: Network[] = [];
  for (const [i, extension] of extensions.entries()) {
    const length = extendedPrefix(network, extension, i + 1);
    const last = found.at(-1) ?? before(network, length);
    const address = behind(last, length);
    if (!hasRoom(network, address))
      throw new ArgumentError(
        i + 1,
        `not enough remaining address space for a subnet with a prefix of ${length} bits after ${lastText(network, last)}`,
      );
    found.push({ address, prefix: length, size: network.size });
  }
  return list(
    found.map((one) => string(networkText(one))),
    STRING,
  );
}

/** Zero is where the addresses begin anew, even for a network that begins there. IPv4 within IPv6 never has room upstream. */
function hasRoom(network: Network, address: bigint): boolean {
  const { address: own, prefix, size } = network;
  return address !== 0n && masked(address, prefix, size) === own && !isMapped(own, size);
}

function lastText({ address, size }: Network, last: Network): string {
  return isMapped(address, size) ? "<nil>" : networkText(last);
}

/** The network of that prefix in front of another. */
function before({ address, size }: Network, prefix: number): Network {
  return { address: masked(BigInt.asUintN(size, address - 1n), prefix, size), prefix, size };
}

/** Where the next network of that prefix begins. */
function behind({ address, prefix: own, size }: Network, prefix: number): bigint {
  const widest = Math.min(own, prefix);
  return BigInt.asUintN(size, (address | ((1n << BigInt(size - widest)) - 1n)) + 1n);
}

function extendedPrefix({ prefix, size }: Network, extension: Value, index: number): number {
  const refuse = (reason: string): ArgumentError => new ArgumentError(index, reason);
  const bits = Number(intArgument(extension, refuse));
  if (bits < 1) throw refuse("must extend prefix by at least one bit");
  if (bits > EXTENSION_MAX) throw refuse("may not extend prefix by more than 32 bits");
  const length = prefix + bits;
  if (length <= size) return length;
  throw refuse(
    `would extend prefix to ${length} bits, which is too long for an ${size === 32 ? "IPv4" : "IPv6"} address`,
  );
}
