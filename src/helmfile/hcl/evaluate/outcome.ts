/** What an expression gives: a value, unknown where it could not be computed, and what is wrong. */
import { GoError } from "../../../go/index.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import type { Range } from "../syntax/range.ts";
import { convert } from "../values/convert.ts";
import type { Type } from "../values/type.ts";
import { ANYTHING, type Value } from "../values/value.ts";
import type { Expression } from "../syntax/ast.ts";
import type { Scope } from "./scope.ts";

export interface Outcome {
  readonly value: Value;
  readonly problems: readonly Diagnostic[];
}

export type Evaluate = (expression: Expression, scope: Scope) => Outcome;

const NONE: readonly Diagnostic[] = [];

export function fine(value: Value, problems: readonly Diagnostic[] = NONE): Outcome {
  return { value, problems };
}

/** A value that could not be computed; `before` was found wrong first. */
export function wrong(problem: Diagnostic, { value = ANYTHING, before = NONE }: Partial<Failed> = {}): Outcome {
  return { value, problems: [...before, problem] };
}

interface Failed {
  readonly value: Value;
  readonly before: readonly Diagnostic[];
}

/** The value as another type, or why it cannot be. */
export function converted(value: Value, wanted: Type): { readonly value: Value } | { readonly reason: string } {
  try {
    return { value: convert(value, wanted) };
  } catch (error) {
    if (error instanceof GoError) return { reason: error.message };
    throw error;
  }
}

export function diagnostic(summary: string, detail: string, subject: Range): Diagnostic {
  return { summary, detail, subject };
}
