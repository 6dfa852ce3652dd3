/** Sprig v3.3.0's `semver` and `semverCompare` (semver.go). */
import { func } from "../go/index.ts";
import { parseConstraints, parseVersion, versionStruct } from "../semver/index.ts";
import { functionMap } from "./function-map.ts";

/** Texts whose meaning is remembered. Charts compare one version with the same few bounds a hundred times. */
const REMEMBERED_MAX = 256;

const constraintsOf = remembering(parseConstraints);
const versionOf = remembering(parseVersion);

export const semverFunctions = functionMap([
  func("semver", "string", (text: string) => versionStruct(parseVersion(text))),
  func("semverCompare", "string, string", (constraints: string, version: string) =>
    constraintsOf(constraints).check(versionOf(version)),
  ),
]);

function remembering<Meaning extends object>(parse: (text: string) => Meaning): (text: string) => Meaning {
  const known = new Map<string, Meaning>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const meaning = parse(text);
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.set(text, meaning);
    return meaning;
  };
}
