/** Semantic versions and constraints with the rules and texts of Masterminds/semver v3.5.0. */
export { type ConstraintOptions, Constraints, parseConstraints } from "./constraints.ts";
export { versionStruct } from "./struct.ts";
export { parseStrict, parseVersion, Version, type VersionParts } from "./version.ts";
