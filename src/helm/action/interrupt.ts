import { GoError } from "../../go/index.ts";
import { CANCELED } from "../cluster/failure.ts";
import type { ActionPorts } from "./ports.ts";
import { checkHeld } from "./recovery/lease.ts";

/** The action's outcome, or the end of the signal, whichever comes first. The action is to stop by itself then. */
export async function untilAborted<T>(signal: AbortSignal, action: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(new GoError(CANCELED));
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  action.catch(() => undefined);
  try {
    return await Promise.race([action, promise]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

/** Ports for what is still to be done after an interrupt. Throws `LeaseLostError` where that is another's affair now. */
export function uninterrupted(ports: ActionPorts, error?: unknown): ActionPorts {
  checkHeld(ports, error);
  return { ...ports, signal: new AbortController().signal };
}
