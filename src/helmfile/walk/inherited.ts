/** What a state file hands down to those it names under `helmfiles`, where they ask for it with `inherits` (pkg/state/inherited.go). */
import type { Environment } from "../load/environment.ts";
import type { State } from "../load/state.ts";
import { mergeStructs } from "../spec/merge.ts";
import { HELM_DEFAULTS, type Repository, type StateSpec } from "../spec/state.ts";
import type { Log } from "../world.ts";

export interface Inherited {
  readonly spec: StateSpec;
  readonly environment: Environment | undefined;
}

export function handedDown({ spec, environment }: State, wanted: readonly string[]): Inherited {
  const has = (name: keyof StateSpec): boolean => wanted.includes(name);
  const entries = Object.entries(spec).filter(([name]) => has(name as keyof StateSpec) && name !== "environments");
  return { spec: Object.fromEntries(entries) as StateSpec, environment: has("environments") ? environment : undefined };
}

/** What the state says itself wins. */
export function withInherited(spec: StateSpec, { spec: above }: Inherited): StateSpec {
  const { repositories, helmDefaults, commonLabels, templates, apiVersions, kubeVersion } = above;
  return {
    ...spec,
    ...(repositories === undefined
      ? {}
      : { repositories: lastOfEachName([...repositories, ...(spec.repositories ?? [])]) }),
    ...(helmDefaults === undefined
      ? {}
      : { helmDefaults: mergeStructs(HELM_DEFAULTS, [spec.helmDefaults ?? {}, helmDefaults], {}) }),
    ...(commonLabels === undefined ? {} : { commonLabels: new Map([...commonLabels, ...(spec.commonLabels ?? [])]) }),
    ...(templates === undefined ? {} : { templates: new Map([...templates, ...(spec.templates ?? [])]) }),
    ...(apiVersions === undefined ? {} : { apiVersions: [...new Set([...apiVersions, ...(spec.apiVersions ?? [])])] }),
    ...(kubeVersion === undefined || spec.kubeVersion !== undefined ? {} : { kubeVersion }),
  };
}

function lastOfEachName(repositories: readonly Repository[]): Repository[] {
  const last = new Map(repositories.map(({ name }, i) => [name, i]));
  return repositories.filter(({ name }, i) => last.get(name) === i);
}

/** A repository of the state file above, which this one does not know: `inherits` may have been forgotten. */
export function warnOfRepositories(
  { releases = [], repositories = [] }: StateSpec,
  above: readonly string[],
  log: Log,
): void {
  const known = new Set(repositories.map(({ name }) => name));
  const warned = new Set<string>();
  for (const { name = "", chart = "" } of releases) {
    const repository = chart.slice(0, Math.max(0, chart.indexOf("/")));
    if (/[:]|^\.{0,2}$/.test(repository) || !above.includes(repository)) continue;
    if (known.has(repository) || warned.has(repository)) continue;
    warned.add(repository);
    log.warn(
      `release "${name}" references repository "${repository}" which is available in the parent helmfile but not inherited. ` +
        `Add "inherits: [repositories]" to this sub-helmfile entry, or declare the repository here.`,
    );
  }
}
