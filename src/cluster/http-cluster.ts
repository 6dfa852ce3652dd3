/**
 * The Cluster port over HTTP(S): what client-go's REST client does for Helm. Requests that the server asks to repeat (429, 503 with
 * Retry-After), and those that lost their connection and may be repeated (`repeatable.ts`), are tried again a bounded number of times with jitter.
 */
import {
  apiError,
  isObject,
  numberAt,
  parseJson,
  textAt,
  writeJson,
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
  type HttpRequest,
  type HttpResponse,
  requestError,
} from "../sys/index.ts";
import type { Authorizer, Credentials } from "./credentials.ts";
import { CredentialError } from "./exec-plugin.ts";
import { jsonLines } from "./json-lines.ts";
import { isMade, repeatable } from "./repeatable.ts";

export interface HttpClusterOptions {
  readonly server: string;
  readonly http: HttpClientOptions;
  readonly authorize: Authorizer;
  readonly userAgent: string;
}

/** client-go gives up after ten answers that ask for a retry. */
const TRIES_MAX = 10;
/** Requests whose connection broke, or that failed inside the server: it may be restarting, or electing a leader. */
const BROKEN_TRIES_MAX = 4;
/** Answers that a moment later may be better ones. */
const PASSING: ReadonlySet<number> = new Set([500, 502, 503, 504]);
const CONFLICT = 409;
/** Two stamps of the server's clock, in whole seconds. */
const STAMP_MS = 2000;
const BACKOFF_MS = 200;
const BACKOFF_MS_MAX = 10_000;

const LOOPBACK = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(?=[:/]|$)/;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
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
    // Of the address, client-go takes scheme, host and path.
    this.server = options.server.replace(/[?#].*$/s, "").replace(/^([a-z]+:\/\/[^/]*(?:\/.*?)??)\/+$/i, "$1");
    this.#options = options;
    this.#isLocal = LOOPBACK.test(this.server);
    this.#http = createHttpClient(options.http);
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    const answer = await this.#patiently(request, async () => {
      const response = await this.#send(request);
      const received = new TextDecoder().decode(await response.readBody());
      const { status, headers } = response;
      return { status, headers, text: received, body: bodyOf(response, received) };
    });
    const { status, headers, text, body } = answer;
    if (status >= 400) throw apiError(status, { body, text }, request);
    const date = headers.get("date") ?? undefined;
    return { status, body, text, warnings: warningsOf(headers), date };
  }

  async *watch(request: ApiRequest): AsyncIterable<WatchEvent> {
    const response = await this.#send(request);
    if (response.status >= 400) {
      const text = new TextDecoder().decode(await response.readBody());
      throw apiError(response.status, { body: bodyOf(response, text), text }, request);
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

  /**
   * Tries again what lost its connection, or what the server was in no state to answer, where doing it twice does no harm. An object that
   * was made although nobody said so is the answer.
   */
  async #patiently(request: ApiRequest, action: () => Promise<Answer>): Promise<Answer> {
    const kind = repeatable(request);
    const sinceMs = performance.now();
    for (let tries = 1; ; tries++) {
      const last = kind === "never" || tries >= BROKEN_TRIES_MAX;
      let answer: Answer | undefined;
      let failure: unknown;
      try {
        answer = await action();
        // That it is there already may be the doing of a try before this one, which fetch too makes by itself where a kept connection breaks.
        const mayBeOwn = kind === "ask" && answer.status === CONFLICT;
        if (!mayBeOwn && !mayPass(answer, request)) return answer;
      } catch (error) {
        if (!(error instanceof HttpError && error.kind === "eof")) throw error;
        failure = error;
      }
      if (!last && answer?.status !== CONFLICT) await sleep(jittered(BACKOFF_MS * 2 ** (tries - 1)), request.signal);
      const made = kind === "ask" ? await this.#made(request, performance.now() - sinceMs) : undefined;
      if (made !== undefined) return made;
      if (!last && answer?.status !== CONFLICT) continue;
      if (answer === undefined) throw failure;
      return answer;
    }
  }

  /** What a request was to make, where it stands there and is no older than the request. */
  async #made({ method, path, body, signal }: ApiRequest, ageMs: number): Promise<Answer | undefined> {
    const place = method === "POST" ? `${path}/${encodeURIComponent(textAt(body, "metadata", "name"))}` : path;
    const found = await this.request({ method: "GET", path: place, signal }).catch(() => undefined);
    if (found === undefined || !isObject(body) || !isMade(body, found.body)) return undefined;
    const { status, text, date = "" } = found;
    const createdMs = Date.parse(textAt(found.body, "metadata", "creationTimestamp"));
    if (method === "POST" && !(Date.parse(date) - createdMs <= ageMs + STAMP_MS)) return undefined;
    return { status, headers: new Headers({ date }), text, body: found.body };
  }

  async #attempt(request: ApiRequest): Promise<HttpResponse> {
    request.signal?.throwIfAborted();
    const url = this.server + request.path + queryOf(request);
    const credentials = await this.#credentials({ method: request.method, url });
    this.#identify(credentials);
    return await this.#http({
      method: request.method,
      url,
      headers: { ...this.#headers(request), ...credentials.headers },
      body: request.body === undefined ? undefined : new TextEncoder().encode(writeJson(request.body)),
      signal: request.signal,
    });
  }

  async #credentials(asked: Pick<HttpRequest, "method" | "url">): Promise<Credentials> {
    try {
      return await this.#options.authorize.credentials();
    } catch (error) {
      if (!(error instanceof CredentialError)) throw error;
      throw new Error(requestError(asked, new HttpError("dial", error.message)).message, { cause: error });
    }
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

/** A webhook that fails is asked no second time: it would fail again. */
function mayPass({ status, body }: Answer, { method }: ApiRequest): boolean {
  if (!PASSING.has(status)) return false;
  return method === "GET" || status !== 500 || !textAt(body, "message").includes("webhook");
}

function queryOf(request: ApiRequest): string {
  const pairs = Object.entries(request.query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}

function bodyOf(response: HttpResponse, text: string): JsonValue {
  if (response.headers.get("content-type")?.includes("json") !== true) return null;
  try {
    return parseJson(text);
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
