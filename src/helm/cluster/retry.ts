import type { ClusterPorts } from "./ports.ts";

/** client-go's `retry.DefaultRetry`. */
const TRIES_MAX = 5;
const WAIT_MS = 10;

/** Tries again what failed in a way that passes. */
export async function retryOn<T>(
  { clock, signal }: Pick<ClusterPorts, "clock" | "signal">,
  passes: (error: unknown) => boolean,
  action: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await action();
    } catch (error) {
      if (tries >= TRIES_MAX || !passes(error)) throw error;
      await clock.sleep(WAIT_MS * tries, signal);
    }
  }
}
