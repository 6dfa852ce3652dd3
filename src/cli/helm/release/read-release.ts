import { getRelease } from "../../../helm/action/index.ts";
import type { Release } from "../../../helm/storage/index.ts";
import type { CommandContext } from "../../context.ts";
import { reading } from "./open-storage.ts";

/** The release that the command's argument and `--revision` name. Throws `CommandError`. */
export async function readRelease(context: CommandContext): Promise<Release> {
  const [name = ""] = context.args;
  const revision = context.flags.int("revision");
  return await reading(context, ({ storage }) => getRelease(storage, { name, revision }));
}
