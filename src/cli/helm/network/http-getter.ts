/** Fetching over HTTP (Helm 4.3.1 pkg/getter/httpgetter.go; Helm 3.22.0 the same): credentials go to their own host only. */
import * as url from "../../../go/url/index.ts";
import { GoError } from "../../../go/index.ts";
import type { GetOptions, Getter } from "../../../helm/download/index.ts";
import { HttpError, basicAuthorization, createHttpClient, type HttpClient } from "../../../sys/index.ts";
import type { CommandContext } from "../../context.ts";
import { tlsOptions } from "./tls-files.ts";
import { userAgent } from "./user-agent.ts";

/** Over a whole exchange (helm pkg/getter, DefaultHTTPTimeout). */
const TIMEOUT_MS = 120_000;

export function httpGetter(context: CommandContext): Getter {
  const clients = new Map<string, HttpClient>();
  return {
    async get(address, options) {
      const client = clientFor(context, { options, clients });
      context.log.debug("fetching", { url: address });
      try {
        return await fetchAll(client, { address, options, context });
      } catch (error) {
        if (error instanceof HttpError) throw new GoError(error.message, { cause: error });
        throw error;
      }
    },
  };
}

async function fetchAll(
  client: HttpClient,
  { address, options, context }: { address: string; options: GetOptions; context: CommandContext },
): Promise<Uint8Array> {
  const response = await client({ method: "GET", url: address, headers: headersFor(address, { options, context }) });
  context.log.debug("fetch complete", {
    url: address,
    status: response.statusLine,
    "content-length": response.contentLength ?? -1,
  });
  if (response.status === 200) return await response.readBody();
  await response.discard();
  throw new GoError(`failed to fetch ${address} : ${response.statusLine}`);
}

function headersFor(
  address: string,
  { options, context }: { options: GetOptions; context: CommandContext },
): Record<string, string> {
  const { username = "", password = "", accept } = options;
  const mayKnow = options.passCredentialsAll === true || isFor(address, options.url ?? "");
  return {
    ...(accept === undefined ? {} : { Accept: accept }),
    "User-Agent": userAgent(context),
    ...(mayKnow && username !== "" && password !== ""
      ? { Authorization: basicAuthorization(`${username}:${password}`) }
      : {}),
  };
}

/** Same scheme, same host, same port. */
function isFor(address: string, owner: string): boolean {
  const [target, known] = [url.parse(address), url.parse(owner)];
  return target.scheme === known.scheme && target.host === known.host;
}

/** Repositories with the same certificates share a client. */
function clientFor(
  context: CommandContext,
  { options, clients }: { options: GetOptions; clients: Map<string, HttpClient> },
): HttpClient {
  const { certFile, keyFile, caFile, insecureSkipTlsVerify, timeoutMs = TIMEOUT_MS } = options;
  const key = JSON.stringify([certFile, keyFile, caFile, insecureSkipTlsVerify, timeoutMs]);
  let client = clients.get(key);
  if (client === undefined) {
    client = createHttpClient({
      env: context.env,
      signal: context.signal,
      tls: tlsOptions(context, options),
      timeoutMs,
    });
    clients.set(key, client);
  }
  return client;
}
