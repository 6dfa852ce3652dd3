/** `--namespace`, `--values`, `--set` and its kin of a release (pkg/state/state.go, `namespaceAndValuesFlags`). */
import { sprint } from "../../go/fmt/index.ts";
import { GoError, type Value, within } from "../../go/index.ts";
import * as json from "../../go/json/index.ts";
import { placed } from "../load/files.ts";
import type { State } from "../load/state.ts";
import { valuesFiles } from "../release/values-files.ts";
import type { Release, SetValue } from "../spec/state.ts";
import type { World } from "../world.ts";

/** Throws `GoError`. */
export function namespaceAndValues(world: World, state: State, release: Release): string[] {
  const { namespace = "", env = [] } = release;
  return [
    ...(namespace === "" ? [] : ["--namespace", namespace]),
    ...valuesFiles(world, state, release).flatMap((path) => ["--values", path]),
    ...setFlags(world, state, release),
    ...setStringFlags(world, state, release),
    ...(env.length === 0 ? [] : ["--set", environmentValues(world, env)]),
  ];
}

/** Of `set`. Throws `GoError`. */
export function setFlags(world: World, state: State, { set = [], name: release = "" }: Release): string[] {
  return within(`Failed to render set value entry in ${state.path} for release ${release}`, () =>
    set.flatMap(({ name = "", value = "", file = "", values = [] }) => {
      if (value !== "") return ["--set", `${escaped(name)}=${escaped(expandedText(world, value))}`];
      if (file !== "") return ["--set-file", `${escaped(name)}=${placed(state.folder, file)}`];
      return values.length === 0 ? [] : ["--set", `${escaped(name)}={${listText(world, values)}}`];
    }),
  );
}

function setStringFlags(world: World, state: State, { setString = [], name: release = "" }: Release): string[] {
  return within(`Failed to render set string value entry in ${state.path} for release ${release}`, () =>
    setString.flatMap(({ name = "", value = "", values = [] }) => {
      if (value !== "") return ["--set-string", `${escaped(name)}=${escaped(expandedText(world, value))}`];
      return values.length === 0 ? [] : ["--set-string", `${escaped(name)}={${listText(world, values)}}`];
    }),
  );
}

const expandedText = (world: World, text: string): string => sprint([world.secrets.expand(text)]);

function listText(world: World, values: readonly Value[]): string {
  const texts = values.map((value) => (typeof value === "string" ? expandedText(world, value) : json.marshal(value)));
  return texts.map(escaped).join(",");
}

/** Braces and commas mean something to `--set`. */
function escaped(text: string): string {
  return text.replace(/[{},]/g, "\\$&");
}

function environmentValues(world: World, env: readonly SetValue[]): string {
  const missing = env.filter(({ value = "" }) => world.env(value) === undefined);
  if (missing.length > 0) {
    const names = missing.map(({ value = "" }) => `\t${value}`).join("\n");
    throw new GoError(`Environment Variables not found. Please make sure they are set and try again:\n${names}`);
  }
  return env.map(({ name = "", value = "" }) => `${escaped(name)}=${escaped(world.env(value) ?? "")}`).join(",");
}
