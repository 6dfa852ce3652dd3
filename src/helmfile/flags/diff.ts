/** The words of `helm diff upgrade` for a release (pkg/state/state.go, `flagsForDiff`, `commonDiffFlags`; helmx.go). */
import { GoError } from "../../go/index.ts";
import { parseVersion, type Version } from "../../semver/index.ts";
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import type { World } from "../world.ts";
import {
  adoptFlags,
  apiVersionsFlags,
  chartDownloadFlags,
  chartVersionFlags,
  enableDnsFlags,
  needsPlainHttp,
  schemaFlags,
} from "./chart.ts";
import { connectionFlags } from "./connection.ts";
import { extraArgs } from "./extra-args.ts";
import type { HelmVersion } from "./helm-version.ts";
import { postRenderFlags, type PostRenderOptions } from "./post-render.ts";
import { serverSideFlags, serverSideValue } from "./server-side.ts";
import { takesOwnership, valuesModeFlags } from "./upgrade.ts";
import { namespaceAndValues } from "./values.ts";

export interface DiffOptions extends PostRenderOptions {
  readonly detailedExitCode: boolean;
  readonly stripTrailingCr: boolean;
  readonly includeTests: boolean;
  readonly suppress: readonly string[];
  readonly suppressSecrets: boolean;
  readonly showSecrets: boolean;
  readonly noHooks: boolean;
  readonly color: boolean;
  readonly noColor: boolean;
  /** Lines around a change; 0: all. */
  readonly context: number;
  readonly output: string;
  /** Of the command line; those of `helmDefaults` where it has none. */
  readonly diffArgs: string;
  readonly templateArgs: string;
  readonly suppressOutputLineRegex: readonly string[];
  readonly skipSchemaValidation: boolean;
  readonly takeOwnership: boolean;
  readonly serverSide: string;
  readonly reuseValues: boolean;
  readonly resetValues: boolean;
  readonly set: readonly string[];
  /** `--values` of the command line, as Helm is given them. */
  readonly givenFiles: readonly string[];
  /** The cluster's, where it says so. */
  readonly detectedKubeVersion: string;
}

export interface DiffQuery {
  readonly release: Release;
  readonly options: DiffOptions;
  readonly helm: HelmVersion;
  /** A release that is not there yet may be of kinds that are not there yet, either. */
  readonly disableValidation: boolean;
  /** The version of the program that compares. Throws `GoError` where there is none. */
  readonly diffVersion: () => Version;
}

/** Throws `GoError`. */
export function diffFlags(world: World, state: State, query: DiffQuery): string[] {
  const { release, options, helm } = query;
  return [
    ...chartVersionFlags(state, release),
    ...enableDnsFlags(state, release),
    ...validationFlags(state, query),
    ...apiVersionsFlags(state, release, kubeVersionOf(state, query)),
    ...connectionFlags(state, release),
    ...downloadFlags(state, query),
    ...adoptFlags(release),
    ...postRenderFlags(world, state, { release, options, isHelm3: helm.isHelm3 }),
    ...schemaFlags(state, release, options.skipSchemaValidation),
    ...suppressedLines(state, query),
    ...ownershipFlags(state, query),
    ...ownServerSideFlags(state, query),
    ...namespaceAndValues(world, state, release),
    ...options.givenFiles,
    ...valuesModeFlags(state, release, options),
    ...commonFlags(state, options),
  ];
}

function validationFlags({ spec }: State, { release, disableValidation }: DiffQuery): string[] {
  const { helmDefaults } = spec;
  const withoutOpenApi = release.disableOpenAPIValidation ?? helmDefaults?.disableOpenAPIValidation === true;
  const without = release.disableValidation ?? helmDefaults?.disableValidation ?? disableValidation;
  return [...(withoutOpenApi ? ["--disable-openapi-validation"] : []), ...(without ? ["--disable-validation"] : [])];
}

function kubeVersionOf({ spec }: State, { release, options }: DiffQuery): string {
  const { helmDefaults } = spec;
  const own =
    release.disableAutoDetectedKubeVersionForDiff ?? helmDefaults?.disableAutoDetectedKubeVersionForDiff === true;
  return own ? "" : options.detectedKubeVersion;
}

/** What compares does not know `--plain-http`. */
function downloadFlags(state: State, query: DiffQuery): string[] {
  if (needsPlainHttp(state, query.release)) return [];
  const flags = chartDownloadFlags(state, query.release);
  if (flags.length > 0) require(query, "insecureSkipTLSVerify", "v3.8.1");
  return flags;
}

function require({ diffVersion }: DiffQuery, what: string, least: string): void {
  const version = diffVersion();
  if (version.lessThan(parseVersion(least)))
    throw new GoError(
      `${what} is not supported by helm-diff plugin version ${version.toString()}, please use at least ${least}`,
    );
}

function suppressedLines({ spec }: State, query: DiffQuery): string[] {
  const wanted = [
    query.release.suppressOutputLineRegex,
    query.options.suppressOutputLineRegex,
    spec.helmDefaults?.suppressOutputLineRegex,
  ];
  const patterns = wanted.find((each) => each !== undefined && each.length > 0);
  if (patterns === undefined) return [];
  require(query, "suppressOutputLineRegex", "v3.9.0");
  return patterns.filter((each) => each !== "").flatMap((each) => ["--suppress-output-line-regex", each]);
}

function ownershipFlags(state: State, query: DiffQuery): string[] {
  if (!takesOwnership(state, query.release, query.options.takeOwnership)) return [];
  require(query, "take-ownership", "v3.11.0");
  return ["--take-ownership"];
}

function ownServerSideFlags(state: State, query: DiffQuery): string[] {
  const { release, helm, options } = query;
  const wanted = { release, given: options.serverSide };
  if (helm.isHelm4 && serverSideValue(state, wanted) !== "") require(query, "server-side", "v3.15.10");
  return serverSideFlags(state, { ...wanted, helm });
}

/** What is the same for all releases. */
function commonFlags({ spec }: State, options: DiffOptions): string[] {
  const { helmDefaults = {} } = spec;
  const on = (flag: string, isOn: boolean): string[] => (isOn ? [flag] : []);
  return [
    ...on("--detailed-exitcode", options.detailedExitCode),
    ...on("--strip-trailing-cr", options.stripTrailingCr),
    ...on("--include-tests", options.includeTests),
    ...options.suppress.flatMap((each) => ["--suppress", each]),
    ...on("--suppress-secrets", options.suppressSecrets),
    ...on("--show-secrets", options.showSecrets),
    ...on("--no-hooks", options.noHooks),
    ...on("--no-color", options.noColor),
    ...on("--color", options.color && !options.noColor),
    ...(options.context > 0 ? ["--context", String(options.context)] : []),
    ...(options.output === "" ? [] : ["--output", options.output]),
    ...options.set.flatMap((each) => ["--set", each]),
    ...extraArgs(options.diffArgs || (helmDefaults.diffArgs ?? []).join(" ")),
    ...extraArgs(options.templateArgs || (helmDefaults.templateArgs ?? []).join(" ")),
  ];
}
