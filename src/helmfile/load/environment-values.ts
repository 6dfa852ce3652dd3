/** The values of an environment: maps, files, templates and HCL, one over the other (pkg/state/envvals_loader.go). */
import { GoError, type GoMap, isMap, type Value, typeOf, within } from "../../go/index.ts";
import { sprint } from "../../go/fmt/index.ts";
import { parseNodes } from "../../yaml/index.ts";
import { renderFile } from "../template/renderer.ts";
import { mergeMaps, overlay } from "../values/merge-maps.ts";
import { decodeYaml, withTextKeysOnTop } from "../values/read-yaml.ts";
import { withTextKeys } from "../values/text-keys.ts";
import type { World } from "../world.ts";
import { type Environment, environmentData, mergedValues, newEnvironment } from "./environment.ts";
import { findFiles } from "./files.ts";

export interface ValuesQuery {
  readonly entries: readonly Value[];
  /** What is known so far. */
  readonly environment: Environment | undefined;
  readonly name: string;
  readonly ifMissing: string | undefined;
  /** `fallback`: the first that says something wins, not the last. */
  readonly strategy?: string | undefined;
  readonly folder: string;
  readonly stateFile: string;
}

/** Throws `GoError`. */
export function loadEnvironmentValues(world: World, query: ValuesQuery): GoMap {
  checkStrategy(query);
  const loader = new ValuesLoader(world, query);
  for (const entry of query.entries) loader.add(entry);
  return loader.values();
}

function checkStrategy({ name, strategy = "" }: ValuesQuery): void {
  if (["", "override", "fallback"].includes(strategy)) return;
  throw new GoError(`environment "${name}": invalid mergeStrategy "${strategy}" (must be "override" or "fallback")`);
}

class ValuesLoader {
  readonly #world: World;
  readonly #query: ValuesQuery;
  readonly #hcl: string[] = [];
  #values: GoMap = new Map();

  constructor(world: World, query: ValuesQuery) {
    this.#world = world;
    this.#query = query;
  }

  add(entry: Value): void {
    if (typeof entry === "string") {
      for (const path of findFiles(this.#world, { ...this.#query, kind: "environment values", pattern: entry }))
        this.#addFile(path);
    } else if (entry !== undefined && isMap(entry)) this.#lay(entry);
    else throw new GoError(`unexpected type of value: value=${sprint([entry])}, type=${typeOf(entry)}`);
  }

  /** HCL files are read together, and lie over the others. */
  values(): GoMap {
    if (this.#hcl.length > 0) this.#lay(this.#world.secrets.hcl(this.#hcl));
    return this.#values;
  }

  #addFile(path: string): void {
    if (path.endsWith(".hcl")) this.#hcl.push(path);
    else this.#lay(readValues(path, this.#rendered(path)));
  }

  #rendered(path: string): string {
    const environment = this.#query.environment ?? newEnvironment(this.#query.name);
    const known = mergedValues(environment);
    const values = this.#query.strategy === "fallback" ? overlay(this.#values, known) : known;
    return within(`failed to load environment values file "${path}"`, () =>
      renderFile(this.#world, path, environmentData(environment, { values })),
    );
  }

  #lay(map: GoMap): void {
    const values = withTextKeys(map);
    this.#values =
      this.#query.strategy === "fallback" ? mergeMaps(values, this.#values) : overlay(this.#values, values);
  }
}

function readValues(path: string, text: string): GoMap {
  try {
    return readMap(text);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`failed to load environment values file "${path}": ${error.message}\n\nOffending YAML:\n${text}`);
  }
}

/** A YAML document that is a map, or nothing. Throws `GoError`. */
export function readMap(text: string): GoMap {
  const [document] = parseNodes(text);
  const value = document === undefined ? null : decodeYaml(withTextKeysOnTop(document));
  if (value === null || value === undefined) return new Map();
  if (isMap(value)) return value;
  throw new GoError(unmarshalFault(document?.content[0]?.line ?? 1, value));
}

function unmarshalFault(line: number, value: Value): string {
  const shown = String(typeof value === "string" ? value : sprint([value]));
  const excerpt = shown.length > 10 ? `${shown.slice(0, 7)}...` : shown;
  const tag = Array.isArray(value)
    ? "!!seq"
    : `!!${typeOf(value) === "string" ? "str" : typeOf(value).replace("float64", "float")} \`${excerpt}\``;
  return `yaml: unmarshal errors:\n  line ${line}: cannot unmarshal ${tag} into map[string]interface {}`;
}
