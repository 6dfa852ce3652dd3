/**
 * Trying again as oras-go's default retry transport does: on 408, 429 and 5xx, five times at most, waiting 250 ms doubled each
 * time (a tenth up or down, 200 ms to 3 s) or as `Retry-After` says. Its retry of dial timeouts is left out: the deadline of
 * our client covers the dial.
 */
import type { HttpClient, HttpResponse } from "../sys/index.ts";

const RETRIES_MAX = 5;
const FIRST_WAIT_MS = 250;
const WAIT_MIN_MS = 200;
const WAIT_MAX_MS = 3000;

export interface RetryPorts {
  sleep(ms: number): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

const REAL_PORTS: RetryPorts = { sleep: Bun.sleep, random: Math.random };

export function withRetries(client: HttpClient, ports: RetryPorts = REAL_PORTS): HttpClient {
  return async (request) => {
    for (let attempt = 0; ; attempt++) {
      const response = await client(request);
      if (attempt >= RETRIES_MAX || !isRetryable(response.status)) return response;
      await response.discard();
      await ports.sleep(waitMs(attempt, response, ports));
    }
  };
}

function isRetryable(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function waitMs(attempt: number, response: HttpResponse, ports: RetryPorts): number {
  const asked = response.status === 429 ? Number(response.headers.get("retry-after") ?? 0) * 1000 : 0;
  const wait = asked > 0 ? asked : FIRST_WAIT_MS * 2 ** attempt * (0.9 + 0.2 * ports.random());
  return Math.min(Math.max(wait, WAIT_MIN_MS), WAIT_MAX_MS);
}
