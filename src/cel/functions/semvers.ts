/** Semantic versions (apiserver pkg/cel/library/semverlib.go 0.36, blang/semver 4.0). */
import { objectType } from "../check/types.ts";
import { compareStrings } from "../values/equal.ts";
import { Opaque } from "../values/opaque.ts";
import { CelError, type Value } from "../values/value.ts";
import { instance, text } from "./arguments.ts";
import type { Implementation } from "./functions.ts";

type Identifier = bigint | string;

class Semver extends Opaque {
  readonly type = objectType("kubernetes.Semver");

  constructor(
    readonly numbers: readonly [bigint, bigint, bigint],
    readonly prerelease: readonly Identifier[],
  ) {
    super();
  }

  equals(other: Value): boolean {
    return other instanceof Semver && compared(this, other) === 0;
  }
}

const NAMES = ["Major", "Minor", "Patch"];
const UINT_MAX = 2n ** 64n - 1n;

/** Throws a `CelError`. */
function parse(value: string): Semver {
  if (value === "") throw new CelError("Version string empty");
  const [major, minor, ...rest] = value.split(".");
  if (major === undefined || minor === undefined || rest.length === 0)
    throw new CelError("No Major.Minor.Patch elements found");
  const [front = "", build] = cut(rest.join("."), "+");
  const [patch = "", prerelease] = cut(front, "-");
  const numbers = [major, minor, patch].map((one, i) => numberOf(one, NAMES[i] ?? ""));
  const identifiers = prerelease === undefined ? [] : prerelease.split(".").map(identifierOf);
  for (const one of build === undefined ? [] : build.split(".")) checkBuild(one);
  return new Semver([numbers[0] ?? 0n, numbers[1] ?? 0n, numbers[2] ?? 0n], identifiers);
}

function cut(value: string, at: string): [string, string | undefined] {
  const index = value.indexOf(at);
  return index < 0 ? [value, undefined] : [value.slice(0, index), value.slice(index + 1)];
}

function numberOf(value: string, name: string): bigint {
  const shown = JSON.stringify(value);
  if (!/^\d*$/.test(value)) throw new CelError(`Invalid character(s) found in ${name.toLowerCase()} number ${shown}`);
  if (/^0./.test(value)) throw new CelError(`${name} number must not contain leading zeroes ${shown}`);
  if (value === "") throw new CelError(`strconv.ParseUint: parsing ${shown}: invalid syntax`);
  if (BigInt(value) > UINT_MAX) throw new CelError(`strconv.ParseUint: parsing ${shown}: value out of range`);
  return BigInt(value);
}

function identifierOf(value: string): Identifier {
  const shown = JSON.stringify(value);
  if (value === "") throw new CelError("Prerelease is empty");
  if (/^\d+$/.test(value)) {
    if (/^0./.test(value)) throw new CelError(`Numeric PreRelease version must not contain leading zeroes ${shown}`);
    return BigInt(value);
  }
  if (!/^[0-9A-Za-z-]+$/.test(value)) throw new CelError(`Invalid character(s) found in prerelease ${shown}`);
  return value;
}

function checkBuild(value: string): void {
  if (value === "") throw new CelError("Build meta data is empty");
  if (!/^[0-9A-Za-z-]+$/.test(value)) {
    throw new CelError(`Invalid character(s) found in build meta data ${JSON.stringify(value)}`);
  }
}

/** `v1.02` is 1.2.0. */
function normalized(value: string): string {
  const [major = "", minor, ...rest] = value.replace(/^v/, "").split(".");
  const parts = [major, ...(minor === undefined ? [] : [minor]), ...(rest.length === 0 ? [] : [rest.join(".")])].map(
    trimZeros,
  );
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) ?? "")) {
    throw new CelError("short version cannot contain PreRelease/Build meta data");
  }
  while (parts.length < 3) parts.push("0");
  return parts.join(".");
}

function trimZeros(part: string): string {
  if (part.length <= 1) return part;
  const trimmed = part.replace(/^0+/, "");
  return /^\d/.test(trimmed) ? trimmed : `0${trimmed}`;
}

function compared(a: Semver, b: Semver): number {
  for (const i of [0, 1, 2] as const) {
    if (a.numbers[i] !== b.numbers[i]) return a.numbers[i] < b.numbers[i] ? -1 : 1;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Math.sign(Number(a.prerelease.length === 0) - Number(b.prerelease.length === 0));
  }
  for (let i = 0; i < Math.max(a.prerelease.length, b.prerelease.length); i++) {
    const order = comparedIdentifiers(a.prerelease[i], b.prerelease[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function comparedIdentifiers(a: Identifier | undefined, b: Identifier | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a !== typeof b) return typeof a === "bigint" ? -1 : 1;
  if (typeof a === "bigint" || typeof b === "bigint") return a === b ? 0 : a < b ? -1 : 1;
  return Math.sign(compareStrings(a, b));
}

const read = (args: readonly Value[]): Semver => {
  const given = text(args, 0);
  return parse(args[1] === true ? normalized(given) : given);
};

const isSemver: Implementation = (args) => {
  try {
    read(args);
    return true;
  } catch (error) {
    if (error instanceof CelError) return false;
    throw error;
  }
};

const of = (args: readonly Value[]): readonly [Semver, Semver] => [
  instance(args, 0, Semver),
  instance(args, 1, Semver),
];

export const SEMVERS: Readonly<Record<string, Implementation>> = {
  string_to_semver: read,
  string_bool_to_semver: read,
  is_semver_string: isSemver,
  is_semver_string_bool: isSemver,
  semver_major: (args) => instance(args, 0, Semver).numbers[0],
  semver_minor: (args) => instance(args, 0, Semver).numbers[1],
  semver_patch: (args) => instance(args, 0, Semver).numbers[2],
  semver_compare_to: (args) => BigInt(compared(...of(args))),
  semver_is_greater_than: (args) => compared(...of(args)) > 0,
  semver_is_less_than: (args) => compared(...of(args)) < 0,
};
