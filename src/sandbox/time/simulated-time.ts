/**
 * Time that can be moved: what is due on the way is run in its order, each at its own moment, so that an hour of a cluster's life takes as long as
 * what happens in it. Between moves it passes as its source does, or stands still.
 */
import type { SandboxPorts } from "../ports.ts";

interface Timer {
  readonly dueMs: number;
  readonly isAwaited: boolean;
  readonly run: () => void;
  isOff: boolean;
}

export interface SimulatedTimeOptions {
  /** A clock that passes by itself; the moment at which time stands still until it is moved. */
  readonly from: { now(): number } | number;
  readonly random: () => number;
}

/** In one move; what runs away ends here. */
const RUNS_MAX = 1_000_000;

export class SimulatedTime implements SandboxPorts {
  readonly random: () => number;
  readonly #source: () => number;
  /** The next one is the last. */
  readonly #timers: Timer[] = [];
  #aheadMs = 0;
  #noticed = (): void => {};

  constructor({ from, random }: SimulatedTimeOptions) {
    this.#source = typeof from === "number" ? () => from : () => from.now();
    this.random = random;
  }

  now(): number {
    return this.#source() + this.#aheadMs;
  }

  /** How far it is ahead of its source. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  after(ms: number, run: () => void, when?: "someday"): () => void {
    const timer: Timer = { dueMs: this.now() + Math.max(0, ms), isAwaited: when !== "someday", run, isOff: false };
    this.#timers.splice(this.#placeOf(timer.dueMs), 0, timer);
    this.#noticed();
    return () => {
      timer.isOff = true;
    };
  }

  /** Told whenever there is something new to wait for. */
  onTimer(noticed: () => void): void {
    this.#noticed = noticed;
  }

  /** When the next thing is due; `awaited` leaves out what comes someday. */
  nextDueMs(which: "any" | "awaited" = "any"): number | undefined {
    return this.#timers.findLast((one) => !one.isOff && (which === "any" || one.isAwaited))?.dueMs;
  }

  /** Goes to the next thing due until then, and runs it; false where there is none. */
  step(untilMs: number): boolean {
    for (let timer = this.#timers.at(-1); timer !== undefined; timer = this.#timers.at(-1)) {
      if (!timer.isOff && timer.dueMs > untilMs) return false;
      this.#timers.pop();
      if (timer.isOff) continue;
      this.#moveTo(timer.dueMs);
      timer.run();
      return true;
    }
    return false;
  }

  /** Moves on by so much. */
  advance(ms: number): void {
    const end = this.now() + ms;
    for (let runs = 0; runs < RUNS_MAX && this.step(end); runs++);
    this.#moveTo(end);
  }

  /** Goes on until nobody waits for anything, for at most so long; gives how long it was. */
  untilIdle(msMax: number): number {
    const [start, end] = [this.now(), this.now() + msMax];
    for (let runs = 0; runs < RUNS_MAX; runs++) {
      const due = this.nextDueMs("awaited");
      if (due === undefined || due > end || !this.step(due)) break;
    }
    return this.now() - start;
  }

  #moveTo(ms: number): void {
    this.#aheadMs += Math.max(0, ms - this.now());
  }

  /** Behind all that are due later; of those due at once the first one stays first. */
  #placeOf(dueMs: number): number {
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle]?.dueMs ?? 0) > dueMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
