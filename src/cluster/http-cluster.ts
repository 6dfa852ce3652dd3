/**
 * The Cluster port over HTTP(S): what client-go's REST client does for Helm. Requests that the server asks to repeat (429, 503 with
 * Retry-After), and reads that lost their connection, are tried again a bounded number of times with jitter.
 */
import {
  apiError,
  isObject,
  numberAt,
  textAt,
  type ApiRequest,
  type ApiResponse,
  type Cluster,
  type JsonValue,
  type WatchEvent,
} from "../kube/index.ts";
import {
  createHttpClient,
  HttpError,
  type HttpClient,
  type HttpClientOptions,
  type HttpResponse,
} from "../sys/index.ts";
import type { Authorizer } from "./credentials.ts";
import { jsonLines } from "./json-lines.ts";

export interface HttpClusterOptions {
  readonly server: string;
  readonly http: HttpClientOptions;
  readonly authorize: Authorizer;
  readonly userAgent: string;
}

/** client-go gives up after ten answers that ask for a retry. */
const TRIES_MAX = 10;
/** Reads whose connection broke: the server may be restarting. */
const BROKEN_READS_MAX = 3;
const BACKOFF_MS = 200;
const BACKOFF_MS_MAX = 10_000;

export class HttpCluster implements Cluster {
  readonly server: string;
  readonly #options: HttpClusterOptions;
  readonly #http: HttpClient;

  constructor(options: HttpClusterOptions) {
    this.server = options.server.replace(/\/+$/, "");
    this.#options = options;
    this.#http = createHttpClient(options.http);
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    const response = await this.#send(request);
    const text = new TextDecoder().decode(await response.readBody());
    const body = parseJson(response, text);
    if (response.status >= 400) throw apiError(response.status, body, text);
    return { status: response.status, body, text, warnings: warningsOf(response.headers) };
  }

  async *watch(request: ApiRequest): AsyncIterable<WatchEvent> {
    const response = await this.#send(request);
    if (response.status >= 400) {
      const text = new TextDecoder().decode(await response.readBody());
      throw apiError(response.status, parseJson(response, text), text);
    }
    try {
      for await (const event of jsonLines(response.stream())) yield toWatchEvent(event);
    } catch (error) {
      if (request.signal?.aborted !== true) throw error;
    } finally {
      // An aborted body cannot be cancelled a second time.
      await response.discard().catch(() => undefined);
    }
  }

  /** Sends until the server gives an answer that is one. */
  async #send(request: ApiRequest): Promise<HttpResponse> {
    let renewed = false;
    for (let tries = 1; ; tries++) {
      const response = await this.#try(request, tries);
      if (response === undefined) continue;
      if (response.status === 401 && !renewed && this.#options.authorize.renew()) {
        renewed = true;
        await response.discard();
        continue;
      }
      const waitMs = retryAfterMs(response);
      if (waitMs === undefined || tries >= TRIES_MAX) return response;
      await response.discard();
      await sleep(jittered(waitMs), request.signal);
    }
  }

  /** One attempt; undefined when a read lost its connection and may be tried again. */
  async #try(request: ApiRequest, tries: number): Promise<HttpResponse | undefined> {
    request.signal?.throwIfAborted();
    try {
      return await this.#http({
        method: request.method,
        url: this.server + request.path + queryOf(request),
        headers: await this.#headers(request),
        body: request.body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(request.body)),
        signal: request.signal,
      });
    } catch (error) {
      const broken = error instanceof HttpError && error.kind === "eof" && request.method === "GET";
      if (!broken || tries >= BROKEN_READS_MAX) throw error;
      await sleep(jittered(BACKOFF_MS * 2 ** tries), request.signal);
      return undefined;
    }
  }

  async #headers(request: ApiRequest): Promise<Record<string, string>> {
    return {
      Accept: request.accept ?? "application/json",
      "User-Agent": this.#options.userAgent,
      ...(request.body === undefined ? {} : { "Content-Type": request.contentType ?? "application/json" }),
      ...(await this.#options.authorize.headers()),
    };
  }
}

function queryOf(request: ApiRequest): string {
  const pairs = Object.entries(request.query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}

function parseJson(response: HttpResponse, text: string): JsonValue {
  if (response.headers.get("content-type")?.includes("json") !== true) return null;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}

/** `299 - "text"`, several separated by commas. */
function warningsOf(headers: Headers): string[] {
  const header = headers.get("warning") ?? "";
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? "").replace(/\\(.)/g, "$1"),
  );
}

function toWatchEvent(event: JsonValue): WatchEvent {
  const type = textAt(event, "type");
  const object = isObject(event) ? (event["object"] ?? null) : null;
  if (type === "ERROR") throw apiError(numberAt(object, "code") ?? 500, object, "");
  return { type: type as WatchEvent["type"], object };
}

/** How long the server asks to wait, in milliseconds; undefined when it does not ask. */
function retryAfterMs(response: HttpResponse): number | undefined {
  if (response.status !== 429 && response.status < 500) return undefined;
  const header = response.headers.get("retry-after");
  return header === null || !/^\d+$/.test(header) ? undefined : Math.min(Number(header) * 1000, BACKOFF_MS_MAX);
}

function jittered(ms: number): number {
  return ms * (0.75 + Math.random() / 2);
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
