/** The sandbox over HTTPS on loopback: one token may do everything, and may act as others; those of ServiceAccounts what roles allow. */
import { timingSafeEqual } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";
import { Refusal } from "../wire/refusal.ts";
import { answer } from "../wire/request.ts";
import { faultRefusal, NO_FAULT, type ApiFault } from "./api-faults.ts";
import type { Identity } from "./certificate.ts";
import { BODY_BYTES_MAX, readRequest, type Authority } from "./read-request.ts";
import { streamWatch } from "./stream-watch.ts";
import { httpResponse, laidOut } from "./write-response.ts";
import { isWatch, type WireRequest, type WireResponse } from "../wire/request.ts";

export interface ServeOptions {
  readonly sandbox: Sandbox;
  readonly token: string;
  readonly identity: Identity;
  /** 0 for any that is free. */
  readonly port: number;
  /** Requests below `/sandbox/`, which steer the sandbox itself; undefined for paths that are none. */
  control?(request: WireRequest): Promise<Response | undefined>;
  /** Told of every other request. */
  touch?(): void;
}

export interface SandboxServer {
  readonly url: string;
  fault: ApiFault;
  stop(): Promise<void>;
}

export function serve(options: ServeOptions): SandboxServer {
  const stopping = new AbortController();
  const state = { fault: NO_FAULT };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: options.port,
    idleTimeout: 0,
    // A little more than is taken, so that the refusal is our own.
    maxRequestBodySize: BODY_BYTES_MAX + 4096,
    tls: { cert: options.identity.certificate, key: options.identity.key },
    fetch: (request) => respond(request, { ...options, fault: state.fault, stopping: stopping.signal }),
    error: (error) => internalError(error),
  });
  return {
    url: `https://127.0.0.1:${server.port}`,
    get fault() {
      return state.fault;
    },
    set fault(fault) {
      state.fault = fault;
    },
    async stop() {
      stopping.abort();
      await server.stop(true);
    },
  };
}

interface Responding extends ServeOptions {
  readonly fault: ApiFault;
  readonly stopping: AbortSignal;
}

async function respond(http: Request, options: Responding): Promise<Response> {
  let request: WireRequest;
  try {
    request = await readRequest(http, authorityOf(options));
  } catch (error) {
    if (error instanceof Refusal) return httpResponse(answer(error.status, error.code));
    throw error;
  }
  // The sandbox itself is its owner's.
  const isOwner = request.user === undefined;
  const controlled = isOwner && request.path.startsWith("/sandbox/") ? await options.control?.(request) : undefined;
  if (controlled !== undefined) return controlled;
  options.touch?.();
  const { latencyMs, status, share } = options.fault;
  if (latencyMs > 0) await Bun.sleep(latencyMs);
  if (status > 0 && Math.random() < share) {
    const refusal = faultRefusal(options.fault, request);
    if (refusal !== undefined) return refused(refusal);
  }
  if (!isWatch(request)) return laidOut(await options.sandbox.answer(request), request, http.headers);
  const watch = options.sandbox.openWatch(request);
  if ("status" in watch)
    return TOLD_WITHIN.has(watch.status) ? errorEvent(watch) : laidOut(watch, request, http.headers);
  const signal = AbortSignal.any([options.stopping, http.signal]);
  const timeoutSeconds = Number(request.query["timeoutSeconds"] ?? 0);
  const bookmarks = request.query["allowWatchBookmarks"] === "true";
  return streamWatch(watch, { timeoutSeconds, bookmarks, signal, breakMs: options.fault.watchMs });
}

/** That a version is forgotten, or has not come, is told within the stream. */
const TOLD_WITHIN = new Set([410, 504]);

function errorEvent({ body }: WireResponse): Response {
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-cache, private" };
  return new Response(`${JSON.stringify({ type: "ERROR", object: body })}\n`, { headers });
}

function refused(refusal: Refusal): Response {
  const response = httpResponse(answer(refusal.status, refusal.code));
  if (refusal.code === 429) response.headers.set("Retry-After", "1");
  return response;
}

function authorityOf({ sandbox, token }: ServeOptions): Authority {
  return {
    userOf: (given) => (isSame(given, token) ? "owner" : sandbox.userOf(given)),
    checkImpersonation: (caller, as, asked) => sandbox.checkImpersonation(caller, as, asked),
  };
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => new TextEncoder().encode(text));
  return a !== undefined && b !== undefined && a.length === b.length && timingSafeEqual(a, b);
}

function internalError(error: Error): Response {
  const refusal = new Refusal(500, "InternalError", `Internal error occurred: ${error.message}`);
  return httpResponse(answer(refusal.status, 500));
}
