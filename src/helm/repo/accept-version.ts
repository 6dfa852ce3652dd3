/** Which entries of an index are taken: those that are valid charts (helm pkg/repo/v1/index.go, loadIndex). */
import { GoError } from "../../go/index.ts";
import { validateMetadata } from "../chart/validate.ts";
import type { Dialect } from "../dialect.ts";
import type { DecodedVersion } from "./index-types.ts";

export interface ReadIndexOptions {
  readonly dialect: Dialect;
  /** Where the bytes come from, for warnings. */
  readonly source: string;
  readonly onSkipped: (skipped: SkippedEntry) => void;
}

export interface SkippedEntry {
  readonly name: string;
  readonly source: string;
  /** Absent for an empty entry. */
  readonly version?: string;
  readonly reason?: string;
}

/** Whether an entry may stay; tells why not. Its texts are cleaned. */
export function acceptVersion(
  name: string,
  version: DecodedVersion | null,
  { source, onSkipped }: ReadIndexOptions,
): version is DecodedVersion {
  if (version === null) {
    onSkipped({ name, source });
    return false;
  }
  try {
    if (version.metadata.apiVersion === "") version.metadata.apiVersion = "v1";
    validateMetadata(version.metadata);
    return true;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    // JFrog's repositories drop aliases, which leaves dependencies of one name (helm issue 12748).
    if (error.message.startsWith("validation: more than one dependency with name or alias")) return true;
    onSkipped({ name, source, version: version.metadata.version, reason: error.message });
    return false;
  }
}
