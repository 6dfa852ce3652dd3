/** A version as templates see it: a `*semver.Version`, or the plain `semver.Version` that the Inc and Set methods give. */
import { DetailedStruct, func, int, Int, Struct, type Func, type Value } from "../go/index.ts";
import type { Version } from "./version.ts";

const POINTER = "*semver.Version";
const PLAIN = "semver.Version";
const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

/** The `*semver.Version` that `semver` returns. */
export function versionStruct(version: Version): Struct {
  const all = methods([...valueMethods(version), ...pointerMethods(version)]);
  return new DetailedStruct(new Struct(POINTER, NO_FIELDS, all, version), { allFields: allFields(version) });
}

function plainStruct(version: Version): Struct {
  const struct = new Struct(PLAIN, NO_FIELDS, methods(valueMethods(version)), version);
  return new DetailedStruct(struct, { allFields: allFields(version) });
}

/** None is exported, but `printf "%d"` shows them. */
function allFields({ major, minor, patch, prerelease, metadata, original }: Version): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ["major", new Int(major, "uint64")],
    ["minor", new Int(minor, "uint64")],
    ["patch", new Int(patch, "uint64")],
    ["pre", prerelease],
    ["metadata", metadata],
    ["original", original],
  ]);
}

function methods(functions: readonly Func[]): ReadonlyMap<string, Func> {
  return new Map(functions.map((method) => [method.name, method]));
}

function valueMethods(version: Version): Func[] {
  return [
    func("String", "", () => version.toString()),
    func("Major", "", () => new Int(version.major, "uint64")),
    func("Minor", "", () => new Int(version.minor, "uint64")),
    func("Patch", "", () => new Int(version.patch, "uint64")),
    func("Prerelease", "", () => version.prerelease),
    func("Metadata", "", () => version.metadata),
    func("IncPatch", "", () => plainStruct(version.incrementPatch())),
    func("IncMinor", "", () => plainStruct(version.incrementMinor())),
    func("IncMajor", "", () => plainStruct(version.incrementMajor())),
    func("SetPrerelease", "string", (text: string) => plainStruct(version.withPrerelease(text))),
    func("SetMetadata", "string", (text: string) => plainStruct(version.withMetadata(text))),
    func("Value", "", () => version.toString()),
  ];
}

/** Go has these on the pointer only; what a method returns cannot be pointed to. */
function pointerMethods(version: Version): Func[] {
  return [
    func("Original", "", () => version.original),
    comparison("Compare", (order) => int(order)),
    comparison("Equal", (order) => order === 0),
    comparison("LessThan", (order) => order < 0),
    comparison("LessThanEqual", (order) => order <= 0),
    comparison("GreaterThan", (order) => order > 0),
    comparison("GreaterThanEqual", (order) => order >= 0),
  ];

  function comparison(name: string, answer: (order: number) => Value): Func {
    return func(name, POINTER, (other: Struct) => answer(version.compare(other.native as Version)));
  }
}
