/**
 * What each operator of a constraint asks for (Masterminds/semver v3.5.0, constraints.go): the reason why a version fails,
 * `undefined` when it passes. The reasons are the ones that `Constraints.validate` and Helm's messages show.
 */
import { quote } from "../go/strconv/index.ts";
import type { Version } from "./version.ts";
import { comparePrerelease } from "./prerelease.ts";

export interface Bound {
  readonly version: Version;
  /** As it was written: `1.x`. */
  readonly text: string;
  /** Which segments were left out or wild; all of them for `*`. */
  readonly wild: "none" | "patch" | "minor" | "major";
}

export type Reason = string | undefined;
type Operator = (version: Version, bound: Bound) => Reason;

/** Operators by how they are written. No operator is `=`, and `=` with a wild segment is `~`. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["", equal],
  ["=", equal],
  ["!=", notEqual],
  [">", greater],
  ["<", less],
  [">=", greaterOrEqual],
  ["=>", greaterOrEqual],
  ["<=", lessOrEqual],
  ["=<", lessOrEqual],
  ["~", tilde],
  ["~>", tilde],
  ["^", caret],
]);

export function isPrereleaseReason(version: Version): string {
  return `${quote(version.toString())} is a prerelease version and the constraint is only looking for release versions`;
}

function because(version: Version, relation: string, bound: Bound): string {
  return `${quote(version.toString())} ${relation} ${quote(bound.text)}`;
}

function equal(version: Version, bound: Bound): Reason {
  if (bound.wild !== "none") return tilde(version, bound);
  return version.equals(bound.version) ? undefined : because(version, "is not equal to", bound);
}

function notEqual(version: Version, bound: Bound): Reason {
  return isExcluded(version, bound) ? because(version, "is equal to", bound) : undefined;
}

function isExcluded(version: Version, bound: Bound): boolean {
  const { major, minor, prerelease } = bound.version;
  if (bound.wild === "none" || bound.wild === "major") return version.equals(bound.version);
  if (version.major !== major) return false;
  if (bound.wild === "minor") return true;
  if (version.minor !== minor) return false;
  const isPlain = version.prerelease === "" && prerelease === "";
  return isPlain || comparePrerelease(version.prerelease, prerelease) === 0;
}

function greater(version: Version, bound: Bound): Reason {
  return isGreater(version, bound) ? undefined : because(version, "is less than or equal to", bound);
}

/** `>1.2` means from 1.3 on. */
function isGreater(version: Version, bound: Bound): boolean {
  const { major, minor } = bound.version;
  if (bound.wild === "minor") return version.major > major;
  if (bound.wild !== "patch") return version.greaterThan(bound.version);
  return version.major > major || (version.major === major && version.minor > minor);
}

function less(version: Version, bound: Bound): Reason {
  return version.lessThan(bound.version) ? undefined : because(version, "is greater than or equal to", bound);
}

function greaterOrEqual(version: Version, bound: Bound): Reason {
  return version.lessThan(bound.version) ? because(version, "is less than", bound) : undefined;
}

function lessOrEqual(version: Version, bound: Bound): Reason {
  return isAbove(version, bound) ? because(version, "is greater than", bound) : undefined;
}

/** `<=1.2` includes all of 1.2. */
function isAbove(version: Version, bound: Bound): boolean {
  const { major, minor } = bound.version;
  if (bound.wild === "none") return version.greaterThan(bound.version);
  if (version.major !== major) return version.major > major;
  return version.minor > minor && bound.wild !== "minor";
}

function tilde(version: Version, bound: Bound): Reason {
  const { major, minor, patch } = bound.version;
  if (version.lessThan(bound.version)) return because(version, "is less than", bound);
  // `~0.0.0` and `~*` take everything.
  const isAny = major === 0n && minor === 0n && patch === 0n && bound.wild !== "minor" && bound.wild !== "patch";
  if (isAny) return undefined;
  if (version.major !== major) return because(version, "does not have same major version as", bound);
  if (version.minor === minor || bound.wild === "minor") return undefined;
  return because(version, "does not have same major and minor version as", bound);
}

/** Up to the next change of the leftmost number that is not zero. */
function caret(version: Version, bound: Bound): Reason {
  const { major, minor, patch } = bound.version;
  if (version.lessThan(bound.version)) return because(version, "is less than", bound);
  if (version.major !== major) return because(version, "does not have same major version as", bound);
  if (major > 0n || bound.wild === "minor") return undefined;
  if (version.minor !== minor) return because(version, "does not have same minor version as", bound) + minorHint(bound);
  if (minor > 0n || bound.wild === "patch" || version.patch === patch) return undefined;
  return (
    because(version, "does not equal", bound) +
    ". Expect version and constraint to equal when major and minor versions are 0"
  );
}

function minorHint(bound: Bound): string {
  const isPinned = bound.version.minor > 0n || bound.wild === "patch";
  return isPinned ? ". Expected minor versions to match when constraint major version is 0" : "";
}
