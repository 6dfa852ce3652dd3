import { formatDuration } from "../../../go/time/index.ts";

const NANOSECONDS_A_MS = 1_000_000;

/** As Go's logs have it: `5m0s`. */
export function durationText(ms: number): string {
  return formatDuration(BigInt(Math.round(ms * NANOSECONDS_A_MS)));
}
