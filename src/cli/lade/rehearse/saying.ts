import type { CommandContext } from "../../context.ts";

type Log = CommandContext["log"];

/** A log that keeps what warns, for the report of the step that it was said in; details go where they would go anyway. */
export class Saying implements Log {
  readonly #log: Log;
  #said: string[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  debug(...said: Parameters<Log["debug"]>): void {
    this.#log.debug(...said);
  }

  info(...said: Parameters<Log["info"]>): void {
    this.#log.debug(...said);
  }

  warn(message: string, attributes: Readonly<Record<string, unknown>> = {}): void {
    // An error is told as the error of its step.
    const details = Object.entries(attributes).filter(([key]) => key !== "error");
    const text = details.length === 0 ? message : `${message} (${details.map((one) => one.join(" ")).join(", ")})`;
    if (!this.#said.includes(text) && !TOLD.has(message)) this.#said.push(text);
  }

  error(message: string, attributes: Readonly<Record<string, unknown>> = {}): void {
    this.warn(message, attributes);
  }

  /** Since the last time. */
  heard(): string[] {
    return this.#said.splice(0);
  }
}

/** The report says it itself. */
const TOLD = new Set(["upgrade failed"]);
