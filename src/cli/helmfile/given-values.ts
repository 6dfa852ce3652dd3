/** `--values` and `--set` of a command line, as Helm is given them. */
import type { World } from "../../helmfile/index.ts";
import type { HelmfileContext } from "./settings.ts";
import { givenValues } from "./shared-options.ts";

/** Throws `GoError` where a file is missing. */
export function givenFiles(context: Pick<HelmfileContext, "flags">, world: World): string[] {
  return givenValues(context, world).flatMap((path) => ["--values", path]);
}

export function givenSets({ flags }: Pick<HelmfileContext, "flags">): string[] {
  return flags.strings("set").flatMap((each) => ["--set", each]);
}
