/** index.yaml of a chart repository in memory, and finding versions in it (helm pkg/repo/v1/index.go). */
import { GoError, type Value } from "../../go/index.ts";
import * as semver from "../../semver/index.ts";
import { tryParseVersion, type ChartVersion, type CompleteVersion } from "./chart-version.ts";

export interface IndexFile<Version extends ChartVersion = ChartVersion> {
  readonly apiVersion: string;
  readonly generated: string;
  /** Newest first. */
  readonly entries: ReadonlyMap<string, readonly Version[]>;
  readonly publicKeys: readonly string[];
  readonly annotations: ReadonlyMap<string, string>;
  readonly serverInfo: ReadonlyMap<string, Value>;
}

export type CompleteIndex = IndexFile<CompleteVersion>;

/** Says, in Helm 4, which version stands in for the one that was asked for. */
export type OnSubstitute = (found: { chart: string; requested: string; selected: string; isRange: boolean }) => void;

/** The version that was asked for, or the newest that fits a range. Throws `GoError`. */
export function get<Version extends ChartVersion>(
  index: IndexFile<Version>,
  wanted: { name: string; version: string; onSubstitute?: OnSubstitute | undefined },
): Version {
  const { name, version } = wanted;
  const versions = index.entries.get(name);
  if (versions === undefined) throw new GoError("no chart name found");
  if (versions.length === 0) throw new GoError("no chart version found");
  const range = semver.parseConstraints(version === "" ? "*" : version);
  const exact = version === "" ? undefined : versions.find((candidate) => candidate.version === version);
  if (exact !== undefined) return exact;
  for (const candidate of versions) {
    const parsed = tryParseVersion(candidate.version);
    if (parsed === undefined || !range.check(parsed)) continue;
    const found = { chart: name, requested: version, selected: candidate.version, isRange: isRange(version) };
    if (version !== "") wanted.onSubstitute?.(found);
    return candidate;
  }
  throw new GoError(`no chart version found for ${name}-${version}`);
}

export function has(index: IndexFile, name: string, version: string): boolean {
  try {
    get(index, { name, version });
    return true;
  } catch {
    return false;
  }
}

function isRange(version: string): boolean {
  if (/[\^~<>=!*]/.test(version) || version.includes("||") || version.includes(" - ")) return true;
  return /[xX]/.test(version.split(/[-+]/, 1)[0] ?? "");
}

/** Newest first, in place; what is no version comes last. */
export function sortVersions<Version extends ChartVersion>(versions: Version[]): Version[] {
  if (versions.length < 2) return versions;
  const keyed = versions.map((version) => ({ version, key: tryParseVersion(version.version) }));
  keyed.sort((a, b) => compareNewestFirst(a.key, b.key));
  for (const [at, { version }] of keyed.entries()) versions[at] = version;
  return versions;
}

function compareNewestFirst(a: semver.Version | undefined, b: semver.Version | undefined): number {
  if (a === undefined) return b === undefined ? 0 : 1;
  return b === undefined ? -1 : b.compare(a);
}
