/** Looks on while a release waits: watches what belongs to it, makes cause trees of it, shows them, and ends what cannot succeed. */
import { GoError } from "../../go/index.ts";
import { rootCauses, type CauseNode, type RootCause } from "../../kube/index.ts";
import type { ClusterPorts } from "../cluster/ports.ts";
import { messageOf } from "../cluster/failure.ts";
import type { Observation, Wait, WaitObserver } from "../cluster/wait/observed.ts";
import type { WaitPurpose } from "../cluster/wait/wait.ts";
import { explanationLine } from "./explanation.ts";
import { FailFast } from "./fail-fast.ts";
import { Scene } from "./scene.ts";

/** What there is to show of a wait. */
export interface WaitView {
  readonly purpose: WaitPurpose;
  readonly trees: readonly CauseNode[];
  readonly ready: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** Where it is shown. */
export interface WaitScreen {
  show(view: WaitView): void;
  /** The wait is over. */
  clear(): void;
}

export interface ObserverOptions {
  readonly screen?: WaitScreen | undefined;
  /** Waiting ends where it cannot succeed. */
  readonly failFast: boolean;
}

export function waitObserver(options: ObserverOptions): WaitObserver {
  return {
    begin(wait, ports) {
      const watching = new Watching(wait, ports, options);
      // Whoever looks on does no harm: a release does not fail because its progress cannot be shown.
      watching.run().catch((error: unknown) => {
        ports.log.debug("progress cannot be shown", { error: messageOf(error) });
      });
      return watching;
    },
  };
}

/** What is over before costs nothing. */
const START_MS = 200;
/** Between two pictures at least, and at most. */
const GATHER_MS = 150;
const TICK_MS = 1000;
const REST_PER_LOOK = 10;
/** How long it is held back what is known of some only. */
const UNKNOWN_MS_MAX = 3000;
/** How long a failed wait is held up for its explanation. */
const EXPLAIN_MS_MAX = 2000;
const EXPLAIN_POLL_MS = 50;

class Watching implements Observation {
  readonly verdict: Promise<never>;
  readonly #wait: Wait;
  readonly #ports: ClusterPorts;
  readonly #options: ObserverOptions;
  readonly #scene: Scene;
  readonly #failFast: FailFast;
  readonly #sinceMs: number;
  readonly #reject: (reason: unknown) => void;
  readonly #over = new AbortController();
  #wake = new AbortController();

  constructor(wait: Wait, ports: ClusterPorts, options: ObserverOptions) {
    const { promise, reject } = Promise.withResolvers<never>();
    this.verdict = promise;
    this.#reject = reject;
    this.#wait = wait;
    this.#options = options;
    this.#ports = { ...ports, signal: AbortSignal.any([ports.signal, this.#over.signal]) };
    this.#scene = new Scene(wait, this.#ports, () => this.#wake.abort());
    this.#failFast = new FailFast(ports.clock);
    this.#sinceMs = ports.clock.nowMs();
  }

  async run(): Promise<void> {
    const { clock, signal } = this.#ports;
    await clock.sleep(START_MS, signal);
    if (signal.aborted) return;
    this.#scene.begin();
    while (!signal.aborted) {
      const sinceMs = clock.nowMs();
      this.#look();
      // In a namespace of thousands of pods a look takes its time: it is to stay a small part of it.
      const restMs = Math.max(GATHER_MS, (clock.nowMs() - sinceMs) * REST_PER_LOOK);
      this.#wake = new AbortController();
      await clock.sleep(TICK_MS, AbortSignal.any([signal, this.#wake.signal]));
      await clock.sleep(restMs, signal);
    }
  }

  async explain(): Promise<readonly RootCause[]> {
    const { clock, signal } = this.#ports;
    const endMs = clock.nowMs() + EXPLAIN_MS_MAX;
    this.#scene.begin();
    for (;;) {
      const trees = this.#scene.trees();
      const isComplete = this.#scene.isKnown && !this.#scene.isFetchingLogs;
      if (isComplete || clock.nowMs() >= endMs || signal.aborted) return rootCauses(trees);
      await clock.sleep(EXPLAIN_POLL_MS, signal);
    }
  }

  end(): void {
    this.#over.abort();
    this.#options.screen?.clear();
  }

  #look(): void {
    const trees = this.#scene.trees();
    const elapsedMs = this.#ports.clock.nowMs() - this.#sinceMs;
    if (!this.#scene.isKnown && elapsedMs < UNKNOWN_MS_MAX) return;
    const { purpose, resources } = this.#wait;
    const total = resources.length;
    const ready = total - trees.filter(({ outlook }) => outlook !== "ready").length;
    this.#options.screen?.show({ purpose, trees, ready, total, elapsedMs });
    const hopeless = this.#options.failFast ? this.#failFast.judge(trees) : undefined;
    if (hopeless !== undefined) this.#reject(new GoError(`gave up waiting: ${explanationLine(hopeless)}`));
  }
}
