/** What is to go wrong with requests: late answers, and refusals of a share of them. */

export interface ApiFault {
  /** Before every answer. */
  readonly latencyMs: number;
  /** 429, 500, 503; 0 for none. */
  readonly status: number;
  /** Of requests, from 0 to 1. */
  readonly share: number;
}

export const NO_FAULT: ApiFault = { latencyMs: 0, status: 0, share: 0 };

/** `latency=200ms`, `status=429@0.1`; undefined where the text is neither. */
export function parseApiFault(text: string, before: ApiFault): ApiFault | undefined {
  const [, ms] = /^latency=(\d+)ms$/.exec(text) ?? [];
  if (ms !== undefined) return { ...before, latencyMs: Number(ms) };
  const [, status, share = "1"] = /^status=(429|500|503)(?:@(0?\.\d+|0|1))?$/.exec(text) ?? [];
  return status === undefined ? undefined : { ...before, status: Number(status), share: Number(share) };
}

export function faultResponse({ status }: ApiFault): Response {
  const reasons: Readonly<Record<number, string>> = {
    429: "TooManyRequests",
    500: "InternalError",
    503: "ServiceUnavailable",
  };
  const body = {
    ...{ kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", code: status },
    ...{
      message: "a fault of the sandbox, as asked for",
      reason: reasons[status] ?? "",
      details: { retryAfterSeconds: 1 },
    },
  };
  const headers = status === 429 ? { "Retry-After": "1" } : undefined;
  return Response.json(body, { status, ...(headers === undefined ? {} : { headers }) });
}
