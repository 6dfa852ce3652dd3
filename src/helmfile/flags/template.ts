/** The words of `helm template` for a release (pkg/state/state.go, `flagsForTemplate`, `TemplateReleases`). */
import type { State } from "../load/state.ts";
import type { Release } from "../spec/state.ts";
import type { World } from "../world.ts";
import {
  adoptFlags,
  apiVersionsFlags,
  chartDownloadFlags,
  chartVersionFlags,
  enableDnsFlags,
  schemaFlags,
} from "./chart.ts";
import { connectionFlags } from "./connection.ts";
import { type PostRenderOptions, postRenderFlags } from "./post-render.ts";
import { extraArgs } from "./extra-args.ts";
import { namespaceAndValues } from "./values.ts";

export interface TemplateOptions extends PostRenderOptions {
  readonly kubeVersion: string;
  readonly showOnly: readonly string[];
  readonly skipSchemaValidation: boolean;
  /** Of the command line; those of `helmDefaults` where it has none. */
  readonly templateArgs: string;
  readonly isHelm3: boolean;
}

/** Throws `GoError`. */
export function templateFlags(
  world: World,
  state: State,
  { release, options }: { release: Release; options: TemplateOptions },
): string[] {
  const args = options.templateArgs || (state.spec.helmDefaults?.templateArgs ?? []).join(" ");
  return [
    ...chartVersionFlags(state, release),
    ...adoptFlags(release),
    ...enableDnsFlags(state, release),
    ...postRenderFlags(world, state, { release, options, isHelm3: options.isHelm3 }),
    ...apiVersionsFlags(state, release, options.kubeVersion),
    ...chartDownloadFlags(state, release),
    ...options.showOnly.filter((each) => each !== "").flatMap((each) => ["--show-only", each]),
    ...schemaFlags(state, release, options.skipSchemaValidation),
    ...connectionFlags(state, release),
    ...extraArgs(args),
    ...namespaceAndValues(world, state, release),
  ];
}
