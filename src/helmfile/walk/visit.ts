/** Goes through the state files and those below them, and does something with the releases of each (pkg/app/app.go). */
import { GoError, type GoMap, type Value, within } from "../../go/index.ts";
import { absolute, base, dir } from "../../go/path/index.ts";
import { type Environment, newEnvironment } from "../load/environment.ts";
import { loadEnvironmentValues } from "../load/environment-values.ts";
import { type LoadOptions, StateLoader } from "../load/load-state.ts";
import type { State } from "../load/state.ts";
import { StateLoadError, UndefinedEnvironmentError } from "../load/state-error.ts";
import { mergeMaps } from "../values/merge-maps.ts";
import { withRenderedReleases } from "../release/expressions.ts";
import { absentNeeds, desiredIds, releaseId, withLabels, withOverrides } from "../release/identity.ts";
import { areCompatible, selectReleases } from "../release/selectors.ts";
import type { Release, SubHelmfile } from "../spec/state.ts";
import { fetching, type World } from "../world.ts";
import { readYaml } from "../values/read-yaml.ts";
import { marshalPretty } from "../../yaml/index.ts";
import { findStates } from "./find-states.ts";
import { handedDown, type Inherited, warnOfRepositories, withInherited } from "./inherited.ts";

export interface VisitOptions extends LoadOptions {
  readonly place: string;
  readonly selectors: readonly string[];
  readonly stateValueFiles: readonly string[];
  readonly stateValues: readonly GoMap[];
  readonly kubeContext: string;
  readonly chart: string;
  readonly reverse: boolean;
  /** Only the selected releases of a state are shown to `act`, with those they need where that is wanted. */
  readonly filter?: { readonly includeNeeds: boolean } | undefined;
}

/** What is done with a state; whether it had to do with any release. */
export type Act = (state: State, world: World) => Promise<boolean> | boolean;

/** No release was meant, in no file. */
export class NoMatchingReleases extends GoError {
  constructor({ selectors, environment }: Pick<VisitOptions, "selectors" | "environment">) {
    super(
      `err: no releases found that matches specified selector(${selectors.join(", ")}) and environment(${environment}), in any helmfile`,
    );
  }
}

/** Throws `GoError`, in whose text every file on the way is named, and `NoMatchingReleases`. */
export async function visitStates(world: World, options: VisitOptions, act: Act): Promise<void> {
  const visitor = new Visitor(options, act);
  await visitor.visit(world, {
    ...{
      depth: 0,
      place: options.place,
      selectors: options.selectors,
      caller: "",
      inherited: undefined,
      repositories: [],
    },
    values: options.stateValueFiles,
    sets: options.stateValues,
  });
}

/** Two files that name each other have no end. */
const DEPTH_MAX = 30;

/** What a state file is visited with. */
interface Visit {
  readonly depth: number;
  readonly place: string;
  readonly selectors: readonly string[];
  /** The state file that names it. */
  readonly caller: string;
  readonly values: readonly Value[];
  readonly sets: readonly GoMap[];
  readonly inherited: Inherited | undefined;
  /** The names of those that the state file above knows. */
  readonly repositories: readonly string[];
}

class Visitor {
  readonly #options: VisitOptions;
  readonly #act: Act;

  constructor(options: VisitOptions, act: Act) {
    this.#options = options;
    this.#act = act;
  }

  async visit(world: World, visit: Visit): Promise<void> {
    if (visit.depth > DEPTH_MAX) throw new GoError(`state files are nested deeper than ${DEPTH_MAX}`);
    const { reverse } = this.#options;
    const files = await fetching(world, () => findStates(world, { place: visit.place, reverse }));
    let matched = false;
    for (const path of files) {
      const [folder, file] = [dir(path), base(path)];
      // Of several files, each is read from where the program stands.
      const place =
        files.length > 1
          ? { world, folder: absolute(folder, world.cwd) }
          : { world: world.within(folder), folder: "." };
      matched = (await inFile(`${folder}/${file}`, () => this.#file(file, place, visit))) || matched;
    }
    if (!matched) throw new NoMatchingReleases(this.#options);
  }

  async #file(file: string, { world, folder }: { world: World; folder: string }, visit: Visit): Promise<boolean> {
    const loaded = await fetching(world, () => this.#loaded(file, { world, folder }, visit));
    if (loaded === undefined) return false;
    const { reverse } = this.#options;
    let matched = reverse ? false : await this.#below(loaded, world, visit);
    matched = (await this.#acted(loaded, world, visit)) || matched;
    return reverse ? (await this.#below(loaded, world, visit)) || matched : matched;
  }

  /** A state file that does not know the environment is passed over. */
  #loaded(file: string, { world, folder }: { world: World; folder: string }, visit: Visit): State | undefined {
    const overrides = this.#overrides(world, { ...visit, caller: visit.caller || file });
    try {
      const loader = new StateLoader(world, this.#options);
      const state = loader.load(file, folder, { inherited: visit.inherited?.environment, overrides });
      return this.#placed(state, visit, world);
    } catch (error) {
      if (error instanceof StateLoadError && error.cause instanceof UndefinedEnvironmentError) return undefined;
      throw error;
    }
  }

  #overrides(world: World, { caller, values, sets }: Visit): Environment | undefined {
    if (values.length === 0 && sets.length === 0) return undefined;
    const name = this.#options.environment;
    const load = (entries: readonly Value[]): GoMap =>
      loadEnvironmentValues(world, {
        ...{ entries, name, environment: newEnvironment(name), folder: dir(caller), stateFile: caller },
        ifMissing: undefined,
      });
    const over = sets.length === 0 ? [] : [reread(sets.reduce((below, each) => mergeMaps(below, each)))];
    return newEnvironment(name, { values: load(values), overrides: load(over) });
  }

  /** With what is handed down, and what the command line says for all. */
  #placed(state: State, { inherited, repositories }: Visit, world: World): State {
    const own = inherited === undefined ? state.spec : withInherited(state.spec, inherited);
    warnOfRepositories(own, repositories, world.log);
    const { kubeContext, namespace, chart, reverse } = this.#options;
    const spec = {
      ...own,
      ...only("kubeContext", "kube-context", kubeContext, own.kubeContext),
      ...(kubeContext === "" ? {} : { helmDefaults: { ...own.helmDefaults, kubeContext } }),
      ...only("namespace", "namespace", namespace, own.namespace),
      ...only("chart", "chart", chart, own.chart),
    };
    if (!reverse) return { ...state, spec };
    const turned = { releases: spec.releases?.toReversed() ?? [], helmfiles: spec.helmfiles?.toReversed() ?? [] };
    return { ...state, spec: { ...spec, ...turned } };
  }

  async #below(state: State, world: World, visit: Visit): Promise<boolean> {
    let matched = false;
    for (const [i, each] of (state.spec.helmfiles ?? []).entries()) {
      if (this.#isOutside(each)) {
        world.log.debug(`skipping subhelmfile "${each.path}": CLI selectors conflict with its own`);
        continue;
      }
      matched = (await inHelmfiles(i, () => this.#subHelmfile(state, world, { visit, each }))) || matched;
    }
    return matched;
  }

  async #subHelmfile(
    state: State,
    world: World,
    { visit, each }: { visit: Visit; each: SubHelmfile },
  ): Promise<boolean> {
    const { path = "", values = [], inherits = [] } = each;
    try {
      await this.visit(world, {
        depth: visit.depth + 1,
        place: path,
        selectors: this.#selectorsOf(each, world) ?? visit.selectors,
        caller: absolute(state.path, world.cwd),
        ...{ values, sets: [] },
        inherited: inherits.length === 0 ? undefined : handedDown(state, inherits),
        repositories: (state.spec.repositories ?? []).map(({ name = "" }) => name),
      });
      return true;
    } catch (error) {
      if (error instanceof NoMatchingReleases) return false;
      throw error;
    }
  }

  /** Those of the entry; `undefined` where the ones above hold. */
  #selectorsOf({ selectors, selectorsInherited = false }: SubHelmfile, world: World): readonly string[] | undefined {
    if (selectorsInherited) return undefined;
    if (selectors !== undefined) return selectors;
    const experiments = world.env("HELMFILE_EXPERIMENTAL") ?? "";
    return experiments === "true" || experiments.includes("explicit-selector-inheritance") ? [] : undefined;
  }

  #isOutside({ selectors = [], selectorsInherited = false }: SubHelmfile): boolean {
    const own = this.#options.selectors;
    if (own.length === 0 || selectors.length === 0 || selectorsInherited) return false;
    try {
      return !areCompatible(own, selectors);
    } catch {
      // What cannot be read is said where it is used.
      return false;
    }
  }

  async #acted(loaded: State, world: World, { selectors }: Visit): Promise<boolean> {
    const rendered = within(`failed executing release templates in "${base(loaded.path)}"`, () =>
      withRenderedReleases(world, loaded),
    );
    const { spec } = rendered;
    const releases = (spec.releases ?? []).map((each) => withLabels(withOverrides(each, spec), spec));
    const desired = desiredIds(releases);
    for (const release of releases) for (const warning of absentNeeds(release, desired)) world.log.warn(warning);
    const state = { ...rendered, selectors, allReleases: releases, spec: { ...spec, releases } };
    const { filter } = this.#options;
    if (filter === undefined) return await this.#act(state, world);
    const selected =
      selectors.length === 0 ? releases : selectReleases(releases, { selectors, values: state.values, ...filter });
    refuseDuplicates(selected);
    await this.#act({ ...state, spec: { ...spec, releases: selected } }, world);
    return selected.length > 0;
  }
}

/** As a state file would have it: integers are `int`. */
function reread(values: GoMap): Value {
  return readYaml(marshalPretty(values));
}

function only(field: "kubeContext" | "namespace" | "chart", flag: string, given: string, own: string | undefined) {
  if (given === "") return {};
  if (own !== undefined) throw new GoError(`err: Cannot use option --${flag} and set attribute ${field}.`);
  return { [field]: given };
}

export function refuseDuplicates(releases: readonly Release[]): void {
  const counts = new Map<string, number>();
  for (const release of releases) counts.set(releaseId(release), (counts.get(releaseId(release)) ?? 0) + 1);
  for (const release of releases) {
    const count = counts.get(releaseId(release)) ?? 0;
    if (count < 2) continue;
    const { name = "", namespace = "", kubeContext = "" } = release;
    const where =
      (namespace === "" ? "" : ` in namespace "${namespace}"`) +
      (kubeContext === "" ? "" : ` in kubecontext "${kubeContext}"`);
    throw new GoError(
      `duplicate release "${name}" found${where}: there were ${count} releases named "${name}" matching specified selector`,
    );
  }
}

async function inFile<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  return await prefixing(`in ${path}`, action);
}

async function inHelmfiles<Result>(i: number, action: () => Promise<Result>): Promise<Result> {
  return await prefixing(`in .helmfiles[${i}]`, action);
}

/** What failed, with where: the cause keeps the exit code. */
export class VisitError extends GoError {}

async function prefixing<Result>(where: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof GoError) || error instanceof NoMatchingReleases) throw error;
    throw new VisitError(`${where}: ${error.message}`, { cause: error });
  }
}
