/** Makes the HTTP requests of WebAssembly plugins, to the hosts that their manifests allow (Extism's go-sdk 1.7.1: host.go, httpRequest). */
import { compareStrings, GoError } from "../../../../go/index.ts";
import * as url from "../../../../go/url/index.ts";
import { quote } from "../../../../go/strconv/index.ts";
import { parseGlob } from "../../../../helm/render/index.ts";
import { createHttpClient, HttpError, type HttpRequest } from "../../../../sys/index.ts";
import type { CommandContext } from "../../../context.ts";
import type { WebRequest, WebResponse } from "./messages.ts";

export interface WebOptions {
  readonly allowedHosts: readonly string[];
  readonly bytesMax: number;
  readonly signal: AbortSignal;
}

/** Throws `GoError`. */
export async function makeRequest(
  { env }: Pick<CommandContext, "env">,
  request: WebRequest,
  { allowedHosts, bytesMax, signal }: WebOptions,
): Promise<WebResponse> {
  refuseForeign(request, allowedHosts);
  const client = createHttpClient({ env, signal });
  try {
    const response = await client({
      url: request.url,
      method: methodOf(request),
      headers: { ...DEFAULT_HEADERS, ...request.headers },
      body: request.body,
    });
    const body = await response.readBody({ bytesMax });
    return { status: response.status, headers: headersOf(response.headers), body };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw new GoError(error.kind === "limit" ? "http: request body too large" : error.message, { cause: error });
  }
}

/** As Go's client, but for packed answers. */
const DEFAULT_HEADERS = { "User-Agent": "Go-http-client/1.1", "Accept-Encoding": "identity" };

function refuseForeign({ url: address }: WebRequest, allowedHosts: readonly string[]): void {
  const host = hostOf(address);
  const isAllowed = allowedHosts.some((allowed) => allowed === host || parseGlob(allowed)?.(host) === true);
  if (!isAllowed) throw new GoError(`HTTP request to '${address}' is not allowed`);
}

function hostOf(address: string): string {
  try {
    return url.hostname(url.parse(address));
  } catch (error) {
    throw new GoError(`invalid url: ${(error as Error).message}`, { cause: error });
  }
}

function methodOf({ method }: WebRequest): HttpRequest["method"] {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(method)) throw new GoError(`net/http: invalid method ${quote(method)}`);
  // Whatever word it is: `fetch` sends it.
  return method as HttpRequest["method"];
}

function headersOf(headers: Headers): Record<string, string> {
  const entries = [...headers.keys()].map((name) => [name, headers.get(name) ?? ""] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => compareStrings(a, b)));
}
