/** The words of `helm delete` for a release (pkg/state/state.go, `DeleteReleases`, `DeleteReleasesForSync`). */
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import { connectionFlags } from "./connection.ts";
import type { HelmVersion } from "./helm-version.ts";

export interface DeleteQuery {
  readonly release: Release;
  readonly helm: HelmVersion;
  /** Of the command line. */
  readonly cascade: string;
}

/** Where the whole state is taken away. */
export function destroyFlags(state: State, query: DeleteQuery): string[] {
  const { release } = query;
  return [
    ...connectionFlags(state, release),
    ...cascadeFlags(state, query),
    ...deleteWaitFlags(state, release),
    ...namespaceFlags(release),
  ];
}

/** Where a release is not to be installed any more. */
export function deleteFlags(state: State, query: DeleteQuery): string[] {
  const { release } = query;
  return [
    ...namespaceFlags(release),
    ...deleteWaitFlags(state, release),
    ...connectionFlags(state, release),
    ...cascadeFlags(state, query),
  ];
}

/** Where it is to be installed anew: Helm has to wait. */
export function reinstallFlags(state: State, release: Release): string[] {
  return [
    ...namespaceFlags(release),
    ...deleteWaitFlags(state, { ...release, deleteWait: true }),
    ...connectionFlags(state, release),
  ];
}

export function namespaceFlags({ namespace = "" }: Release): string[] {
  return namespace === "" ? [] : ["--namespace", namespace];
}

function deleteWaitFlags({ spec }: State, release: Release): string[] {
  const { deleteWait = false, deleteTimeout = 0n } = spec.helmDefaults ?? {};
  if (!(release.deleteWait ?? deleteWait)) return [];
  const seconds = Number(release.deleteTimeout ?? deleteTimeout);
  return ["--wait", ...(seconds === 0 ? [] : ["--timeout", `${seconds}s`])];
}

function cascadeFlags({ spec }: State, { release, helm, cascade }: DeleteQuery): string[] {
  const chosen = release.cascade || cascade || spec.helmDefaults?.cascade || "";
  return chosen === "" || !helm.isAtLeast("3.12.1") ? [] : ["--cascade", chosen];
}
