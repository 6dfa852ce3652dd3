import { GoError } from "../../../go/index.ts";
import { CANCELED } from "../failure.ts";
import type { ClusterPorts } from "../ports.ts";

const FIRST_MS = 100;
const LAST_MS = 1000;
const GROWTH = 1.5;

/**
 * Asks until the answer is yes; false when the time is over. Asking, unlike watching, needs no right but to read and survives
 * whatever happens to connections.
 */
export async function poll(
  { clock, signal }: Pick<ClusterPorts, "clock" | "signal">,
  timeoutMs: number,
  ask: () => Promise<boolean>,
): Promise<boolean> {
  const endMs = clock.nowMs() + timeoutMs;
  for (let waitMs = FIRST_MS; ; waitMs = Math.min(LAST_MS, waitMs * GROWTH)) {
    if (await ask()) return true;
    const leftMs = endMs - clock.nowMs();
    if (leftMs <= 0) return false;
    await clock.sleep(Math.min(waitMs, leftMs), signal);
    if (signal.aborted) throw new GoError(CANCELED);
  }
}
