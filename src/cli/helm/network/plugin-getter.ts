/** Getter plugins in the ring of getters. */
import { GoError } from "../../../go/index.ts";
import type { Getter } from "../../../helm/download/index.ts";
import type { CommandContext } from "../../context.ts";
import { fetchWithPlugin, getterFor } from "../plugins/getter.ts";

/** `undefined` when no plugin knows the scheme. */
export function pluginGetter(context: CommandContext, scheme: string): Getter | undefined {
  if (scheme === "" || getterFor(context, scheme) === undefined) return undefined;
  return {
    async get(address, options) {
      const bytes = await fetchWithPlugin(context, { href: address, ...options });
      if (bytes === undefined) throw new GoError(`scheme "${scheme}" not supported`);
      return bytes;
    },
  };
}
