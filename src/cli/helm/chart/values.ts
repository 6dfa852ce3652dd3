/** The values given by `-f` and every kind of `--set`, from files, addresses and standard input. */
import type { Origins } from "../../../base/index.ts";
import type { GoMap } from "../../../go/index.ts";
import type { GivenValues } from "../../../helm/index.ts";
import type { CommandContext } from "../../context.ts";

/** Throws `GoError` with Helm's text. Nothing is loaded where nothing was given. */
export async function valuesFromFlags(context: CommandContext, options: { origins?: Origins } = {}): Promise<GoMap> {
  const given = givenValues(context);
  if (Object.values(given).every((each) => each.length === 0)) return new Map();
  const { gatherGiven } = await import("./gather-values.ts");
  return await gatherGiven(context, { given, origins: options.origins });
}

export function givenValues({ flags }: Pick<CommandContext, "flags">): GivenValues {
  return {
    valueFiles: flags.strings("values"),
    json: flags.strings("set-json"),
    set: flags.strings("set"),
    string: flags.strings("set-string"),
    file: flags.strings("set-file"),
    literal: flags.strings("set-literal"),
  };
}
