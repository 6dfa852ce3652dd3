/**
 * Semantic versions as Masterminds/semver v3.5.0 reads them: `parseVersion` is lenient (`v1.2` is 1.2.0), `parseStrict` is not.
 * Errors carry its texts. Left out: SQL and JSON plumbing, and the package's two switches, which Helm leaves alone.
 */
import { byteLength, GoError } from "../go/index.ts";
import { parseUint } from "../go/strconv/index.ts";
import { comparePrerelease } from "./prerelease.ts";

export const VERSION_LENGTH_MAX = 256;
const UINT64_MAX = 2n ** 64n - 1n;

const INVALID = "invalid semantic version";
const STARTS_WITH_ZERO = "version segment starts with 0";
const LOOSE =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const DIGITS = /^[0-9]*$/;
const IDENTIFIER = /^[0-9A-Za-z-]+$/;

export interface VersionParts {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly prerelease: string;
  readonly metadata: string;
  /** As it was written. */
  readonly original: string;
}

export class Version implements VersionParts {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly prerelease: string;
  readonly metadata: string;
  readonly original: string;

  constructor(parts: VersionParts) {
    this.major = parts.major;
    this.minor = parts.minor;
    this.patch = parts.patch;
    this.prerelease = parts.prerelease;
    this.metadata = parts.metadata;
    this.original = parts.original;
  }

  /** In full, whatever was left out when it was written. */
  toString(): string {
    return versionText(this);
  }

  /** What `toJson` and `toYaml` write. */
  marshalJson(): string {
    return this.toString();
  }

  /** -1, 0 or 1. Metadata does not count. */
  compare(other: Version): -1 | 0 | 1 {
    return (
      compareNumbers(this.major, other.major) ||
      compareNumbers(this.minor, other.minor) ||
      compareNumbers(this.patch, other.patch) ||
      compareStages(this.prerelease, other.prerelease)
    );
  }

  lessThan(other: Version): boolean {
    return this.compare(other) < 0;
  }

  greaterThan(other: Version): boolean {
    return this.compare(other) > 0;
  }

  equals(other: Version): boolean {
    return this.compare(other) === 0;
  }

  /** The next patch; for a pre-release that is the release itself. */
  incrementPatch(): Version {
    const step = this.prerelease === "" ? 1n : 0n;
    return this.#next({ patch: this.patch + step });
  }

  incrementMinor(): Version {
    return this.#next({ minor: this.minor + 1n, patch: 0n });
  }

  incrementMajor(): Version {
    return this.#next({ major: this.major + 1n, minor: 0n, patch: 0n });
  }

  withPrerelease(prerelease: string): Version {
    if (prerelease !== "") checkPrerelease(prerelease);
    return this.#with({ prerelease });
  }

  withMetadata(metadata: string): Version {
    if (metadata !== "") checkMetadata(metadata);
    return this.#with({ metadata });
  }

  #next(numbers: Partial<Pick<VersionParts, "major" | "minor" | "patch">>): Version {
    for (const [name, value] of Object.entries(numbers)) {
      if (value > UINT64_MAX) throw new GoError(`${name} version increment would overflow uint64`);
    }
    return this.#with({ ...numbers, prerelease: "", metadata: "" });
  }

  /** Keeps the `v` in front. */
  #with(changes: Partial<VersionParts>): Version {
    const parts = { ...(this as VersionParts), ...changes };
    const prefix = this.original.startsWith("v") ? "v" : "";
    return new Version({ ...parts, original: prefix + versionText(parts) });
  }
}

function versionText({ major, minor, patch, prerelease, metadata }: VersionParts): string {
  const tail = (prerelease === "" ? "" : `-${prerelease}`) + (metadata === "" ? "" : `+${metadata}`);
  return `${major}.${minor}.${patch}${tail}`;
}

function compareNumbers(a: bigint, b: bigint): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A release comes after its pre-releases. */
function compareStages(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  if (a === "") return 1;
  return b === "" ? -1 : comparePrerelease(a, b);
}

/** `semver.NewVersion`. Throws its error. */
export function parseVersion(text: string): Version {
  checkLength(text);
  const match = LOOSE.exec(text);
  if (match === null) throw new GoError(INVALID);
  const [, major = "", minor = "0", patch = "0", prerelease = "", metadata = ""] = match;
  const version = new Version({
    major: segment(major),
    minor: segment(minor),
    patch: segment(patch),
    prerelease,
    metadata,
    original: text,
  });
  if (prerelease !== "") checkPrerelease(prerelease);
  return version;
}

function segment(text: string): bigint {
  try {
    return parseUint(text, 10, 64);
  } catch (error) {
    throw error instanceof GoError ? new GoError(`error parsing version segment: ${error.message}`) : error;
  }
}

/** `semver.StrictNewVersion`: three numbers, no `v`, no leading zeros. Throws its error. */
export function parseStrict(text: string): Version {
  if (text === "") throw new GoError("version string empty");
  checkLength(text);
  const parts = splitInto(text, ".", 3);
  if (parts.length !== 3) throw new GoError(INVALID);
  const [major = "", minor = "", rest = ""] = parts;
  const [beforeMetadata = "", metadata] = splitInto(rest, "+", 2);
  if (metadata !== undefined) checkMetadata(metadata);
  const [patch = "", prerelease] = splitInto(beforeMetadata, "-", 2);
  if (prerelease !== undefined) checkPrerelease(prerelease);
  for (const part of [major, minor, patch]) checkStrictSegment(part);
  return new Version({
    major: parseUint(major, 10, 64),
    minor: parseUint(minor, 10, 64),
    patch: parseUint(patch, 10, 64),
    prerelease: prerelease ?? "",
    metadata: metadata ?? "",
    original: text,
  });
}

function checkStrictSegment(text: string): void {
  if (!DIGITS.test(text)) throw new GoError("invalid characters in version");
  if (/^0./.test(text)) throw new GoError(STARTS_WITH_ZERO);
}

function checkLength(text: string): void {
  if (byteLength(text) > VERSION_LENGTH_MAX) {
    throw new GoError(`version string is too long (max ${VERSION_LENGTH_MAX} bytes)`);
  }
}

function checkPrerelease(text: string): void {
  for (const part of text.split(".")) {
    if (!IDENTIFIER.test(part)) throw new GoError("invalid prerelease string");
    if (DIGITS.test(part) && /^0./.test(part)) throw new GoError(STARTS_WITH_ZERO);
  }
}

function checkMetadata(text: string): void {
  if (!text.split(".").every((part) => IDENTIFIER.test(part))) throw new GoError("invalid metadata string");
}

/** The last piece keeps the separators that are left. */
function splitInto(text: string, separator: string, count: number): string[] {
  const pieces = text.split(separator);
  if (pieces.length <= count) return pieces;
  return [...pieces.slice(0, count - 1), pieces.slice(count - 1).join(separator)];
}
