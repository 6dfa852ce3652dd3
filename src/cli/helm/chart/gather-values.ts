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
  const fetched = new Map<string, Fetched>();
  for (let i = 0; i <= ADDRESSES_MAX; i++) {
    try {
      const read = (path: string) => readSource(context, path, fetched);
      return gatherValues(given, { dialect: context.dialect, read, origins });
    } catch (error) {
      if (!(error instanceof NeedsFetch)) throw error;
      fetched.set(error.url, await attemptFetch(context, error.url));
    }
  }
  throw new GoError(`more than ${ADDRESSES_MAX} addresses of values`);
}

/** A failure is thrown where the reading of values comes to the address again, so that it says which flag it belongs to. */
type Fetched = Uint8Array | GoError | undefined;

async function attemptFetch(context: CommandContext, url: string): Promise<Fetched> {
  const { fetchBytes } = await import("./fetch.ts");
  try {
    return await fetchBytes(context, url);
  } catch (error) {
    if (error instanceof GoError) return error;
    throw error;
  }
}

/** No URL could be wrong with these. */
const PLAIN_PATH = /^[\w./-]*$/;
/** Whether something answers for the scheme is only known when the plugins have been looked at. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

function readSource(context: CommandContext, path: string, fetched: ReadonlyMap<string, Fetched>): Uint8Array {
  if (path.trim() === "-") return context.stdin();
  // Helm takes every name for a URL first, and refuses what is none.
  if (!PLAIN_PATH.test(path)) parseUrl(path);
  if (ADDRESS.test(path) && !fetched.has(path)) throw new NeedsFetch(path);
  const found = fetched.get(path);
  if (found instanceof GoError) throw found;
  return found ?? readFile(context.files, path);
}
