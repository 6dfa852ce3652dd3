/** Fetches a values file from an address: with whatever getter knows its scheme. */
import * as url from "../../../go/url/index.ts";
import type { CommandContext } from "../../context.ts";
import { getOptions } from "../network/chart-flags.ts";
import { sourcesOf } from "../network/sources.ts";

/** What stands there, `undefined` where nothing knows the scheme. Throws `GoError` in the words of Helm's getter. */
export async function fetchBytes(context: CommandContext, address: string): Promise<Uint8Array | undefined> {
  const { scheme } = url.parse(address);
  const { indexes } = sourcesOf(context, { get: getOptions(context), registryOut: "err" });
  return await indexes.ports.getters.find(scheme)?.get(address, { url: address });
}
