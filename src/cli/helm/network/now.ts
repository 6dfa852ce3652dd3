import { formatTime } from "../../../helm/repo/index.ts";

/** The present in this machine's zone, as Go prints it in JSON. */
export function now(): string {
  const epochMs = performance.timeOrigin + performance.now();
  return formatTime(epochMs, -new Date(epochMs).getTimezoneOffset());
}
