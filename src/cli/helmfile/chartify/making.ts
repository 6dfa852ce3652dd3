import type { Release } from "../../../helmfile/index.ts";
import type { Program } from "../program.ts";
import type { Site } from "../site.ts";
import type { Folder } from "./folder.ts";

/** What the command says about the charts that are made. */
export interface ChartifyOptions {
  readonly validate: boolean;
  readonly includeCrds: boolean;
  readonly kubeVersion: string;
  /** `--set` and `--values` of the command line. */
  readonly set: readonly string[];
  readonly values: readonly string[];
  readonly skipSchemaValidation: boolean;
  readonly templateArgs: string;
}

/** What most commands say. */
export const PLAIN: ChartifyOptions = {
  ...{ validate: false, includeCrds: true, kubeVersion: "", skipSchemaValidation: false, templateArgs: "" },
  ...{ set: [], values: [] },
};

/** A chart that is being made for a release. */
export interface Making {
  readonly site: Site;
  readonly release: Release;
  readonly folder: Folder;
  /** What it is made of: a folder, an archive or what Helm gets from elsewhere. */
  readonly source: string;
  /** Whether that is here. */
  readonly isLocal: boolean;
  readonly kustomize: Program;
  readonly valuesFiles: readonly string[];
  readonly setFlags: readonly string[];
  /** The command of Helmfile. */
  readonly command: string;
  readonly skipDeps: boolean;
  readonly options: ChartifyOptions;
}
