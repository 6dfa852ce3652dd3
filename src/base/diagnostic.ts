import type { Position } from "./position.ts";

/**
 * One finding about an input: what happened, where, and how to fix it.
 * `message` is the original tool's text where it has one, byte for byte; `position`, `hint` and the code frame
 * follow it on a terminal only.
 */
export interface Diagnostic {
  readonly severity: "error" | "warning" | "info";
  /** Stable name of the message, `folder/what`, for example `yaml/duplicate-key`. */
  readonly code: string;
  readonly message: string;
  readonly position?: Position;
  readonly hint?: string;
}
