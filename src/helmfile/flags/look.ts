/** The words of commands that look at releases, and of `helm test` and `helm lint` (pkg/state/state.go). */
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import type { World } from "../world.ts";
import { adoptFlags, chartDownloadFlags } from "./chart.ts";
import { connectionFlags } from "./connection.ts";
import { namespaceFlags } from "./delete.ts";
import { timeoutFlags } from "./timeout.ts";
import { namespaceAndValues } from "./values.ts";

/** Of `helm list`: a release is there in whatever state it is. */
export function listWords(state: State, release: Release): string[] {
  const { name = "" } = release;
  return [
    ...["list", "--filter", `^${name}$`, ...connectionFlags(state, release), ...namespaceFlags(release)],
    ...["--uninstalling", "--deployed", "--failed", "--pending"],
  ];
}

export function statusFlags(state: State, release: Release): string[] {
  return [...namespaceFlags(release), ...connectionFlags(state, release)];
}

/** `timeout`: seconds; those of the state where it is as if none were given. */
export function testFlags(
  state: State,
  release: Release,
  { logs, timeout }: { logs: boolean; timeout: number },
): string[] {
  const NONE = -1;
  return [
    ...namespaceFlags(release),
    ...(logs ? ["--logs"] : []),
    ...(timeout === NONE ? timeoutFlags(state, release, 0) : ["--timeout", `${timeout}s`]),
    ...connectionFlags(state, release),
    ...chartDownloadFlags(state, release),
  ];
}

/** Throws `GoError`. */
export function lintFlags(world: World, state: State, release: Release): string[] {
  return [...namespaceAndValues(world, state, release), ...adoptFlags(release)];
}
