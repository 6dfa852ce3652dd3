/** Waiting with someone who looks on: sees why it takes so long, and may end it. */
import { GoError } from "../../../go/index.ts";
import type { RootCause } from "../../../kube/index.ts";
import { messageOf } from "../failure.ts";
import type { ClusterPorts } from "../ports.ts";
import type { Resource } from "../resource.ts";
import type { Waiter, WaitPurpose } from "./wait.ts";

export interface Wait {
  readonly purpose: WaitPurpose;
  readonly resources: readonly Resource[];
  /** Jobs count as ready when they have completed. */
  readonly jobs?: boolean;
}

export interface WaitObserver {
  /** The signal of the ports ends it. */
  begin(wait: Wait, ports: ClusterPorts): Observation;
}

export interface Observation {
  /** Rejects where waiting makes no sense any more; never resolves. */
  readonly verdict: Promise<never>;
  /** Why the wait has failed. */
  explain(): Promise<readonly RootCause[]>;
  /** Nothing is shown after that. */
  end(): void;
}

/** A wait that failed, in Helm's words, and why. */
export class WaitError extends GoError {
  constructor(
    error: unknown,
    readonly causes: readonly RootCause[],
  ) {
    super(messageOf(error), { cause: error });
  }
}

export function observed(ports: ClusterPorts, observer: WaitObserver, make: (ports: ClusterPorts) => Waiter): Waiter {
  const run = async (wait: Wait, action: (waiter: Waiter) => Promise<void>): Promise<void> => {
    const over = new AbortController();
    const signal = AbortSignal.any([ports.signal, over.signal]);
    const observation = observer.begin(wait, { ...ports, signal });
    const waiting = action(make({ ...ports, signal }));
    waiting.catch(() => undefined);
    observation.verdict.catch(() => undefined);
    try {
      await Promise.race([waiting, observation.verdict]);
    } catch (error) {
      if (ports.signal.aborted) throw error;
      throw new WaitError(error, await observation.explain().catch(() => []));
    } finally {
      over.abort();
      observation.end();
    }
  };
  return {
    ready: (resources, options) =>
      run({ purpose: "ready", resources, jobs: options.jobs }, (waiter) => waiter.ready(resources, options)),
    finished: (resources, timeoutMs) =>
      run({ purpose: "finished", resources }, (waiter) => waiter.finished(resources, timeoutMs)),
    gone: (resources, timeoutMs) => run({ purpose: "gone", resources }, (waiter) => waiter.gone(resources, timeoutMs)),
  };
}
