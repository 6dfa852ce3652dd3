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
import type { Authorizer, Credentials } from "./credentials.ts";
import { jsonLines } from "./json-lines.ts";

export interface HttpClusterOptions {
  readonly server: string;
  readonly http: HttpClientOptions;
  readonly authorize: Authorizer;
  readonly userAgent: string;
}

/** client-go gives up after ten answers that ask for a retry. */
const TRIES_MAX = 10;
/** Reads whose connection broke, or that failed inside the server: it may be restarting, or electing a leader. */
const BROKEN_READS_MAX = 4;
/** Answers to reads that a moment later may be better ones. */
const PASSING: ReadonlySet<number> = new Set([500, 502, 503, 504]);
const BACKOFF_MS = 200;
const BACKOFF_MS_MAX = 10_000;

const LOOPBACK = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(?=[:/]|$)/;

interface Answer {
  readonly response: HttpResponse;
  readonly text: string;
  readonly body: JsonValue;
}

export class HttpCluster implements Cluster {
  readonly server: string;
  readonly #options: HttpClusterOptions;
  #http: HttpClient;
  /** Of the client, where a program made it. */
  #certificate: string | undefined;
  /** Packing a list takes the server three times as long as sending it over loopback. */
  readonly #isLocal: boolean;

  constructor(options: HttpClusterOptions) {
    this.server = options.server.replace(/\/+$/, "");
    this.#options = options;
    this.#isLocal = LOOPBACK.test(this.server);
    this.#http = createHttpClient(options.http);
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    const answer = await this.#patiently(request, async () => {
      const response = await this.#send(request);
      const text = new TextDecoder().decode(await response.readBody());
      return { response, text, body: parseJson(response, text) };
    });
    const { response, text, body } = answer;
    if (response.status >= 400) throw apiError(response.status, { body, text }, request);
    const date = response.headers.get("date") ?? undefined;
    return { status: response.status, body, text, warnings: warningsOf(response.headers), date };
  }

  async *watch(request: ApiRequest): AsyncIterable<WatchEvent> {
    const response = await this.#send(request);
    if (response.status >= 400) {
      const text = new TextDecoder().decode(await response.readBody());
      throw apiError(response.status, { body: parseJson(response, text), text }, request);
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
      const response = await this.#attempt(request);
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

  /** Tries reads again that lost their connection, or that the server was in no state to answer. */
  async #patiently(request: ApiRequest, action: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const last = request.method !== "GET" || tries >= BROKEN_READS_MAX;
      try {
        const answer = await action();
        if (last || !PASSING.has(answer.response.status)) return answer;
      } catch (error) {
        if (last || !(error instanceof HttpError && error.kind === "eof")) throw error;
      }
      await sleep(jittered(BACKOFF_MS * 2 ** (tries - 1)), request.signal);
    }
  }

  async #attempt(request: ApiRequest): Promise<HttpResponse> {
    request.signal?.throwIfAborted();
    const credentials = await this.#options.authorize.credentials();
    this.#identify(credentials);
    return await this.#http({
      method: request.method,
      url: this.server + request.path + queryOf(request),
      headers: { ...this.#headers(request), ...credentials.headers },
      body: request.body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(request.body)),
      signal: request.signal,
    });
  }

  /** Another certificate needs other connections. */
  #identify({ certificate }: Credentials): void {
    if (certificate === undefined || certificate.cert === this.#certificate) return;
    const { http } = this.#options;
    this.#http = createHttpClient({ ...http, tls: { ...http.tls, ...certificate } });
    this.#certificate = certificate.cert;
  }

  #headers(request: ApiRequest): Record<string, string> {
    return {
      Accept: request.accept ?? "application/json",
      "User-Agent": this.#options.userAgent,
      ...(this.#isLocal ? { "Accept-Encoding": "identity" } : {}),
      ...(request.body === undefined ? {} : { "Content-Type": request.contentType ?? "application/json" }),
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
  } catch (error) {
    // Half an answer, cut where a connection ended as if all had come.
    throw new HttpError("eof", "unexpected EOF", { cause: error });
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
  if (type === "ERROR") throw apiError(numberAt(object, "code") ?? 500, { body: object, text: "" });
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
