/** Reads the values given on the command line, and fetches those at addresses. */
import type { Origins } from "../../../base/index.ts";
import { GoError, type GoMap } from "../../../go/index.ts";
import { parse as parseUrl } from "../../../go/url/index.ts";
import { gatherValues, type GivenValues } from "../../../helm/index.ts";
import type { CommandContext } from "../../context.ts";
import { readFile } from "../../../helm/index.ts";

/** Addresses are fetched one by one, whenever the reading of values meets one: there may be this many. */
const ADDRESSES_MAX = 1000;

/** Thrown out of the reading of values, which cannot wait. */
class NeedsFetch extends Error {
  constructor(readonly url: string) {
    super(url);
  }
}

/** Throws `GoError` with Helm's text. */
export async function gatherGiven(
  context: CommandContext,
  { given, origins }: { given: GivenValues; origins?: Origins | undefined },
): Promise<GoMap> {
  const fetched = new Map<string, Uint8Array | undefined>();
  for (let i = 0; i <= ADDRESSES_MAX; i++) {
    try {
      const read = (path: string) => readSource(context, path, fetched);
      return gatherValues(given, { dialect: context.dialect, read, origins });
    } catch (error) {
      if (!(error instanceof NeedsFetch)) throw error;
      const { fetchBytes } = await import("./fetch.ts");
      fetched.set(error.url, await fetchBytes(context, error.url));
    }
  }
  throw new GoError(`more than ${ADDRESSES_MAX} addresses of values`);
}

/** No URL could be wrong with these. */
const PLAIN_PATH = /^[\w./-]*$/;
/** Whether something answers for the scheme is only known when the plugins have been looked at. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

function readSource(
  context: CommandContext,
  path: string,
  fetched: ReadonlyMap<string, Uint8Array | undefined>,
): Uint8Array {
  if (path.trim() === "-") return context.stdin();
  // Helm takes every name for a URL first, and refuses what is none.
  if (!PLAIN_PATH.test(path)) parseUrl(path);
  if (ADDRESS.test(path) && !fetched.has(path)) throw new NeedsFetch(path);
  return fetched.get(path) ?? readFile(context.files, path);
}
