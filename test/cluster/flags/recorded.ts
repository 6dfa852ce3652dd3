/** Generated command lines as the real Helm answered them: the lines stand beside the answers, so that they stay what they are when the generator changes. */
import { resolve } from "node:path";
import type { Major, Played, Scenario, Step } from "../lifecycle.ts";

const FOLDER = resolve(import.meta.dir, "../../cases/flags");

export interface Recorded {
  readonly program: string;
  readonly files: Scenario["files"];
  readonly scenarios: readonly (Played & { readonly about: string; readonly steps: readonly Step[] })[];
}

export function recordedPath(major: Major): string {
  return resolve(FOLDER, `${major}.json`);
}
