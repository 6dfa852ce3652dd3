/** Failures of registries in the words of oras-go (v2.6), which is how Helm prints them. */
import { sprint } from "../go/fmt/index.ts";
import { quote } from "../go/strconv/index.ts";
import type { Value } from "../go/index.ts";
import type { HttpRequest, HttpResponse } from "../sys/index.ts";

export class RegistryError extends Error {
  override name = "RegistryError";

  constructor(
    message: string,
    readonly options: { readonly notFound?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof RegistryError && error.options.notFound === true;
}

/** `failed to perform "Fetch" on source: ...`: names the step of a copy that failed. */
export async function performing<T>(
  step: string,
  side: "source" | "destination",
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new RegistryError(`failed to perform ${quote(step)} on ${side}: ${text}`, { cause: error });
  }
}

/** `GET "url": text`. */
export function exchangeError(exchange: { method: string; url: string }, text: string): RegistryError {
  return new RegistryError(`${exchange.method} ${quote(exchange.url)}: ${text}`);
}

/** oras-go reads no more of an error's body. */
const ERROR_BYTES_MAX = 8 * 1024;

interface ErrorEntry {
  readonly code: string;
  readonly message: string;
  readonly detail: unknown;
}

/** The error an unexpected status means: the registry's own words, or the status text. */
export async function statusError(request: HttpRequest, response: HttpResponse): Promise<RegistryError> {
  const entries = await readErrors(response);
  const text = entries.length > 0 ? entries.map(describe).join("; ") : (STATUS_TEXTS[response.status] ?? "");
  return exchangeError(
    { method: request.method, url: response.url },
    `response status code ${response.status}: ${text}`,
  );
}

async function readErrors(response: HttpResponse): Promise<ErrorEntry[]> {
  try {
    const bytes = await response.readBody({ bytesMax: ERROR_BYTES_MAX });
    const { errors } = JSON.parse(new TextDecoder().decode(bytes)) as { errors?: unknown };
    return Array.isArray(errors) ? errors.map(decodeEntry) : [];
  } catch {
    return [];
  }
}

function decodeEntry(entry: unknown): ErrorEntry {
  const { code, message, detail } = (entry ?? {}) as Record<string, unknown>;
  return { code: textOf(code), message: textOf(message), detail };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function describe({ code, message, detail }: ErrorEntry): string {
  const name = code.replaceAll("_", " ").toLowerCase();
  if (message === "") return name;
  if (detail === undefined || detail === null) return `${name}: ${message}`;
  return `${name}: ${message}: ${sprint([toValue(detail)])}`;
}

function toValue(json: unknown): Value {
  if (Array.isArray(json)) return json.map(toValue);
  if (typeof json === "object" && json !== null) {
    return new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)]));
  }
  return json as Value;
}

/** Go's `http.StatusText`. */
const STATUS_TEXTS: Readonly<Record<number, string>> = {
  100: "Continue",
  101: "Switching Protocols",
  102: "Processing",
  103: "Early Hints",
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative Information",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
  207: "Multi-Status",
  208: "Already Reported",
  226: "IM Used",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  305: "Use Proxy",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Request Entity Too Large",
  414: "Request URI Too Long",
  415: "Unsupported Media Type",
  416: "Requested Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  506: "Variant Also Negotiates",
  507: "Insufficient Storage",
  508: "Loop Detected",
  510: "Not Extended",
  511: "Network Authentication Required",
};
