import { quote } from "./quote.ts";
import { GoError } from "../value.ts";

/** Go's `*strconv.NumError`: `strconv.ParseInt: parsing "x": invalid syntax`. */
export class NumError extends GoError {
  constructor(
    readonly operation: string,
    readonly input: string,
    readonly reason: NumErrorReason,
    /** What Go returns beside the error: the nearest value for `range`, zero for `syntax`. */
    readonly nearest: number | bigint = 0,
  ) {
    super(`strconv.${operation}: parsing ${quote(input)}: ${REASON_TEXT[reason]}`);
  }
}

export type NumErrorReason = "syntax" | "range";

const REASON_TEXT: Record<NumErrorReason, string> = { syntax: "invalid syntax", range: "value out of range" };
