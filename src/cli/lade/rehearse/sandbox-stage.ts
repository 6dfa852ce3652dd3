/** The stage of a rehearsal: a sandbox in this process, whose time moves on whenever the action on it waits. */
import type { Stage, StageEvent, StageTime } from "../../../helm/rehearse/index.ts";
import { textAt, type JsonObject } from "../../../kube/index.ts";
import { memoryStorage, Sandbox, SimulatedTime, type FaultRule } from "../../../sandbox/index.ts";

/** So long nothing may happen for things to count as settled. */
const QUIET_MS = 30_000;
const SETTLE_MS_MAX = 900_000;
/** What never settles is taken as it is. */
const SETTLE_STEPS_MAX = 5000;

export interface StageOptions {
  readonly nowMs: number;
  /** For pods made while they are on. */
  readonly faults: readonly FaultRule[];
  /** For all pods: how long they take to start, and which do not. */
  readonly manners: readonly FaultRule[];
  /** Made where none were copied. */
  readonly nodes: number;
}

export class SandboxStage implements Stage {
  readonly cluster: Sandbox;
  readonly time: StageClock;
  /** Pods that the faults are for. */
  readonly #broken = new Set<string>();
  #breaks = false;

  constructor(options: StageOptions) {
    const simulated = new SimulatedTime({ from: options.nowMs, random: Math.random });
    this.cluster = new Sandbox({
      storage: memoryStorage(),
      ports: simulated,
      nodes: options.nodes,
      storageClass: "",
      pace: "realistic",
      callWebhook: "nobody",
    });
    this.time = new StageClock(simulated, this.cluster);
    this.cluster.listen(({ type, object }) => {
      if (this.#breaks && type === "ADDED" && object["kind"] === "Pod")
        this.#broken.add(textAt(object, "metadata", "uid"));
    });
    this.cluster.faults = [...options.faults.map((rule) => ({ ...rule, uids: this.#broken })), ...options.manners];
  }

  objects(): JsonObject[] {
    return this.cluster.snapshot().map(({ object }) => object);
  }

  listen(listener: (event: StageEvent) => void): () => void {
    return this.cluster.listen(({ type, object }) => listener({ type, object, nowMs: this.time.nowMs() }));
  }

  break(isOn: boolean): void {
    this.#breaks = isOn;
  }
}

export class StageClock implements StageTime {
  readonly #time: SimulatedTime;
  /** Those who wait; while nobody does, time stands still. */
  #sleepers = 0;
  #changes = 0;
  readonly #sandbox: Sandbox;

  constructor(time: SimulatedTime, sandbox: Sandbox) {
    this.#time = time;
    this.#sandbox = sandbox;
    sandbox.listen(() => this.#changes++);
  }

  nowMs(): number {
    return this.#time.now();
  }

  realMs(): number {
    return performance.now();
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (signal.aborted) return Promise.resolve();
    let isOver = false;
    this.#sleepers++;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      this.#sleepers--;
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = this.#time.after(Math.min(ms, SLEEP_MS_MAX), end);
    signal.addEventListener("abort", end, { once: true });
    return promise;
  }

  async during<T>(action: () => Promise<T>): Promise<T> {
    const over = new AbortController();
    const running = action().finally(() => over.abort());
    running.catch(() => undefined);
    while (!over.signal.aborted) {
      // Everybody has their turn before time goes on.
      await turn();
      await this.#sandbox.unheld;
      const due = this.#sleepers > 0 && !over.signal.aborted ? this.#time.nextDueMs() : undefined;
      if (due !== undefined) this.#time.step(due);
    }
    return await running;
  }

  async settle(): Promise<void> {
    const end = this.nowMs() + SETTLE_MS_MAX;
    let [quietSince, seen] = [this.nowMs(), this.#changes];
    for (let steps = 0; steps < SETTLE_STEPS_MAX; steps++) {
      await this.#sandbox.unheld;
      const due = this.#time.nextDueMs("awaited");
      const next = Math.min(due ?? Infinity, quietSince + QUIET_MS);
      if (next > end) break;
      if (due === undefined || due > next) {
        this.#time.advance(next - this.nowMs());
        break;
      }
      this.#time.step(due);
      if (this.#changes !== seen) [quietSince, seen] = [this.nowMs(), this.#changes];
    }
  }
}

/** A wait without an end is as long as this. */
const SLEEP_MS_MAX = 24 * 3_600_000;

function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
