/**
 * Failures of HTTP requests in the words of Go's net/http and crypto/tls, which is how Helm's users know them:
 * `Get "http://x/": dial tcp 127.0.0.1:1: connect: connection refused`.
 */
import { readFileSync } from "node:fs";
import type { PeerCertificate } from "node:tls";
import { quote } from "../go/strconv/index.ts";
import { isMisnamed } from "./http-identity.ts";

export type HttpErrorKind = "dial" | "tls" | "eof" | "timeout" | "canceled" | "plainHttpServer" | "limit" | "redirect";

export class HttpError extends Error {
  override name = "HttpError";
  /** Bytes of the body that had come when it stopped. */
  readonly received: number;

  constructor(
    readonly kind: HttpErrorKind,
    message: string,
    options: { cause?: unknown; received?: number } = {},
  ) {
    super(message, options);
    this.received = options.received ?? 0;
  }
}

/** `Get "url": text`, as Go's `url.Error` prints; a password in the URL is hidden. */
export function requestError(request: { method: string; url: string }, inner: HttpError): HttpError {
  const verb = request.method.charAt(0) + request.method.slice(1).toLowerCase();
  const url = request.url.replace(/^([a-z]+:\/\/[^/@:]*:)[^/@]*@/i, "$1***@");
  return new HttpError(inner.kind, `${verb} ${quote(url)}: ${inner.message}`, { cause: inner.cause });
}

export const TIMEOUT_BEFORE_HEADERS = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
export const STALL_BEFORE_HEADERS = "net/http: timeout awaiting response headers";
export const TIMEOUT_IN_BODY = "context deadline exceeded (Client.Timeout or context cancellation while reading body)";

export interface Attempt {
  readonly target: URL;
  /** As it is written. */
  readonly host: string;
  readonly proxy?: string | undefined;
  readonly hasClientCertificate: boolean;
}

/** Puts what `fetch` threw before a response into Go's words. */
export async function describeFailure(error: unknown, attempt: Attempt): Promise<HttpError> {
  const { target, proxy } = attempt;
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const cause = { cause: error };
  const dialed = proxy === undefined ? target : new URL(proxy);
  const via = proxy === undefined ? "" : "proxyconnect tcp: ";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    const host = proxy === undefined ? attempt.host : dialed.hostname;
    return new HttpError("dial", via + lookupFailure(host), cause);
  }
  const refusal = CONNECT_TEXTS[code];
  if (refusal !== undefined) {
    return new HttpError("dial", `${via}dial tcp ${await dialedAddress(dialed)}: connect: ${refusal}`, cause);
  }
  if (isUntrusted(code)) return new HttpError("tls", unverified("certificate signed by unknown authority"), cause);
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    return new HttpError(
      "tls",
      unverified(`certificate has expired or is not yet valid${await validity(target)}`),
      cause,
    );
  }
  if (isMisnamed(error)) return new HttpError("tls", unverified("certificate is not valid for this host"), cause);
  const spoken = code === "EPROTO" && target.protocol === "https:" ? await spokenBy(target) : "tls";
  if (spoken === "http") {
    return new HttpError("plainHttpServer", "http: server gave HTTP response to HTTPS client", cause);
  }
  if (spoken === "other") return new HttpError("tls", "tls: first record does not look like a TLS handshake", cause);
  if (code === "EPROTO") {
    const alert = attempt.hasClientCertificate ? "handshake failure" : "certificate required";
    return new HttpError("tls", `remote error: tls: ${alert}`, cause);
  }
  if (code.startsWith("HTTP2")) return new HttpError("eof", "http2: client connection lost", cause);
  const header = /^Header '(.+)' has invalid value$/.exec(message)?.[1];
  if (header !== undefined) {
    return new HttpError("dial", `net/http: invalid header field value for ${quote(header)}`, cause);
  }
  const broken = BROKEN_TEXTS[code];
  if (broken !== undefined) return new HttpError("eof", broken, cause);
  return new HttpError("eof", code === "ECONNRESET" ? "EOF" : withoutAdvice(message) || String(error), cause);
}

/** What the runtime adds for those who write programs. */
function withoutAdvice(message: string): string {
  return message.replace(
    / fetching ".*"\. For more information, .*$|: (?:Was there a typo|Unable to connect)[^?]*\?$/s,
    "",
  );
}

/** Answers that are no HTTP. What is wrong in them is not known here. */
const BROKEN_TEXTS: Readonly<Record<string, string>> = {
  UnsupportedProxyProtocol: "proxyconnect tcp: no SOCKS proxies are used here",
  InvalidContentLength: "net/http: HTTP/1.x transport connection broken: bad Content-Length",
  Malformed_HTTP_Response: "net/http: HTTP/1.x transport connection broken: malformed HTTP response",
  ResponseHeadersTooLarge: "net/http: server response headers exceeded their limit; aborted",
  UnrequestedUpgrade: "net/http: HTTP/1.x transport connection broken: the server changed the protocol",
};

const CONNECT_TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ConnectionRefused: "connection refused",
  EHOSTUNREACH: "no route to host",
  ENETUNREACH: "network is unreachable",
  ETIMEDOUT: "connection timed out",
  EINVAL: "invalid argument",
  EADDRNOTAVAIL: "cannot assign requested address",
  EAFNOSUPPORT: "address family not supported by protocol",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EMFILE: "too many open files",
};

function isUntrusted(code: string): boolean {
  return /SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_UNTRUSTED|INVALID_CA|CERT_SIGNATURE_FAILURE/.test(code);
}

function unverified(reason: string): string {
  return `tls: failed to verify certificate: x509: ${reason}`;
}

/** What Go says when a name has no address: it names the server it asked. */
export function lookupFailure(host: string): string {
  const server = isDomainName(host) ? nameServer() : undefined;
  return `dial tcp: lookup ${host}${server === undefined ? "" : ` on ${server}`}: no such host`;
}

/** Others are not asked for (Go's net/dnsclient.go, isDomainName). */
function isDomainName(host: string): boolean {
  return /^(?=.*[a-z_-])(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?$/i.test(host);
}

function nameServer(): string | undefined {
  try {
    const address = /^\s*nameserver\s+(\S+)/m.exec(readFileSync("/etc/resolv.conf", "utf8"))?.[1];
    return address === undefined ? undefined : joinPort(address, "53");
  } catch {
    return undefined;
  }
}

async function dialedAddress(target: URL): Promise<string> {
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  const host = target.hostname.replace(/^\[|\]$/g, "");
  if (/^[\d.]+$/.test(host) || host.includes(":")) return joinPort(host, port);
  try {
    const [first] = await Bun.dns.lookup(host);
    return joinPort(first?.address ?? host, port);
  } catch {
    return joinPort(host, port);
  }
}

function joinPort(host: string, port: string): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

const PROBE_MS = 2000;

/** `: current time ... is after ...` */
async function validity(target: URL): Promise<string> {
  const certificate = await certificateOf(target);
  if (certificate === undefined) return "";
  const { valid_from: from, valid_to: to } = certificate;
  const now = new Date();
  const late = now.getTime() > Date.parse(to);
  return `: current time ${seconds(now)} is ${late ? "after" : "before"} ${seconds(new Date(late ? to : from))}`;
}

/** What the server shows in a second handshake that sends nothing. */
async function certificateOf(target: URL): Promise<PeerCertificate | undefined> {
  const { connect } = await import("node:tls");
  const { promise, resolve } = Promise.withResolvers<PeerCertificate | undefined>();
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const socket = connect({ host, port: Number(target.port || "443"), rejectUnauthorized: false }, () =>
    resolve(socket.getPeerCertificate()),
  );
  socket.on("error", () => resolve(undefined));
  const timer = setTimeout(() => resolve(undefined), PROBE_MS);
  const found = await promise;
  clearTimeout(timer);
  socket.destroy();
  return found;
}

function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** A whole record header to TLS, and a whole request to HTTP: either refuses it at once instead of waiting for the rest. */
const NEITHER_PROTOCOL = "?\r\n\r\n";

/** What a server that fails TLS answers with. Nothing of the request is told to it. */
async function spokenBy(target: URL): Promise<"http" | "tls" | "other"> {
  const { promise, resolve } = Promise.withResolvers<"http" | "tls" | "other">();
  const timer = setTimeout(() => resolve("tls"), PROBE_MS);
  try {
    const socket = await Bun.connect({
      hostname: target.hostname.replace(/^\[|\]$/g, ""),
      port: Number(target.port || "443"),
      socket: {
        open: (open) => void open.write(NEITHER_PROTOCOL),
        data: (_, bytes) => resolve(protocolOf(bytes)),
        close: () => resolve("tls"),
        error: () => resolve("tls"),
      },
    });
    const answer = await promise;
    socket.end();
    return answer;
  } catch {
    return "tls";
  } finally {
    clearTimeout(timer);
  }
}

const TLS_ALERT = 0x15;
const TLS_HANDSHAKE = 0x16;

function protocolOf(bytes: Uint8Array): "http" | "tls" | "other" {
  if (bytes[0] === TLS_ALERT || bytes[0] === TLS_HANDSHAKE) return "tls";
  return new TextDecoder().decode(bytes.subarray(0, 5)) === "HTTP/" ? "http" : "other";
}
