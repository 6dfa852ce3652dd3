/** Fetches a values file from an address. */
import { GoError } from "../../../go/value.ts";
import { createHttpClient } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";

const TIMEOUT_MS = 120_000;

/** What stands there, `undefined` where nothing answers for the scheme. Throws `GoError` in the words of Helm's getter. */
export async function fetchBytes(context: CommandContext, url: string): Promise<Uint8Array | undefined> {
  if (!/^https?:/i.test(url)) {
    const { fetchWithPlugin } = await import("../plugins/getter.ts");
    return await fetchWithPlugin(context, { href: url });
  }
  const get = createHttpClient({ env: context.env, signal: context.signal, timeoutMs: TIMEOUT_MS });
  try {
    const response = await get({ method: "GET", url });
    if (response.status === 200) return await response.readBody();
    await response.discard();
    throw new GoError(`failed to fetch ${url} : ${response.statusLine}`);
  } catch (error) {
    throw error instanceof GoError ? error : new GoError((error as Error).message, { cause: error });
  }
}
