/** A log whose lines wait until it is certain that what they were said in counts. */
import type { Log } from "../../context.ts";

export class HeldLog implements Log {
  readonly #log: Log;
  readonly #held: (() => void)[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  debug(...said: Parameters<Log["debug"]>): void {
    this.#held.push(() => this.#log.debug(...said));
  }

  info(...said: Parameters<Log["info"]>): void {
    this.#held.push(() => this.#log.info(...said));
  }

  warn(...said: Parameters<Log["warn"]>): void {
    this.#held.push(() => this.#log.warn(...said));
  }

  error(...said: Parameters<Log["error"]>): void {
    this.#held.push(() => this.#log.error(...said));
  }

  release(): void {
    for (const say of this.#held.splice(0)) say();
  }
}
