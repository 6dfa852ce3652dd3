/**
 * A state file: its parts in turn, each rendered with what those before it say, with its bases below it (pkg/app/desired_state_file_loader.go,
 * pkg/state/create.go).
 */
import { FileError } from "../../base/index.ts";
import { fromBytes, GoError, type GoMap, within } from "../../go/index.ts";
import { ext, isAbsolute, join } from "../../go/path/index.ts";
import { NodeReader, type Node } from "../../yaml/index.ts";
import { decodeStruct } from "../spec/decode.ts";
import { mergeStructs } from "../spec/merge.ts";
import { type EnvironmentSpec, STATE, type StateSpec, type SubHelmfile } from "../spec/state.ts";
import { Renderer } from "../template/renderer.ts";
import { mergeMaps, overlay } from "../values/merge-maps.ts";
import type { World } from "../world.ts";
import { type Environment, environmentData, layered, mergedValues, newEnvironment } from "./environment.ts";
import { loadEnvironmentValues, readMap } from "./environment-values.ts";
import { isRemote } from "../remote/address.ts";
import { expandPattern, findFiles } from "./files.ts";
import { checkOrderOfKeys } from "./order-of-keys.ts";
import type { State } from "./state.ts";
import { StateLoadError, UndefinedEnvironmentError } from "./state-error.ts";

export const DEFAULT_ENVIRONMENT = "default";

export interface LoadOptions {
  /** The name of the environment. */
  readonly environment: string;
  readonly namespace: string;
}

interface Layers {
  /** What a state file above hands down. */
  readonly inherited: Environment | undefined;
  /** What the command line says, or the entry of the state file above. */
  readonly overrides: Environment | undefined;
}

/** Throws `GoError`: `StateLoadError` for a file that cannot be read as one. */
export class StateLoader {
  readonly #world: World;
  readonly #options: LoadOptions;

  constructor(world: World, options: LoadOptions) {
    this.#world = world;
    this.#options = options;
  }

  load(file: string, folder: string, layers: Layers): State {
    return this.#file({ file, folder, isBase: false }, layers);
  }

  #file({ file, folder, isBase }: { file: string; folder: string; isBase: boolean }, layers: Layers): State {
    const located = isRemote(file) ? this.#world.fetch(file, "states") : file;
    const path = isAbsolute(located) ? located : join(folder, located);
    const state = new PartsReader(this, this.#world, { path, folder, isBase, ...this.#options }).read(
      this.#content(path),
      layers,
    );
    refuseItself(state);
    return state;
  }

  /** A base has no bases of its own. */
  base(file: string, folder: string, layers: Layers): State {
    return this.#file({ file, folder, isBase: true }, layers);
  }

  #content(path: string): string {
    try {
      return fromBytes(this.#world.files.read(path)).replaceAll("\r\n", "\n");
    } catch (error) {
      if (error instanceof FileError) throw new GoError(error.message);
      throw error;
    }
  }
}

function refuseItself({ path, spec }: State): void {
  (spec.helmfiles ?? []).forEach((each, i) => {
    if (each.path === path)
      throw new GoError(`${path} contains a recursion into the same sub-helmfile at helmfiles[${i}]`);
    if (each.path === ".")
      throw new GoError(
        `${path} contains a recursion into the the directory containing this helmfile at helmfiles[${i}]`,
      );
  });
}

interface Place extends LoadOptions {
  readonly path: string;
  readonly folder: string;
  readonly isBase: boolean;
}

/** What is read of a part: its fields, and the environment after it. */
interface Part {
  readonly spec: StateSpec;
  readonly environment: Environment;
}

class PartsReader {
  readonly #loader: StateLoader;
  readonly #world: World;
  readonly #place: Place;

  constructor(loader: StateLoader, world: World, place: Place) {
    this.#loader = loader;
    this.#world = world;
    this.#place = place;
  }

  read(content: string, { inherited, overrides }: Layers): State {
    const { path, folder } = this.#place;
    checkOrderOfKeys(path, content);
    let spec: StateSpec = {};
    let environment = inherited;
    for (const [i, part] of content.split("\n---\n").entries()) {
      const read = this.#part(this.#rendered(part, `${path}.part.${i}`, { inherited: environment, overrides }), {
        inherited: environment,
        overrides,
      });
      spec = i === 0 ? read.spec : mergeStructs(STATE, [spec, read.spec], { override: true });
      environment = read.environment;
      this.#checkEnvironment(spec, environment);
    }
    const last = environment ?? newEnvironment(this.#place.environment);
    if (inherited === undefined && overrides === undefined) this.#checkDefined(spec, last);
    this.#checkStrategies(spec);
    return {
      ...{ spec, environment: last, values: mergedValues(last), path, folder, selectors: [] },
      allReleases: spec.releases ?? [],
    };
  }

  /** A part is a template where the file's name says so. */
  #rendered(part: string, id: string, { inherited, overrides }: Layers): string {
    const { path, folder, namespace, environment: name } = this.#place;
    if (ext(path) !== ".gotmpl" && this.#world.env("HELMFILE_RENDER_YAML") !== "true") return part;
    const environment = layered(inherited, overrides) ?? newEnvironment(name);
    return within(`error during ${id} parsing`, () => {
      const data = environmentData(environment, { namespace, values: mergedValues(environment) });
      return new Renderer(this.#world, folder).render(part, data);
    });
  }

  #part(text: string, layers: Layers): Part {
    const below = layered(layers.inherited, layers.overrides);
    const spec = this.#withBases(this.#parsed(text), below);
    const environment = this.#environment(spec, below);
    return { spec: this.#withExpandedHelmfiles(spec), environment };
  }

  #parsed(text: string): StateSpec {
    const { path } = this.#place;
    const reader = new NodeReader(text, "v3");
    let spec: StateSpec = {};
    for (let index = 1; ; index++) {
      try {
        const document: Node | undefined = reader.next();
        if (document === undefined) return spec;
        spec = mergeStructs(STATE, [spec, decodeStruct(document, STATE)], { override: true, append: true });
      } catch (error) {
        if (!(error instanceof GoError)) throw error;
        const hint =
          ext(path) === ".gotmpl" ? "" : ". Started seeing this since Helmfile v1? Add the .gotmpl file extension";
        throw new StateLoadError(`failed to read ${path}: reading document at index ${index}${hint}`, error);
      }
    }
  }

  #withBases(spec: StateSpec, below: Environment | undefined): StateSpec {
    const bases = spec.bases ?? [];
    const { isBase, folder } = this.#place;
    if (!isBase) {
      const layers = [
        ...bases.map((base) => this.#loader.base(base, folder, { inherited: below, overrides: undefined }).spec),
        spec,
      ];
      return layers.reduce(laidOver);
    }
    if (bases.length === 0) return spec;
    throw new GoError("nested `base` helmfile is unsupported. please submit a feature request if you need this!");
  }

  #environment(spec: StateSpec, below: Environment | undefined): Environment {
    const { path, environment: name } = this.#place;
    const chosen = spec.environments?.get(name);
    const values = reading(path, () => (chosen === undefined ? new Map() : this.#values(spec, chosen, below)));
    const own = newEnvironment(name, { kubeContext: chosen?.kubeContext ?? "", values });
    const merged = {
      ...own,
      name: below?.name || name,
      kubeContext: below?.kubeContext || own.kubeContext,
      values: mergeMaps(below?.values ?? new Map(), own.values),
      overrides: below?.overrides ?? new Map(),
    };
    const defaults = this.#entries(spec.values ?? [], { environment: below });
    return { ...merged, defaults: overlay(below?.defaults ?? new Map(), defaults) };
  }

  /** Files with secrets lie over the others. */
  #values(spec: StateSpec, chosen: EnvironmentSpec, below: Environment | undefined): GoMap {
    const ifMissing = chosen.missingFileHandler ?? spec.missingFileHandler;
    const secrets = (chosen.secrets ?? []).flatMap((pattern) =>
      findFiles(this.#world, {
        ...{ ...this.#query(), kind: "environment values", pattern, ifMissing },
        ignoresMissingBranch: (chosen.missingFileHandlerConfig ?? spec.missingFileHandlerConfig)
          ?.ignoreMissingGitBranch,
      }),
    );
    const isHcl = (path: string): boolean => path.endsWith(".hcl");
    const values = this.#entries([...secrets.filter(isHcl), ...(chosen.values ?? [])], {
      environment: below,
      ifMissing: chosen.missingFileHandler,
      strategy: chosen.mergeStrategy,
    });
    const plain = secrets.filter((path) => !isHcl(path));
    return this.#decrypted(plain).reduce(overlay, values);
  }

  /** Each that fails is told of. */
  #decrypted(paths: readonly string[]): GoMap[] {
    const { secrets, log } = this.#world;
    const faults: string[] = [];
    const maps = paths.flatMap((path) => {
      try {
        return [readMap(secrets.decrypt(path))];
      } catch (error) {
        if (!(error instanceof GoError)) throw error;
        faults.push(error.message);
        return [];
      }
    });
    for (const fault of faults) log.error(fault);
    if (faults.length === 0) return maps;
    throw new GoError(`failed loading environment secrets with ${faults.length} errors`);
  }

  #entries(
    entries: StateSpec["values"] & object,
    more: { environment: Environment | undefined; ifMissing?: string | undefined; strategy?: string | undefined },
  ): GoMap {
    return loadEnvironmentValues(this.#world, { entries, name: this.#place.environment, ...this.#query(), ...more });
  }

  #query() {
    const { folder, path } = this.#place;
    return { folder: folder, stateFile: path, ifMissing: undefined };
  }

  #withExpandedHelmfiles(spec: StateSpec): StateSpec {
    if (spec.helmfiles === undefined) return spec;
    return { ...spec, helmfiles: spec.helmfiles.flatMap((each) => this.#expanded(each, spec)) };
  }

  #expanded(each: SubHelmfile, spec: StateSpec): SubHelmfile[] {
    const { path = "" } = each;
    if (isRemote(path)) return [each];
    const found = expandPattern(this.#world, this.#place.folder, path);
    if (found.length > 0) return found.map((match) => ({ ...each, path: match }));
    if ((spec.missingFileHandler ?? "Error") === "Error") throw new GoError(`no matches for path: ${path}`);
    this.#world.log.warn(`no matches for path: ${path}`);
    return [];
  }

  /** Once some are defined, the one that was asked for must be among them. */
  #checkEnvironment(spec: StateSpec, environment: Environment): void {
    if ((spec.environments?.size ?? 0) > 0) this.#checkDefined(spec, environment);
  }

  #checkDefined(spec: StateSpec, { name }: Environment): void {
    const { isBase, path } = this.#place;
    if (isBase || name === DEFAULT_ENVIRONMENT || spec.environments?.has(name) === true) return;
    throw new StateLoadError(`failed to read ${path}`, new UndefinedEnvironmentError(name));
  }

  #checkStrategies(spec: StateSpec): void {
    for (const { updateStrategy = "" } of spec.releases ?? [])
      if (updateStrategy !== "" && updateStrategy !== "reinstallIfForbidden")
        throw new StateLoadError(
          `failed to read ${this.#place.path}`,
          new GoError(
            `updateStrategy "${updateStrategy}" is invalid, valid values are: reinstallIfForbidden or not set`,
          ),
        );
  }
}

function reading<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) throw new StateLoadError(`failed to read ${path}`, error);
    throw error;
  }
}

/** Lists of a base come first; values of one environment are joined. */
function laidOver(below: StateSpec, above: StateSpec): StateSpec {
  const environments = new Map(below.environments);
  for (const [name, spec] of above.environments ?? []) environments.set(name, joined(environments.get(name), spec));
  const { environments: _, ...rest } = above;
  const merged = mergeStructs(STATE, [below, rest], { override: true, append: true });
  return environments.size === 0 ? merged : { ...merged, environments };
}

function joined(below: EnvironmentSpec | undefined, above: EnvironmentSpec): EnvironmentSpec {
  if (below === undefined) return above;
  const merged = { ...below, ...above };
  const values = [below.values ?? [], above.values ?? []];
  const ordered = merged.mergeStrategy === "fallback" ? values.reverse() : values;
  return { ...merged, values: ordered.flat(), secrets: [...(below.secrets ?? []), ...(above.secrets ?? [])] };
}
