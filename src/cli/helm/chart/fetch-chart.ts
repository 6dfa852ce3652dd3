/** Charts of repositories and registries. */
import { GoError } from "../../../go/value.ts";
import type { CommandContext } from "../../context.ts";

/** The absolute path of the chart's archive in the cache. Throws `GoError`. */
export async function fetchChart(_context: CommandContext, name: string): Promise<string> {
  throw new GoError(`${name}: charts of repositories and registries cannot be fetched yet`);
}
