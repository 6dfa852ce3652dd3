/**
 * Version constraints as Masterminds/semver v3.5.0 reads them: groups joined by `||`, in each group bounds that must all hold
 * (`>=1.2, <2`), hyphen ranges (`1.2 - 1.4`), and wild segments (`1.x`). Pre-releases match only a group that names one.
 */
import { byteLength, GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { isPrereleaseReason, OPERATORS, type Bound, type Reason } from "./operators.ts";
import { parseVersion, type Version } from "./version.ts";

export const CONSTRAINT_LENGTH_MAX = 512;
export const CONSTRAINT_GROUPS_MAX = 32;

// Upstream writes the segments as [0-9|x|X|\*]: the bars are part of what it accepts.
const SEGMENT = String.raw`[0-9|xX*]+`;
const LABELS = String.raw`[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*`;
const SPACE = String.raw`[\t\n\f\r ]`;
const BOUND = String.raw`v?(${SEGMENT})(\.${SEGMENT})?(\.${SEGMENT})?(-${LABELS})?(\+${LABELS})?`;
// In upstream's order: as in Go the first that lets the rest match wins.
const OPERATOR = String.raw`=||!=|>|<|>=|=>|<=|=<|~|~>|\^`;

/** Most commands read no constraint. */
function makePatterns() {
  const plain = BOUND.replace(/\((?!\?)/g, "(?:");
  const item = String.raw`(?:${OPERATOR}) ?${plain} ?`;
  return {
    one: new RegExp(String.raw`^${SPACE}*(${OPERATOR})${SPACE}*(${BOUND})${SPACE}*$`),
    each: new RegExp(String.raw`(?:${OPERATOR})${SPACE}*${plain}`, "g"),
    range: new RegExp(String.raw`${SPACE}*(${plain})${SPACE}+-${SPACE}+(${plain})${SPACE}*`, "g"),
    /** Runs of spaces are folded before: otherwise every run could be split in many ways. */
    group: new RegExp(String.raw`^ ?${item}(?:(?: |, ?)${item})*$`),
  };
}

let made: ReturnType<typeof makePatterns> | undefined;
const patterns = (): ReturnType<typeof makePatterns> => (made ??= makePatterns());

export interface ConstraintOptions {
  /** Let pre-releases match everywhere. */
  readonly includePrerelease?: boolean;
}

interface Constraint {
  readonly operator: string;
  readonly bound: Bound;
}

interface Group {
  readonly constraints: readonly Constraint[];
  readonly namesPrerelease: boolean;
}

export class Constraints {
  readonly #groups: readonly Group[];
  readonly #includePrerelease: boolean;

  constructor(groups: readonly Group[], options: ConstraintOptions = {}) {
    this.#groups = groups;
    this.#includePrerelease = options.includePrerelease === true;
  }

  check(version: Version): boolean {
    return this.#groups.some((group) =>
      group.constraints.every((one) => this.#reason(version, one, group) === undefined),
    );
  }

  /** Why a version fails, one reason for every bound it misses; empty when it passes. */
  validate(version: Version): string[] {
    const reasons: string[] = [];
    let toldPrerelease = false;
    for (const group of this.#groups) {
      const missed = group.constraints
        .map((one) => this.#reason(version, one, group))
        .filter((one) => one !== undefined);
      if (missed.length === 0) return [];
      if (!this.#refuses(version, group)) reasons.push(...missed);
      else if (!toldPrerelease) {
        reasons.push(isPrereleaseReason(version));
        toldPrerelease = true;
      }
    }
    return reasons;
  }

  toString(): string {
    return this.#groups.map(groupText).join(" || ");
  }

  #reason(version: Version, constraint: Constraint, group: Group): Reason {
    if (this.#refuses(version, group)) return isPrereleaseReason(version);
    return OPERATORS.get(constraint.operator)?.(version, constraint.bound);
  }

  /** A pre-release, and a group that names none. */
  #refuses(version: Version, group: Group): boolean {
    return version.prerelease !== "" && !group.namesPrerelease && !this.#includePrerelease;
  }
}

function groupText(group: Group): string {
  return group.constraints.map(({ operator, bound }) => operator + bound.text).join(" ");
}

/** `semver.NewConstraint`. Throws its error. */
export function parseConstraints(text: string, options: ConstraintOptions = {}): Constraints {
  if (byteLength(text) > CONSTRAINT_LENGTH_MAX) {
    throw new GoError(`constraint string is too long (max ${CONSTRAINT_LENGTH_MAX} bytes)`);
  }
  const groups = withoutRanges(text).split("||");
  if (groups.length > CONSTRAINT_GROUPS_MAX) {
    throw new GoError(`too many constraint groups (max ${CONSTRAINT_GROUPS_MAX})`);
  }
  return new Constraints(groups.map(parseGroup), options);
}

/** Writes `1.2 - 1.4` as `>= 1.2, <= 1.4`, each range where its text first occurs. */
function withoutRanges(text: string): string {
  let result = text;
  for (const [range, from, to] of text.matchAll(patterns().range))
    result = result.replace(range, () => `>= ${from}, <= ${to} `);
  return result;
}

function parseGroup(text: string): Group {
  if (!patterns().group.test(text.replace(/[\t\n\f\r ]+/g, " "))) throw improper(text);
  const constraints = (text.match(patterns().each) ?? [text]).map(parseOne);
  return { constraints, namesPrerelease: constraints.some(({ bound }) => bound.version.prerelease !== "") };
}

function parseOne(text: string): Constraint {
  const match = patterns().one.exec(text);
  if (match === null) throw improper(text);
  const [, operator = "", bound = "", major = "", minor = "", patch = "", prerelease = ""] = match;
  const wild = isWild(major) ? "major" : isWild(minor) ? "minor" : isWild(patch) ? "patch" : "none";
  const padded = { major: "0.0.0", minor: `${major}.0.0`, patch: `${major}${minor}.0`, none: bound }[wild];
  return {
    operator,
    bound: { version: boundVersion(wild === "none" ? bound : padded + prerelease), text: bound, wild },
  };
}

function isWild(segment: string): boolean {
  return /^\.?[xX*]?$/.test(segment);
}

function boundVersion(text: string): Version {
  try {
    return parseVersion(text);
  } catch (error) {
    throw error instanceof GoError ? new GoError("constraint parser error") : error;
  }
}

function improper(text: string): GoError {
  return new GoError(`improper constraint: ${quote(text)}`);
}
