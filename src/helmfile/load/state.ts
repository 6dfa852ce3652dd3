import type { GoMap } from "../../go/index.ts";
import type { Release, StateSpec } from "../spec/state.ts";
import type { Environment } from "./environment.ts";

/** A state file with all its parts and bases, and the values that hold in it. */
export interface State {
  readonly spec: StateSpec;
  readonly environment: Environment;
  /** What templates see as `.Values`. */
  readonly values: GoMap;
  /** As it was given. */
  readonly path: string;
  /** Where relative paths count from: `.`, or an absolute folder. */
  readonly folder: string;
  /** Those that hold in this file, which a state file above may have chosen. */
  readonly selectors: readonly string[];
  /** The releases as the file has them, before they are narrowed down. */
  readonly allReleases: readonly Release[];
}
