/** What linting a chart finds (helm pkg/chart/v2/lint/support). */
import { GoError } from "../../go/index.ts";

export type Severity = "INFO" | "WARNING" | "ERROR";

export interface Message {
  readonly severity: Severity;
  /** The file that is at fault, relative to the chart. */
  readonly path: string;
  readonly text: string;
}

export function formatMessage({ severity, path, text }: Message): string {
  return `[${severity}] ${path}: ${text}`;
}

/** Collects messages of rules, which throw `GoError` when they find a fault. */
export class Linter {
  readonly messages: Message[] = [];

  /** Runs one rule; false when it found a fault. */
  check(severity: Severity, path: string, rule: () => void): boolean {
    try {
      rule();
      return true;
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      this.messages.push({ severity, path, text: error.message });
      return false;
    }
  }
}

/** A rule that only compares. */
export function insist(condition: boolean, message: () => string): void {
  if (!condition) throw new GoError(message());
}
