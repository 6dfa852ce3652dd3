/** An entry of a repository's index (helm pkg/repo/v1/index.go, ChartVersion). */
import type { Metadata } from "../chart/metadata.ts";
import * as semver from "../../semver/index.ts";

/** What finding, searching and downloading need of a version. */
export interface ChartVersion {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly urls: readonly string[];
  readonly digest: string;
}

/** All that an entry says, for writing an index. */
export interface CompleteVersion extends ChartVersion {
  readonly metadata: Metadata;
  /** RFC 3339, as Go prints it. */
  readonly created: string;
  readonly removed: boolean;
  readonly checksum: string;
  readonly engine: string;
  readonly tillerVersion: string;
  readonly url: string;
}

/** `undefined` for what is no version. */
export function tryParseVersion(text: string): semver.Version | undefined {
  try {
    return semver.parseVersion(text);
  } catch {
    return undefined;
  }
}
