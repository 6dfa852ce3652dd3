/** With which cluster Helm speaks (pkg/state/state.go, `getKubeContext`). */
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";

/** The context of a release: its own, the environment's, that of all. */
export function kubeContextOf({ spec, environment }: State, { kubeContext = "" }: Release): string {
  const chosen = spec.environments?.get(environment.name)?.kubeContext ?? "";
  return kubeContext || chosen || (spec.helmDefaults?.kubeContext ?? "");
}

export function connectionFlags(state: State, release: Release): string[] {
  const context = kubeContextOf(state, release);
  return context === "" ? [] : ["--kube-context", context];
}
