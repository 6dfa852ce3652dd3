/** `fetch` for the rare request with several lines of one header (`Impersonate-Group`), which `fetch` would write as one. */
import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import { Readable } from "node:stream";

interface LineFetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Uint8Array;
  readonly signal: AbortSignal;
  readonly proxy: string | false;
  readonly tls?: { readonly serverName?: string };
}

/** Throws where the request would go through a proxy. */
export async function lineFetch(url: string, options: LineFetchOptions): Promise<Response> {
  const { method, headers, body, signal, proxy, tls = {} } = options;
  if (proxy !== false) throw new Error("headers with several values do not pass a proxy");
  const { serverName, ...others } = tls;
  const send = url.startsWith("https:") ? secureRequest : plainRequest;
  return await new Promise((resolve, reject) => {
    const lines = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
    );
    const about = { method, headers: lines, signal, ...others };
    const named = serverName === undefined ? about : { ...about, servername: serverName };
    const sent = send(url, named, (answer) => resolve(toResponse(answer)));
    sent.on("error", reject);
    sent.end(body);
  });
}

const EMPTY: ReadonlySet<number> = new Set([204, 205, 304]);

function toResponse(answer: IncomingMessage): Response {
  const { statusCode = 500, statusMessage = "", headers } = answer;
  const body = EMPTY.has(statusCode) ? null : (Readable.toWeb(answer) as unknown as ReadableStream<Uint8Array>);
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new Response(body, {
    status: statusCode,
    statusText: statusMessage,
    headers: Object.fromEntries(lines) as Record<string, string>,
  });
}
