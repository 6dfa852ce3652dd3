/**
 * The one HTTP client. On top of `fetch` it does what Go's net/http does for Helm and `fetch` does not: proxies decided as in
 * Go, redirects that never carry credentials to another host, a timeout over the whole exchange, bodies with a limit, the
 * system's certificate authorities, and failures in Go's words (see `http-error.ts`).
 */
import { attempt, GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { faultOf, format, hostname, parse, resolve } from "../go/url/index.ts";
import {
  HttpError,
  STALL_BEFORE_HEADERS,
  TIMEOUT_BEFORE_HEADERS,
  TIMEOUT_IN_BODY,
  describeFailure,
  lookupFailure,
  requestError,
} from "./http-error.ts";
import { proxyFor, type ProxyEnvironment, unseenNoProxy } from "./http-proxy.ts";
import { identityFailureOf, isMisnamed, type TlsInit } from "./http-identity.ts";
import { systemRoots } from "./system-roots.ts";

export interface TlsOptions {
  /** PEM; replaces the system's authorities. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly insecure?: boolean | undefined;
  readonly serverName?: string | undefined;
}

export interface HttpClientOptions {
  readonly env: ProxyEnvironment;
  /** For everything, whatever the environment says. */
  readonly proxy?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly tls?: TlsOptions | undefined;
  /** Over the whole exchange, redirects and body included; 0 or absent: none. */
  readonly timeoutMs?: number | undefined;
  /** For many requests to one server: those at once share a connection where it speaks HTTP/2. Not through a proxy. */
  readonly http2?: boolean | undefined;
  /** Without any progress: until the headers of an answer (to a request without a body), and between parts of its body. */
  readonly stallMs?: number | undefined;
}

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  /** Several values are several lines, one each. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Uint8Array | undefined;
  /** Ends this request only; the client's own signal ends all. */
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** As Go prints it: `404 Not Found`. */
  readonly statusLine: string;
  /** After redirects. */
  readonly url: string;
  readonly headers: Headers;
  /** From the header; `undefined` where the server did not say. */
  readonly contentLength: number | undefined;
  /** The whole body. Throws `HttpError` beyond the limit, on a body that stops half way, and on timeout. */
  readBody(options?: { bytesMax?: number }): Promise<Uint8Array>;
  /** The body as it comes, for answers that have no end of their own. */
  stream(): AsyncIterable<Uint8Array>;
  /** Gives the connection up without reading. */
  discard(): Promise<void>;
}

export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;

/** Go's limit (`http.Client`, defaultCheckRedirect): requests sent, the first one included. */
const REDIRECTS_MAX = 10;
/** Far above any chart or index seen; keeps a lying server from filling memory. */
export const BODY_BYTES_MAX = 1 << 30;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const roots = lazy(() => systemRoots(options.env));
  return (request) => new Exchange(options, roots).run(request);
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** One request with its redirects, under one deadline. */
class Exchange {
  readonly #abort = new AbortController();
  #timedOut = false;
  #stalled = false;
  #timer: Timer | undefined;
  #stallTimer: Timer | undefined;

  constructor(
    readonly options: HttpClientOptions,
    readonly roots: () => string | undefined,
  ) {
    const { timeoutMs = 0, signal } = options;
    if (timeoutMs > 0) this.#timer = setTimeout(() => this.#expire(), timeoutMs);
    signal?.addEventListener("abort", this.#cancel, { once: true });
    if (signal?.aborted === true) this.#abort.abort();
  }

  readonly #cancel = (): void => this.#abort.abort();

  #expire(): void {
    this.#timedOut = true;
    this.#abort.abort();
  }

  #proxyOf(request: HttpRequest, target: URL): string | undefined {
    try {
      return proxyFor(target, this.options.env);
    } catch (error) {
      if (error instanceof GoError) throw requestError(request, new HttpError("dial", error.message));
      throw error;
    }
  }

  /** Progress was made, or is waited for anew. */
  #progress(): void {
    const { stallMs = 0 } = this.options;
    clearTimeout(this.#stallTimer);
    if (stallMs > 0) this.#stallTimer = setTimeout(() => this.#stall(), stallMs);
  }

  #stall(): void {
    this.#stalled = true;
    this.#abort.abort();
  }

  #finish(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#stallTimer);
    this.options.signal?.removeEventListener("abort", this.#cancel);
  }

  async run(first: HttpRequest): Promise<HttpResponse> {
    try {
      return await this.#follow(first);
    } catch (error) {
      this.#finish();
      throw error;
    }
  }

  async #follow(first: HttpRequest): Promise<HttpResponse> {
    first.signal?.addEventListener("abort", this.#cancel, { once: true });
    if (first.signal?.aborted === true) this.#abort.abort();
    let request: ShownRequest = withCredentialsFromUrl(first);
    for (let hops = 0; ; hops++) {
      const response = await this.#send(request);
      const next = redirected(request, response);
      if (next === undefined) return this.#wrap(response, request.url);
      await giveUp(response);
      if (hops + 1 >= REDIRECTS_MAX) {
        const url = response.headers.get("location") ?? next.url;
        throw requestError({ ...next, url }, new HttpError("redirect", `stopped after ${REDIRECTS_MAX} redirects`));
      }
      request = next;
    }
  }

  async #send(request: ShownRequest): Promise<Response> {
    if (NO_HOST.test(request.url)) {
      throw requestError(request, new HttpError("dial", "http: no Host in request URL"));
    }
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(request.url)?.[1] ?? "";
    if (!SCHEMES.includes(scheme.toLowerCase())) {
      throw requestError(request, new HttpError("dial", `unsupported protocol scheme "${scheme}"`));
    }
    if (!URL.canParse(request.url)) {
      throw requestError(request, new HttpError("dial", unknownHost(request.url)));
    }
    const target = new URL(request.url);
    const shownUrl = request.shownUrl ?? request.url;
    const host = writtenHost(shownUrl, target);
    const proxy = this.options.proxy ?? this.#proxyOf(request, target);
    if (proxy === undefined && isMisread(host, target)) {
      throw requestError({ ...request, url: shownUrl }, new HttpError("dial", lookupFailure(host)));
    }
    const http2 = this.options.http2 === true && proxy === undefined;
    if (request.body === undefined) this.#progress();
    try {
      const { headers = {} } = request;
      const send = isPlain(headers) ? fetch : (await import("./line-fetch.ts")).lineFetch;
      const options = {
        method: request.method,
        headers: { ...headers } as Record<string, string>,
        ...(request.body === undefined ? {} : { body: request.body as Uint8Array<ArrayBuffer> }),
        redirect: "manual" as const,
        signal: this.#abort.signal,
        decompress: false,
        // `false` keeps Bun from reading the environment itself.
        proxy: (proxy ?? false) as string,
        // Where it is left out, HTTP/2 is offered beside HTTP/1.1 (scripts/build.ts turns that on).
        ...(http2 ? {} : { protocol: "http1.1" as const }),
        ...(target.protocol === "https:" ? { tls: this.#tls() } : {}),
      };
      return await (proxy === undefined ? send(request.url, options) : unseenNoProxy(() => send(request.url, options)));
    } catch (error) {
      const failure = await this.#describe(error, { target, host, proxy });
      throw requestError({ ...request, url: shownUrl }, failure);
    }
  }

  /** Bun compares names itself: a check of one's own keeps `fetch` from using a connection twice. */
  #tls(): TlsInit {
    const { tls = {} } = this.options;
    const ca = tls.ca ?? this.roots();
    return {
      ...(ca === undefined ? {} : { ca }),
      ...(tls.cert === undefined ? {} : { cert: tls.cert }),
      ...(tls.key === undefined ? {} : { key: tls.key }),
      ...(tls.serverName === undefined ? {} : { serverName: tls.serverName }),
      rejectUnauthorized: tls.insecure !== true,
    } as TlsInit;
  }

  async #describe(error: unknown, sent: { target: URL; host: string; proxy: string | undefined }): Promise<HttpError> {
    if (this.#timedOut) return new HttpError("timeout", TIMEOUT_BEFORE_HEADERS, { cause: error });
    if (this.#stalled) return new HttpError("timeout", STALL_BEFORE_HEADERS, { cause: error });
    if (this.#abort.signal.aborted) return new HttpError("canceled", "context canceled", { cause: error });
    const { cert, serverName = sent.target.hostname } = this.options.tls ?? {};
    const misnamed = isMisnamed(error) ? await identityFailureOf(serverName, { ...sent, tls: this.#tls() }) : undefined;
    if (misnamed !== undefined) return new HttpError("tls", misnamed, { cause: error });
    return await describeFailure(error, { ...sent, hasClientCertificate: cert !== undefined });
  }

  #wrap(response: Response, url: string): HttpResponse {
    const length = response.headers.get("content-length");
    return {
      status: response.status,
      statusLine: `${response.status} ${response.statusText}`,
      url,
      headers: response.headers,
      contentLength: length === null ? undefined : Number(length),
      readBody: async ({ bytesMax = BODY_BYTES_MAX } = {}) => {
        const body = new Body(() => this.#progress());
        try {
          return await body.read(response, bytesMax);
        } catch (error) {
          throw this.#describeBody(error, body.size);
        } finally {
          this.#finish();
        }
      },
      stream: () => (response.body ?? []) as AsyncIterable<Uint8Array>,
      discard: async () => {
        this.#finish();
        await giveUp(response);
      },
    };
  }

  #describeBody(error: unknown, received: number): HttpError {
    if (error instanceof HttpError) return error;
    const about = { cause: error, received };
    if (this.#timedOut || this.#stalled) return new HttpError("timeout", TIMEOUT_IN_BODY, about);
    if (this.#abort.signal.aborted) return new HttpError("canceled", "context canceled", about);
    return new HttpError("eof", "unexpected EOF", about);
  }
}

/** How a connection ends that nobody wants any more is of no interest. */
async function giveUp({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => undefined);
}

class Body {
  readonly #chunks: Uint8Array[] = [];
  size = 0;

  constructor(readonly onProgress: () => void) {}

  async read(response: Response, bytesMax: number): Promise<Uint8Array> {
    if (Number(response.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge(bytesMax);
    this.onProgress();
    if (response.body !== null) await this.#readAll(response.body.getReader(), bytesMax);
    const [first, ...others] = this.#chunks;
    if (first !== undefined && others.length === 0) return first;
    const { buffer, byteOffset } = Buffer.concat(this.#chunks, this.size);
    return new Uint8Array(buffer, byteOffset, this.size);
  }

  /** Takes all that has come at once: a server that writes as it goes sends hundreds of small pieces. */
  async #readAll(reader: ReadableStreamDefaultReader<Uint8Array>, bytesMax: number): Promise<void> {
    for (let isDone = false; !isDone;) {
      const { done, value } = await reader.readMany();
      isDone = done;
      this.onProgress();
      for (const chunk of value) {
        this.#chunks.push(chunk);
        this.size += chunk.length;
      }
      if (this.size > bytesMax) {
        await reader.cancel().catch(() => undefined);
        throw tooLarge(bytesMax);
      }
    }
  }
}

export function tooLarge(bytesMax: number): HttpError {
  return new HttpError("limit", `the answer is larger than ${bytesMax} bytes`);
}

interface ShownRequest extends HttpRequest {
  /** As errors name it. */
  readonly shownUrl?: string;
}

/** `fetch` writes several values of a header as one line. */
function isPlain(headers: NonNullable<HttpRequest["headers"]>): boolean {
  return Object.values(headers).every((value) => typeof value === "string");
}

/** `user:password@` in a URL becomes a header, unless there is one. */
function withCredentialsFromUrl(request: HttpRequest): ShownRequest {
  if (!/^[a-z]+:\/\/[^/?#]*@/i.test(request.url)) return request;
  const url = new URL(request.url);
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = "";
  url.password = "";
  const headers = { Authorization: basicAuthorization(credentials), ...request.headers };
  return { ...request, url: url.href, headers, shownUrl: request.url };
}

/** The value of an `Authorization` header for `name:password`. */
export function basicAuthorization(credentials: string): string {
  return `Basic ${Buffer.from(credentials, "utf8").toString("base64")}`;
}

const SCHEMES = ["http", "https"];

/** `URL` would take the first word of the path for the host. */
const NO_HOST = /^https?:(?!\/\/[^/?#])/i;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirected(request: HttpRequest, response: Response): HttpRequest | undefined {
  const location = response.headers.get("location") ?? "";
  if (!REDIRECTS.has(response.status) || location === "") return undefined;
  if (!URL.canParse(location, request.url)) throw requestError(request, unknownLocation(location));
  const url = new URL(location, request.url);
  const keepsBody = response.status === 307 || response.status === 308;
  return {
    method: keepsBody || request.method === "HEAD" ? request.method : "GET",
    url: hrefOf(url, { location, base: request.url }),
    headers: staysWith(new URL(request.url), url) ? { ...request.headers } : withoutCredentials(request.headers),
    ...(keepsBody ? { body: request.body } : {}),
  };
}

/** What `location` leads to; with the host as it is written where `url` has misread it. */
function hrefOf(url: URL, { location, base }: { location: string; base: string }): string {
  const written = attempt(() => format(resolve(parse(base), parse(location))));
  return written !== undefined && isMisread(writtenHost(written, url), url) ? written : url.href;
}

/** The host as errors name it. Letters beyond ASCII are mapped by Go as well. */
function writtenHost(url: string, target: URL): string {
  const host = attempt(() => hostname(parse(url)));
  return host !== undefined && /^[\x20-\x7e]*$/.test(host) ? host : target.hostname;
}

/** Whether the platform takes for an address (`1`, `0x7f.1`, `127.0.0.01`) what to Go is a name, which nobody has. */
function isMisread(host: string, { hostname: read }: URL): boolean {
  return host !== read && /^[\d.]+$/.test(read);
}

/** Of an address that the platform refuses: if Go takes it, no host can be called so. */
function unknownHost(address: string): string {
  return faultOf(address) ?? lookupFailure(hostname(parse(address)));
}

function unknownLocation(location: string): HttpError {
  const fault = faultOf(location);
  const reason = fault === undefined ? "" : `: ${fault}`;
  return new HttpError("redirect", `failed to parse Location header ${quote(location)}${reason}`);
}

/** Stricter than Go, which keeps credentials for another port of the same host; going from http to https is no change. */
function staysWith(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true;
  return (
    from.hostname === to.hostname &&
    from.protocol === "http:" &&
    from.port === "" &&
    to.port === "" &&
    to.protocol === "https:"
  );
}

function withoutCredentials(headers: HttpRequest["headers"] = {}): NonNullable<HttpRequest["headers"]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)));
}
