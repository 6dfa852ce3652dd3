/** What the commands of Helmfile work with that go through state files. */
import type { State, World } from "../../helmfile/index.ts";
import type { Helm, SharedHelm } from "./helm.ts";
import type { Downloads } from "./downloads.ts";
import type { KeptCharts } from "./kept-charts.ts";
import type { KeptFiles } from "./kept-files.ts";
import type { SecretTexts } from "./secret-texts.ts";
import type { HelmfileContext } from "./settings.ts";

export interface StateContext extends HelmfileContext {
  /** Files that are made for Helm. */
  readonly kept: KeptFiles;
  readonly charts: KeptCharts;
  readonly downloads: Downloads;
  /** Those that are known already, by their programs and contexts. */
  readonly helms: Map<string, SharedHelm>;
  /** Names of repositories that were added or logged in to already. */
  readonly repositories: Set<string>;
  readonly secretTexts: SecretTexts;
}

/** One state file, and Helm for its releases. */
export interface Site {
  readonly context: StateContext;
  readonly world: World;
  readonly state: State;
  readonly helm: Helm;
}
