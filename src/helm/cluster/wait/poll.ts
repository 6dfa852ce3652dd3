import { GoError } from "../../../go/index.ts";
import { CANCELED } from "../failure.ts";
import type { ClusterPorts } from "../ports.ts";

const FIRST_MS = 100;
const LAST_MS = 1000;
const GROWTH = 1.5;

/** Waits until it is worth asking again, at most so long. */
export type Pause = (msMax: number) => Promise<void>;

export interface PollOptions {
  readonly timeoutMs: number;
  /** Takes the place of a rest that grows from one question to the next. */
  readonly pause?: Pause;
}

/** Asks until the answer is yes; false when the time is over. */
export async function poll(
  { clock, signal }: Pick<ClusterPorts, "clock" | "signal">,
  { timeoutMs, pause }: PollOptions,
  ask: () => Promise<boolean>,
): Promise<boolean> {
  const endMs = clock.nowMs() + timeoutMs;
  for (let waitMs = FIRST_MS; ; waitMs = Math.min(LAST_MS, waitMs * GROWTH)) {
    if (await ask()) return true;
    const leftMs = endMs - clock.nowMs();
    if (leftMs <= 0) return false;
    if (pause === undefined) await clock.sleep(Math.min(waitMs, leftMs), signal);
    else await pause(leftMs);
    if (signal.aborted) throw new GoError(CANCELED);
  }
}
