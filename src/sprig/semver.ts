/** Sprig v3.3.0's `semver` and `semverCompare` (semver.go). */
import { func } from "../go/index.ts";
import { parseConstraints, parseVersion, versionStruct } from "../semver/index.ts";
import { functionMap } from "./function-map.ts";

export const semverFunctions = functionMap([
  func("semver", "string", (text: string) => versionStruct(parseVersion(text))),
  func("semverCompare", "string, string", (constraints: string, version: string) =>
    parseConstraints(constraints).check(parseVersion(version)),
  ),
]);
