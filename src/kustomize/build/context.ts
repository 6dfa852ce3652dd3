/** What a build is given, and what one kustomization of it sees. */
import type { Value } from "../../go/index.ts";
import type { HelmChart, HelmGlobals, Selector } from "../kustomization/types.ts";
import type { Loader, LoaderWorld, LoadRestriction } from "../load/loader.ts";
import type { Schemas } from "../schema/schemas.ts";
import type { BuildTrace } from "./build-trace.ts";

/** A chart to be inflated, with its paths resolved. */
export interface ChartRequest {
  readonly chart: HelmChart;
  readonly globals: HelmGlobals;
  /** The folder that holds the charts, absolute. */
  readonly chartHome: string;
  /** The root of the kustomization, absolute. */
  readonly root: string;
  /** Values files in order; the first one may have been merged from `valuesFile` and `valuesInline`. */
  readonly values: readonly { readonly path: string; readonly text: () => string }[];
  readonly options: HelmOptions;
}

export interface HelmOptions {
  readonly enabled: boolean;
  readonly command: string;
  readonly apiVersions: readonly string[];
  readonly kubeVersion: string;
  readonly debug: boolean;
}

/** Renders a chart: what `helm template` would print. Throws what is to be said. */
export type InflateChart = (request: ChartRequest) => string;

export interface ProgramRequest {
  readonly path: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Written to a temporary file, whose path becomes the first argument. */
  readonly configFile?: string;
  /** Where its messages go: into the result, unless told. */
  readonly errors?: "inherit";
}

export interface ProgramResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Where `configFile` was written. */
  readonly configPath?: string;
  /** Why it could not be started, or how it ended that did not end well: `exit status 1`. */
  readonly error?: string;
}

export type RunProgram = (request: ProgramRequest) => ProgramResult;

export interface PluginOptions {
  /** `--enable-alpha-plugins`. */
  readonly enabled: boolean;
  readonly enableExec: boolean;
  readonly network: boolean;
  readonly networkName: string;
  readonly mounts: readonly string[];
  readonly env: readonly string[];
  /** Whom containers run as: `nobody`, or user and group as numbers. */
  readonly user: string;
}

export interface BuildOptions extends LoaderWorld {
  readonly restriction: LoadRestriction;
  readonly plugins: PluginOptions;
  readonly helm: HelmOptions;
  /** `--reorder`: what to do when the kustomization has no `sortOptions`. */
  readonly reorder: "legacy" | "none" | "unspecified";
  readonly managedByLabel: boolean;
  readonly environment: { get(name: string): string | undefined };
  /** Lines for standard error. */
  readonly warn: (line: string) => void;
  /** Lines that Go's log package would print, without the time. */
  readonly log: (line: string) => void;
  readonly inflateChart: InflateChart;
  readonly run: RunProgram;
  /** Told what the build does; only for those who ask where fields come from. */
  readonly trace?: BuildTrace;
  /** Told of selectors of patches and replacements that select nothing, which Kustomize passes over. */
  readonly unmatched?: (selector: Selector) => void;
}

/** One kustomization's view of the build. */
export interface BuildContext {
  readonly options: BuildOptions;
  readonly loader: Loader;
  readonly schemas: Schemas;
}

/** YAML of a configuration that the program made itself, for messages. */
export type ConfigValue = Value;
