/**
 * Helm 3 talks plain HTTP to a registry that answers TLS with plain HTTP, without being asked to; Helm 4 does not.
 * Once seen, the registry is asked so from the start.
 */
import { HttpError, type HttpClient } from "../sys/index.ts";

export interface FallbackClient {
  readonly send: HttpClient;
  /** Whether the registry turned out to speak plain HTTP. */
  readonly isForced: () => boolean;
}

export function withPlainHttpFallback(client: HttpClient): FallbackClient {
  let forced = false;
  const send: HttpClient = async (request) => {
    if (forced) return await client({ ...request, url: plain(request.url) });
    try {
      return await client(request);
    } catch (error) {
      if (!(error instanceof HttpError) || error.kind !== "plainHttpServer") throw error;
      forced = true;
      return await client({ ...request, url: plain(request.url) });
    }
  };
  return { send, isForced: () => forced };
}

function plain(url: string): string {
  return url.replace(/^https:/, "http:");
}
