/** The words of `helm upgrade` for a release (pkg/state/state.go, `flagsForUpgrade`, `prepareSyncReleases`; helmx.go). */
import { compareStrings, GoError } from "../../go/index.ts";
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import type { World } from "../world.ts";
import {
  adoptFlags,
  chartDownloadFlags,
  chartVersionFlags,
  enableDnsFlags,
  isOciChart,
  keyringFlags,
  schemaFlags,
  verifyFlags,
} from "./chart.ts";
import { connectionFlags } from "./connection.ts";
import { extraArgs } from "./extra-args.ts";
import type { HelmVersion } from "./helm-version.ts";
import { postRendererArgsFlags, postRendererFlags, type PostRenderOptions } from "./post-render.ts";
import { serverSideFlags } from "./server-side.ts";
import { timeoutFlags } from "./timeout.ts";
import { namespaceAndValues } from "./values.ts";

export interface UpgradeOptions extends PostRenderOptions {
  readonly wait: boolean;
  readonly waitForJobs: boolean;
  /** Seconds; 0 where the command line has none. */
  readonly timeout: number;
  readonly reuseValues: boolean;
  readonly resetValues: boolean;
  readonly skipCrds: boolean;
  readonly skipSchemaValidation: boolean;
  /** Of the command line; those of `helmDefaults` where it has none. */
  readonly syncArgs: string;
  readonly hideNotes: boolean;
  readonly takeOwnership: boolean;
  readonly serverSide: string;
  readonly syncReleaseLabels: boolean;
  readonly trackMode: string;
  readonly description: string;
  /** `--values` and `--set` of the command line, as Helm is given them. */
  readonly givenValues: readonly string[];
}

export interface UpgradeQuery {
  readonly release: Release;
  readonly options: UpgradeOptions;
  readonly helm: HelmVersion;
}

/** Throws `GoError` for what contradicts itself, or what this Helm cannot do. */
export function upgradeFlags(world: World, state: State, query: UpgradeQuery): string[] {
  const { release, options, helm } = query;
  return [
    ...chartVersionFlags(state, release),
    ...enableDnsFlags(state, release),
    ...waitFlags(world, state, query),
    ...(isOciChart(state, release) ? [] : [...verifyFlags(state, release), ...keyringFlags(state, release)]),
    ...timeoutFlags(state, release, options.timeout),
    ...forceFlags(state, query),
    ...(choice(state, release, "recreatePods") ? ["--recreate-pods"] : []),
    ...rollbackFlags(state, query),
    ...(choice(state, release, "cleanupOnFail") ? ["--cleanup-on-fail"] : []),
    ...createNamespaceFlags(state, query),
    ...(choice(state, release, "disableOpenAPIValidation") ? ["--disable-openapi-validation"] : []),
    ...connectionFlags(state, release),
    ...chartDownloadFlags(state, release),
    ...adoptFlags(release),
    ...labelsFlags(state, query),
    ...postRendererFlags(state, { release, options, isHelm3: helm.isHelm3 }),
    ...descriptionFlags(query),
    ...postRendererArgsFlags(world, state, { release, options }),
    ...schemaFlags(state, release, options.skipSchemaValidation),
    ...(options.hideNotes && helm.isAtLeast("3.16.0") ? ["--hide-notes"] : []),
    ...ownershipFlags(state, query),
    ...serverSideFlags(state, { release, helm, given: options.serverSide }),
    ...extraArgs(options.syncArgs || (state.spec.helmDefaults?.syncArgs ?? []).join(" ")),
    ...namespaceAndValues(world, state, release),
    ...options.givenValues,
    ...(state.spec.helmDefaults?.skipCRDs === true || options.skipCrds ? ["--skip-crds"] : []),
    ...valuesModeFlags(state, release, options),
  ];
}

/** How many revisions Helm keeps. */
export function historyMax({ spec }: State, release: Release): number {
  const HISTORY_MAX = 10;
  return Number(release.historyMax ?? spec.helmDefaults?.historyMax ?? HISTORY_MAX);
}

type Choice =
  | "recreatePods"
  | "cleanupOnFail"
  | "disableOpenAPIValidation"
  | "force"
  | "forceConflicts"
  | "atomic"
  | "rollbackOnFailure";

function choice({ spec }: State, release: Release, name: Choice): boolean {
  return release[name] ?? spec.helmDefaults?.[name] === true;
}

/** The release's own wish, that of the command line, that of all where the release has none. */
function wish(state: State, { release, options }: UpgradeQuery, name: "wait" | "waitForJobs"): boolean {
  if (release[name] === true || options[name]) return true;
  return release[name] === undefined && state.spec.helmDefaults?.[name] === true;
}

function waitFlags(world: World, state: State, query: UpgradeQuery): string[] {
  const mode = trackModeOf(state, query);
  return [
    ...(wish(state, query, "wait") ? [waitFlag(world, query, mode)] : []),
    ...(wish(state, query, "waitForJobs") && mode !== "kubedog" ? ["--wait-for-jobs"] : []),
  ];
}

function waitFlag(world: World, { helm, release }: UpgradeQuery, mode: string): string {
  if (mode !== "helm-legacy") return "--wait";
  if (helm.isHelm4) return "--wait=legacy";
  world.log.warn(
    `trackMode 'helm-legacy' requires Helm v4, falling back to regular --wait for release ${release.name ?? ""}`,
  );
  return "--wait";
}

/** `helm`, `helm-legacy` or `kubedog`. */
export function trackModeOf(
  { spec }: State,
  { release, options }: { release: Release; options: Pick<UpgradeOptions, "trackMode"> },
): string {
  return release.trackMode || options.trackMode || spec.helmDefaults?.trackMode || "helm";
}

function forceFlags(state: State, { release, helm }: UpgradeQuery): string[] {
  const [force, conflicts] = [choice(state, release, "force"), choice(state, release, "forceConflicts")];
  if (conflicts && !helm.isHelm4)
    throw new GoError(
      "forceConflicts requires Helm 4 or greater (set via releases[].forceConflicts or helmDefaults.forceConflicts)",
    );
  if (force && conflicts)
    throw new GoError(
      "force and forceConflicts are mutually exclusive (check both releases[].force/forceConflicts and helmDefaults.force/forceConflicts)",
    );
  return [
    ...(force ? [helm.isHelm4 ? "--force-replace" : "--force"] : []),
    ...(conflicts ? ["--force-conflicts"] : []),
  ];
}

/** Helm 4 has another name for `--atomic`. */
function rollbackFlags(state: State, { release, helm }: UpgradeQuery): string[] {
  const [atomic, rollback] = [choice(state, release, "atomic"), choice(state, release, "rollbackOnFailure")];
  if (atomic && rollback)
    throw new GoError(
      "atomic and rollbackOnFailure are mutually exclusive (check both releases[].atomic/rollbackOnFailure and helmDefaults.atomic/rollbackOnFailure)",
    );
  if (rollback && !helm.isHelm4)
    throw new GoError(
      "rollbackOnFailure requires Helm 4 or greater (set via releases[].rollbackOnFailure or helmDefaults.rollbackOnFailure)",
    );
  if (!atomic && !rollback) return [];
  return [helm.isHelm4 ? "--rollback-on-failure" : "--atomic"];
}

function createNamespaceFlags({ spec }: State, { release, helm }: UpgradeQuery): string[] {
  const wanted = release.createNamespace ?? spec.helmDefaults?.createNamespace;
  if (wanted === false) return [];
  if (helm.isAtLeast("3.2.0")) return ["--create-namespace"];
  if (wanted === undefined) return [];
  throw new GoError("releases[].createNamespace requires Helm 3.2.0 or greater");
}

/** Helm's own labels of release records. */
const SYSTEM_LABELS = ["name", "owner", "status", "version", "createdAt", "modifiedAt"];

function labelsFlags({ spec }: State, { release, options, helm }: UpgradeQuery): string[] {
  const wanted = [release.syncReleaseLabels, options.syncReleaseLabels, spec.helmDefaults?.syncReleaseLabels];
  if (!wanted.includes(true) || !helm.isAtLeast("3.13.0")) return [];
  const labels = [...(release.labels ?? [])].filter(([key]) => key !== "" && !SYSTEM_LABELS.includes(key));
  if (labels.length === 0) return [];
  const sorted = labels.sort(([a], [b]) => compareStrings(a, b));
  return ["--labels", sorted.map(([key, value]) => `${key}=${value}`).join(",")];
}

function descriptionFlags({ release, options, helm }: UpgradeQuery): string[] {
  const description = options.description || (release.description ?? "");
  if (description === "") return [];
  if (helm.isAtLeast("3.3.0")) return ["--description", description];
  throw new GoError(
    `${options.description === "" ? "releases[].description" : "--description flag"} requires Helm 3.3.0 or greater`,
  );
}

function ownershipFlags(state: State, { release, options, helm }: UpgradeQuery): string[] {
  return takesOwnership(state, release, options.takeOwnership) && helm.isAtLeast("3.17.0") ? ["--take-ownership"] : [];
}

export function takesOwnership({ spec }: State, release: Release, given: boolean): boolean {
  return [release.takeOwnership, given, spec.helmDefaults?.takeOwnership].includes(true);
}

/** Whether the values of the revision before are kept. */
export function valuesModeFlags(
  { spec }: State,
  release: Release,
  { reuseValues, resetValues }: Pick<UpgradeOptions, "reuseValues" | "resetValues">,
): string[] {
  const reuses = (release.reuseValues ?? spec.helmDefaults?.reuseValues === true) || reuseValues;
  return [reuses && !resetValues ? "--reuse-values" : "--reset-values"];
}
