/** `helm diff version`: the release of helm-diff whose answers these commands give. */
import type { RunContext } from "../context.ts";

export const HELM_DIFF_VERSION = "3.15.11";

export function run({ out }: RunContext): void {
  out.write(`${HELM_DIFF_VERSION}\n`);
}
