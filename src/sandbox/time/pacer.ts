/**
 * Moves simulated time along: what is due by the machine's clock is run, and once nobody has asked for anything for a moment, time jumps to the
 * next thing that is waited for.
 */
import type { SandboxPorts } from "../ports.ts";
import type { SimulatedTime } from "./simulated-time.ts";

export interface PacerOptions {
  readonly machine: SandboxPorts;
  /** So long nothing may have been asked for before time jumps. */
  readonly idleMs: number;
  /** `any`: also to what comes someday, where everybody who waits does so in this time. */
  readonly jumpsTo: "awaited" | "any";
}

/** Of one round, before requests have their turn. */
const STEPS_MAX = 100;
/** Of one slice of a long move. */
const SLICE_MS = 20;

export class Pacer {
  readonly #time: SimulatedTime;
  readonly #options: PacerOptions;
  #cancel: (() => void) | undefined;
  #wakeMs = Infinity;
  #touchedMs: number;
  #stopped = false;

  constructor(time: SimulatedTime, options: PacerOptions) {
    this.#time = time;
    this.#options = options;
    this.#touchedMs = options.machine.now();
    time.onTimer(() => this.#plan());
    this.#plan();
  }

  /** Somebody asked for something. */
  touch(): void {
    this.#touchedMs = this.#options.machine.now();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#time.onTimer(() => {});
  }

  /** Moves on by so much, and lets others have their turn in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#time.now() + ms;
    while (this.#slice(() => this.#time.step(end))) await this.#turn();
    this.#time.advance(Math.max(0, end - this.#time.now()));
  }

  /** As `SimulatedTime.untilIdle`. */
  async untilIdle(msMax: number): Promise<number> {
    const [start, end] = [this.#time.now(), this.#time.now() + msMax];
    const step = (): boolean => {
      const due = this.#time.nextDueMs("awaited");
      return due !== undefined && due <= end && this.#time.step(due);
    };
    while (this.#slice(step)) await this.#turn();
    return this.#time.now() - start;
  }

  /** Whether there is more to do. */
  #slice(step: () => boolean): boolean {
    const end = this.#options.machine.now() + SLICE_MS;
    while (!this.#stopped && this.#options.machine.now() < end) if (!step()) return false;
    return !this.#stopped;
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => void this.#options.machine.after(0, resolve));
  }

  /** Wakes up when something is due, or when it has been quiet for long enough. */
  #plan(): void {
    const due = this.#time.nextDueMs();
    if (due === undefined || this.#stopped) return;
    const { machine, idleMs, jumpsTo } = this.#options;
    const now = machine.now();
    const awaited = this.#time.nextDueMs(jumpsTo);
    const dueMs = now + due - this.#time.now();
    const quietMs = awaited === undefined ? Infinity : this.#touchedMs + idleMs;
    const wakeMs = Math.max(now, Math.min(dueMs, quietMs));
    if (wakeMs >= this.#wakeMs) return;
    this.#cancel?.();
    this.#wakeMs = wakeMs;
    this.#cancel = machine.after(Math.ceil(wakeMs - now), () => this.#wake());
  }

  #wake(): void {
    this.#cancel = undefined;
    this.#wakeMs = Infinity;
    const { machine, idleMs, jumpsTo } = this.#options;
    for (let steps = 0; steps < STEPS_MAX && this.#time.step(this.#time.now()); steps++);
    const awaited = this.#time.nextDueMs(jumpsTo);
    if (awaited !== undefined && machine.now() - this.#touchedMs >= idleMs) this.#time.step(awaited);
    this.#plan();
  }
}
