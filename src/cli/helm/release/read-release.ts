import { getRelease } from "../../../helm/action/index.ts";
import type { Release } from "../../../helm/storage/index.ts";
import type { CommandContext } from "../../context.ts";
import { failingAsCommand } from "./failures.ts";
import { openStorage } from "./open-storage.ts";

/** The release that the command's argument and `--revision` name. Throws `CommandError`. */
export async function readRelease(context: CommandContext): Promise<Release> {
  const { storage } = await openStorage(context);
  const [name = ""] = context.args;
  return await failingAsCommand(() => getRelease(storage, { name, revision: context.flags.int("revision") }));
}
