/** `helm diff version`: the release of helm-diff whose answers these commands give. */
import type { RunContext } from "../context.ts";

export function run({ out }: RunContext): void {
  out.write("3.15.11\n");
}
