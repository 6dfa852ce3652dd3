import { Struct, type Value } from "../../go/index.ts";
import { structValue } from "../spec/emit.ts";
import { RELEASE, type Release } from "../spec/state.ts";

/** A release as templates see it where they are given Go's own struct: every field is there, with a capital. */
export function goRelease(release: Release): Struct {
  const empty = Object.keys(RELEASE.fields).map((name) => [capitalized(name), ""] as const);
  const fields = [...structValue(release, RELEASE)].map(([name, value]) => [capitalized(name), value] as const);
  return new Struct("*state.ReleaseSpec", new Map<string, Value>([...empty, ...fields]));
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
