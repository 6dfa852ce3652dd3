/** What is to go wrong with requests: late answers, refusals of a share of them, watches that break off. */
import type { JsonObject } from "../../kube/index.ts";
import { conflict, MODIFIED, Refusal } from "../wire/refusal.ts";
import { parseTarget, type WireRequest } from "../wire/request.ts";

export interface ApiFault {
  /** Before every answer. */
  readonly latencyMs: number;
  /** 409, 429, 500, 503; 0 for none. */
  readonly status: number;
  /** Of requests, from 0 to 1. */
  readonly share: number;
  /** So long watches hold, then their connection breaks; 0: they hold. */
  readonly watchMs: number;
}

export const NO_FAULT: ApiFault = { latencyMs: 0, status: 0, share: 0, watchMs: 0 };

export const API_FAULTS =
  "latency=200ms, drop-watch=5s, status=409, status=429, or status=500@0.1 for a tenth of all requests";

/** `latency=200ms`, `drop-watch=5s`, `status=429@0.1`; undefined where the text is none of them. */
export function parseApiFault(text: string, before: ApiFault): ApiFault | undefined {
  const [, ms] = /^latency=(\d+)ms$/.exec(text) ?? [];
  if (ms !== undefined) return { ...before, latencyMs: Number(ms) };
  const [, amount, unit] = /^drop-watch=(\d+)(ms|s)$/.exec(text) ?? [];
  if (amount !== undefined) return { ...before, watchMs: Math.max(1, Number(amount) * (unit === "s" ? 1000 : 1)) };
  const [, status, share = "1"] = /^status=(409|429|500|503)(?:@(0?\.\d+|0|1))?$/.exec(text) ?? [];
  return status === undefined ? undefined : { ...before, status: Number(status), share: Number(share) };
}

const REASONS: Readonly<Record<number, string>> = {
  429: "TooManyRequests",
  500: "InternalError",
  503: "ServiceUnavailable",
};

/** Undefined where this request is none that could be refused so: a conflict is one of changes to an object. */
export function faultRefusal({ status }: ApiFault, { method, path }: WireRequest): Refusal | undefined {
  if (status !== 409) {
    const details: JsonObject = { retryAfterSeconds: 1 };
    return new Refusal(status, REASONS[status] ?? "", "a fault of the sandbox, as asked for", details);
  }
  const target = method === "PUT" || method === "PATCH" ? parseTarget(path) : undefined;
  if (target === undefined || target.name === "") return undefined;
  return conflict({ name: target.resource, group: target.group }, target.name, MODIFIED);
}
