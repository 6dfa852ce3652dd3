/** Whether a version lies in a range; neither being readable counts as no (helm pkg/chart/v2/util/compatible.go). */
import * as semver from "../semver/index.ts";

export function isCompatibleRange(range: string, version: string): boolean {
  try {
    return semver.parseConstraints(range).check(semver.parseVersion(version));
  } catch {
    return false;
  }
}
