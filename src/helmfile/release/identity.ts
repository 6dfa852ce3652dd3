import type { Release, StateSpec } from "../spec/state.ts";

/** `CONTEXT/NAMESPACE/NAME`, as `needs` name a release (pkg/state/state.go, `ReleaseToID`). */
export function releaseId({ kubeContext = "", namespace = "", name = "" }: Release): string {
  return idOf({ kubeContext, namespace, name });
}

/** `ctx//name` has no namespace: `ctx/name` would be one of a namespace called `ctx`. */
function idOf({ kubeContext, namespace, name }: { kubeContext: string; namespace: string; name: string }): string {
  if (kubeContext !== "") return `${kubeContext}/${namespace}/${name}`;
  return namespace === "" ? name : `${namespace}/${name}`;
}

/** Whether it is to be there: `installed: false` is not. */
export function isDesired({ installed }: Release): boolean {
  return installed ?? true;
}

/** What a release needs, in whole: a name alone is one of its own namespace and context. */
export function neededIds(release: Release): string[] {
  return (release.needs ?? []).map((need) => {
    const parts = need.split("/");
    const name = parts.pop() ?? "";
    const namespace = parts.pop() ?? release.namespace ?? "";
    const kubeContext = parts.length > 0 ? parts.join("/") : (release.kubeContext ?? "");
    return idOf({ kubeContext, namespace, name });
  });
}

/** The releases that are to be there. */
export function desiredIds(releases: readonly Release[]): ReadonlySet<string> {
  return new Set(releases.filter(isDesired).map(releaseId));
}

/** Needs that are not among the desired ones, of a release that is: said as a warning. */
export function absentNeeds(release: Release, desired: ReadonlySet<string>): string[] {
  if (!isDesired(release)) return [];
  const name = release.name ?? "";
  return (release.needs ?? [])
    .filter((id) => !desired.has(id))
    .map((id) => id.slice(id.lastIndexOf("/") + 1))
    .map(
      (need) =>
        `WARNING: release ${name} needs ${need}, but ${need} is not installed due to installed: false. Either mark ${need} as installed or remove ${need} from ${name}'s needs`,
    );
}

/** With the context and the namespace that hold for all releases of the file. */
export function withOverrides(release: Release, { kubeContext, namespace }: StateSpec): Release {
  const placed = {
    ...release,
    ...(kubeContext === undefined ? {} : { kubeContext }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  const needs = neededIds(placed);
  return needs.length === 0 ? placed : { ...placed, needs };
}

/** With the labels that every release has: its name, its namespace, the last part of its chart's name. */
export function withLabels(release: Release, { commonLabels }: StateSpec): Release {
  const { name = "", namespace = "", chart = "" } = release;
  const own = { name, namespace, chart: chart.slice(chart.lastIndexOf("/") + 1) };
  return { ...release, labels: new Map([...(commonLabels ?? []), ...(release.labels ?? []), ...Object.entries(own)]) };
}
