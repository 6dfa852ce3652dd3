/** `--server-side` of Helm 4 (pkg/state/helmx.go, `appendServerSideFlagsForUpgrade`). */
import { GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import type { HelmVersion } from "./helm-version.ts";

export interface ServerSideQuery {
  readonly release: Release;
  readonly helm: HelmVersion;
  /** Of the command line. */
  readonly given: string;
}

/** Throws `GoError`. */
export function serverSideFlags(state: State, query: ServerSideQuery): string[] {
  if (!query.helm.isHelm4) {
    refuse(query.release.serverSide, "releases[].serverSide");
    refuse(state.spec.helmDefaults?.serverSide, "helmDefaults.serverSide");
    return [];
  }
  const value = serverSideValue(state, query);
  if (value === "") return [];
  if (["true", "false", "auto"].includes(value)) return ["--server-side", value];
  throw new GoError(`invalid serverSide value ${quote(value)}: must be "true", "false", or "auto"`);
}

function refuse(value = "", place: string): void {
  if (value !== "") throw new GoError(`serverSide requires Helm 4 or greater (set via ${place})`);
}

export function serverSideValue({ spec }: State, { release, given }: Omit<ServerSideQuery, "helm">): string {
  return release.serverSide || given || spec.helmDefaults?.serverSide || "";
}
