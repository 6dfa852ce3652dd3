/** Fetches a values file from an address: with whatever getter knows its scheme. */
import * as url from "../../../go/url/index.ts";
import { GoError } from "../../../go/index.ts";
import type { CommandContext } from "../../context.ts";
import { getOptions } from "../network/chart-flags.ts";
import { sourcesOf } from "../network/sources.ts";

/** Throws `GoError` in the words of Helm's getter. */
export async function fetchBytes(context: CommandContext, address: string): Promise<Uint8Array> {
  const { scheme } = url.parse(address);
  const { indexes } = sourcesOf(context, { get: getOptions(context), registryOut: "err" });
  const getter = indexes.ports.getters.find(scheme);
  if (getter === undefined) throw new GoError(`scheme "${scheme}" not supported`);
  return await getter.get(address, { url: address });
}
