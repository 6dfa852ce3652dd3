/** What a call may cost, and how large its result may be (apiserver pkg/cel/library/cost.go 0.36, cel-go 0.26 checker/cost.go and ext). */
import type { Type } from "../check/types.ts";
import type { Expression } from "../syntax/ast.ts";
import { fixed, MOST, ONE, plus, product, scaled, union, UNKNOWN, type Range } from "./range.ts";

/** An argument, as far as it is known. */
export interface Operand {
  readonly node: Expression;
  readonly type: Type;
  readonly size: Range;
  /** Of its elements, where it is a list. */
  readonly elementType: Type | undefined;
  readonly elementSize: Range;
}

export interface Called {
  readonly name: string;
  readonly overload: string;
  readonly target: Operand | undefined;
  readonly args: readonly Operand[];
}

export interface CallEstimate {
  readonly cost: Range;
  readonly size?: Range;
}

const CHARACTER = 0.1;
const PATTERN = 0.25;
const LIST = fixed(10n);
const FORMAT_PATTERN = 128;
const FORMAT_SIZE = 64;

/** Undefined where it is nothing special. */
export function estimateCall(called: Called): CallEstimate | undefined {
  const { name, target, args } = called;
  const [first, second] = args;
  switch (name) {
    case "check":
      return { cost: fixed(350_000n) };
    case "isSorted":
    case "sum":
    case "max":
    case "min":
    case "indexOf":
    case "lastIndexOf":
      return target === undefined ? undefined : { cost: traversal(target) };
    case "url":
    case "jsonpatch.escapeKey":
      return first === undefined ? undefined : { cost: scaled(first.size, CHARACTER), size: first.size };
    case "lowerAscii":
    case "upperAscii":
    case "substring":
    case "trim":
      return target === undefined ? undefined : { cost: scaled(target.size, CHARACTER), size: target.size };
    case "replace":
      return target === undefined || first === undefined || second === undefined
        ? undefined
        : replaced(target, first, second);
    case "split":
      return target === undefined
        ? undefined
        : { cost: scaled(target.size, 2 * CHARACTER), size: { min: 0n, max: splitMax(called, target) } };
    case "join":
      return target === undefined ? undefined : joinedEstimate(target, first);
    case "find":
    case "findAll":
      if (target === undefined || first === undefined) return undefined;
      return { cost: matching(target.size, first.size), size: { min: 0n, max: target.size.max } };
  }
  return addresses(called) ?? lists(called) ?? equality(called) ?? standard(called);
}

function matching(text: Range, pattern: Range): Range {
  return product(scaled(plus(text, ONE), CHARACTER), scaled(pattern, PATTERN));
}

function traversal({ type, size, elementType, elementSize }: Operand): Range {
  if (type.parameters.length === 0 || elementType === undefined) return scaled(size, CHARACTER);
  const isText = elementType.kind === "string" || elementType.kind === "bytes";
  return product(size, isText ? plus(ONE, scaled(elementSize, CHARACTER)) : ONE);
}

function dividedUp(a: bigint, b: bigint): bigint {
  return BigInt(Math.ceil(Number(a) / Number(b)));
}

function replaced({ size }: Operand, { size: old }: Operand, { size: fresh }: Operand): CallEstimate {
  const more = (value: bigint): bigint => (value < MOST ? value + 1n : value);
  let [mostTimes, mostKept, leastTimes, leastKept] = [0n, 0n, 0n, 0n];
  if (old.min === 0n) [mostTimes, mostKept] = [more(size.max), size.max];
  else if (fresh.max <= old.min) mostKept = size.max;
  else mostTimes = dividedUp(size.max, old.min);
  if (old.max === 0n) [leastTimes, leastKept] = [more(size.min), size.min];
  else if (old.max <= fresh.min) leastKept = size.min;
  else leastTimes = dividedUp(size.min, old.max);
  const times = { min: leastTimes, max: mostTimes > MOST ? MOST : mostTimes };
  const result = plus(product(times, fresh), { min: leastKept, max: mostKept });
  return { cost: scaled(size, 2 * CHARACTER), size: result };
}

function splitMax({ args: [, limit] }: Called, { size }: Operand): bigint {
  const node = limit?.node;
  return node?.kind === "literal" && typeof node.value === "bigint" ? BigInt.asUintN(64, node.value) : size.max;
}

function joinedEstimate(target: Operand, separator: Operand | undefined): CallEstimate {
  const content = target.elementType === undefined ? fixed(0n) : product(target.size, target.elementSize);
  const gaps = {
    min: target.size.min > 0n ? target.size.min - 1n : 0n,
    max: target.size.max > 0n ? target.size.max - 1n : 0n,
  };
  const size = separator === undefined ? content : plus(content, product(separator.size, gaps));
  return { cost: scaled(size, CHARACTER), size };
}

const ONES: ReadonlySet<string> = new Set([
  ...[
    "serviceAccount",
    "path",
    "group",
    "resource",
    "subresource",
    "namespace",
    "name",
    "allowed",
    "reason",
    "error",
    "errored",
  ],
  ...["masked", "prefixLength", "family", "isUnspecified", "isLoopback", "isLinkLocalMulticast", "isLinkLocalUnicast"],
  ...[
    "isGlobalUnicast",
    "format.named",
    "sign",
    "asInteger",
    "isInteger",
    "asApproximateFloat",
    "isGreaterThan",
    "isLessThan",
  ],
  ...["compareTo", "add", "sub", "major", "minor", "patch", "getScheme", "getHostname", "getHost", "getPort"],
  ...["getEscapedPath", "getQuery"],
]);

const ADDRESS: Range = { min: 4n, max: 16n };

function addresses({ name, overload, args }: Called): CallEstimate | undefined {
  const [first] = args;
  if (ONES.has(name) || overload === "cidr_ip") return { cost: ONE };
  if (first === undefined) return undefined;
  switch (name) {
    case "cidr":
    case "isIP":
    case "isCIDR":
    case "ip":
    case "quantity":
    case "isQuantity":
    case "semver":
    case "isSemver":
      return { cost: scaled(first.size, CHARACTER) };
    case "ip.isCanonical":
      return { cost: scaled(first.size, 2 * CHARACTER) };
    case "containsIP":
    case "containsCIDR": {
      const compare = scaled(plus(ADDRESS, ADDRESS), CHARACTER);
      const mask = name === "containsCIDR" ? plus(scaled(ADDRESS, CHARACTER), ONE) : fixed(0n);
      const parse = overload.endsWith("_string") ? scaled(first.size, CHARACTER) : fixed(0n);
      return { cost: plus(compare, mask, parse) };
    }
    case "validate":
      return { cost: scaled(scaled(first.size, CHARACTER), FORMAT_PATTERN * PATTERN) };
    case "fieldSelector":
    case "labelSelector":
      return { cost: plus(LIST, scaled(first.size, CHARACTER), scaled(scaled(first.size, 0.5), 50)) };
    default:
      return undefined;
  }
}

function literalInt(operand: Operand | undefined, otherwise: bigint): bigint {
  const node = operand?.node;
  if (node?.kind !== "literal" || typeof node.value !== "bigint") return otherwise;
  return node.value < 0n ? 0n : node.value;
}

const made = (factor: number, size: Range): CallEstimate => ({ cost: plus(scaled(size, factor), ONE, LIST), size });

function lists({ name, overload, target, args }: Called): CallEstimate | undefined {
  const [first, second] = args;
  switch (name) {
    case "lists.range":
      return made(1, fixed(literalInt(first, MOST)));
    case "sets.contains":
    case "sets.intersects":
    case "sets.equivalent":
      if (first === undefined || second === undefined) return undefined;
      return { cost: plus(scaled(product(first.size, second.size), name === "sets.equivalent" ? 2 : 1), ONE) };
  }
  if (target === undefined) return undefined;
  switch (name) {
    case "slice":
      return made(1, fixed(BigInt.asUintN(64, literalInt(second, target.size.max) - literalInt(first, 0n))));
    case "reverse":
      return made(1, target.size);
    case "flatten":
      return made(args.length === 1 ? Number(literalInt(first, MOST)) : 1, target.size);
    case "distinct":
      return made(2, product(target.size, target.size));
    case "sort":
      return made(sortFactor(overload), product(target.size, target.size));
    case "@sortByAssociatedKeys":
      return first === undefined ? undefined : made(sortFactor(overload), product(first.size, first.size));
    default:
      return undefined;
  }
}

function sortFactor(overload: string): number {
  return /^list_(string|bytes)_/.test(overload) ? 2 + CHARACTER : 2;
}

const CHEAP: ReadonlySet<string> = new Set(["kubernetes.Quantity", "kubernetes.Semver", "net.IP", "net.CIDR"]);

function equality({ name, args: [first, second] }: Called): CallEstimate | undefined {
  if (name !== "_==_" || first === undefined || second === undefined || first.type.name !== second.type.name)
    return undefined;
  if (CHEAP.has(first.type.name) || first.type.name.startsWith("kubernetes.authorization.")) return { cost: ONE };
  if (first.type.name === "kubernetes.NamedFormat")
    return { cost: scaled({ min: 1n, max: BigInt(FORMAT_SIZE) }, CHARACTER) };
  if (first.type.name === "kubernetes.URL")
    return { cost: scaled({ min: 1n, max: second.size.max === MOST ? 1n : second.size.max }, CHARACTER) };
  return undefined;
}

function standard({ overload, target, args }: Called): CallEstimate | undefined {
  const [first, second] = args;
  switch (overload) {
    case "string_format":
      return target === undefined ? undefined : { cost: scaled(target.size, CHARACTER) };
    case "string_to_bytes":
      return first === undefined
        ? undefined
        : {
            cost: scaled(first.size, CHARACTER),
            size: { min: first.size.min, max: BigInt.asUintN(64, first.size.max * 4n) },
          };
    case "bytes_to_string":
      return first === undefined
        ? undefined
        : { cost: scaled(first.size, CHARACTER), size: { min: first.size.min / 4n, max: first.size.max } };
    case "strings_quote":
      return first === undefined
        ? undefined
        : {
            cost: scaled(first.size, CHARACTER),
            size: { min: first.size.min + 2n, max: BigInt.asUintN(64, first.size.max * 2n + 2n) },
          };
    case "starts_with_string":
    case "ends_with_string":
      return first === undefined ? undefined : { cost: scaled(first.size, CHARACTER) };
    case "in_list":
      return second === undefined ? undefined : { cost: second.size };
    case "matches_string":
      return target === undefined || first === undefined ? undefined : { cost: matching(target.size, first.size) };
    case "contains_string":
      if (target === undefined || first === undefined) return undefined;
      return { cost: product(scaled(target.size, CHARACTER), scaled(first.size, CHARACTER)) };
    case "add_string":
    case "add_bytes":
    case "add_list": {
      const size = plus(first?.size ?? UNKNOWN, second?.size ?? UNKNOWN);
      return { cost: overload === "add_list" ? ONE : scaled(size, CHARACTER), size };
    }
  }
  return COMPARED.has(overload) && first !== undefined && second !== undefined
    ? { cost: comparison(first.size, second.size) }
    : undefined;
}

const COMPARED: ReadonlySet<string> = new Set([
  ...["less_string", "greater_string", "less_equals_string", "greater_equals_string", "less_bytes", "greater_bytes"],
  ...["less_equals_bytes", "greater_equals_bytes", "equals", "not_equals"],
]);

function comparison(a: Range, b: Range): Range {
  const max = a.max < b.max ? a.max : b.max;
  return scaled({ min: max > 0n ? 1n : 0n, max }, CHARACTER);
}

export function unionOf(all: readonly Range[]): Range {
  return all.reduce(union);
}
