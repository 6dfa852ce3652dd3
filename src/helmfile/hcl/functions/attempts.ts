/** `try` and `can`, whose arguments are computed by themselves (hcl 2.24, ext/tryfunc). */
import { GoError } from "../../../go/index.ts";
import type { Outcome } from "../evaluate/outcome.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import { rangeText } from "../syntax/range.ts";
import { BOOL } from "../values/type.ts";
import { ANYTHING, FALSE, isWhollyKnown, TRUE, unknown, type Value } from "../values/value.ts";
import { type Parameter, parameter } from "./function.ts";

/** A function whose arguments are computed when it asks. */
export interface Attempt {
  readonly params: readonly Parameter[];
  readonly rest?: Parameter;
  /** Throws `GoError`. */
  readonly attempt: (args: readonly (() => Outcome)[]) => Value;
}

export const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  can: { params: [parameter("expression")], attempt: ([first]) => can(first?.()) },
  try: { params: [], rest: parameter("expressions"), attempt: tryEach },
};

function can(outcome: Outcome | undefined): Value {
  if (outcome === undefined || outcome.problems.length > 0) return FALSE;
  return isWhollyKnown(outcome.value) ? TRUE : unknown(BOOL);
}

/** The first that works. What is not known yet may still fail, so nothing is known of the result either. */
function tryEach(args: readonly (() => Outcome)[]): Value {
  if (args.length === 0) throw new GoError("at least one argument is required");
  const problems: Diagnostic[] = [];
  for (const arg of args) {
    const outcome = arg();
    if (outcome.problems.length === 0) return isWhollyKnown(outcome.value) ? outcome.value : ANYTHING;
    problems.push(...outcome.problems);
  }
  const found = problems.map(
    ({ summary, detail, subject }) => `- ${summary} (at ${rangeText(subject)})\n  ${detail}\n`,
  );
  throw new GoError(
    `no expression succeeded:\n${found.join("")}\nAt least one expression must produce a successful result`,
  );
}
