/** `[*]` and `.*` (hcl 2.24, hclsyntax/expression.go). */
import type { Splat } from "../syntax/ast.ts";
import { rangeOf } from "../syntax/ast.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import { isSequence, listOf, tupleOf, type Type } from "../values/type.ts";
import {
  ANYTHING,
  commonElement,
  elementType,
  elementsOf,
  isKnown,
  isNull,
  list,
  tuple,
  unknown,
  type Value,
} from "../values/value.ts";
import { diagnostic, type Evaluate, fine, type Outcome, wrong } from "./outcome.ts";
import { type Scope, withItem } from "./scope.ts";

/** Anything but a sequence counts as a tuple of itself, null as an empty one. */
export function evaluateSplat(expression: Splat, scope: Scope, evaluate: Evaluate): Outcome {
  const { value, problems } = evaluate(expression.source, scope);
  if (problems.length > 0) return fine(ANYTHING, problems);
  const single = !isSequence(value.type);
  if (isNull(value) && single) return fine(tuple([]));
  if (isNull(value))
    return wrong(
      diagnostic(
        "Splat of null value",
        "Splat expressions (with the * symbol) cannot be applied to null sequences.",
        rangeOf(expression.source),
      ),
    );
  if (value.type.kind === "dynamic") return fine(ANYTHING);
  const splatting: Splatting = { expression, scope, evaluate };
  if (!isKnown(value) && !single) return unknownSplat(value.type, splatting);
  const outcome = overElements(single ? tuple([value]) : value, splatting);
  return single && !isKnown(value) ? fine(ANYTHING, outcome.problems) : outcome;
}

interface Splatting {
  readonly expression: Splat;
  readonly scope: Scope;
  readonly evaluate: Evaluate;
}

function itemOutcome(item: Value, { expression, scope, evaluate }: Splatting): Outcome {
  return evaluate(expression.each, withItem(scope, expression.item, item));
}

function overElements(sequence: Value, splatting: Splatting): Outcome {
  const outcomes = elementsOf(sequence).map((item) => itemOutcome(item, splatting));
  const problems = outcomes.flatMap((one) => one.problems);
  if (problems.length > 0) return fine(unknown(resultType(sequence.type, splatting).type), problems);
  const values = outcomes.map(({ value }) => value);
  if (sequence.type.kind === "tuple") return fine(tuple(values));
  if (values.length === 0) {
    const { type, problems: found } = resultType(sequence.type, splatting);
    return fine(list([], elementType(type)), found);
  }
  return commonElement(values) === undefined ? mixed(splatting.expression) : fine(list(values, ANYTHING.type));
}

function mixed({ each }: Splat): Outcome {
  return wrong(
    diagnostic(
      "Invalid nested splat expressions",
      "The second level of splat expression produced elements of different types, so it isn't possible to construct a valid list to represent the top-level result.\n\nConsider using a for expression instead, to produce a tuple-typed result which can therefore have non-homogenous element types.",
      rangeOf(each),
    ),
  );
}

function unknownSplat(type: Type, splatting: Splatting): Outcome {
  const result = resultType(type, splatting);
  return fine(unknown(result.type), result.problems);
}

/** What the elements would be. */
function resultType(
  type: Type,
  splatting: Splatting,
): { readonly type: Type; readonly problems: readonly Diagnostic[] } {
  const elements = type.kind === "tuple" ? type.elements : [elementType(type)];
  const outcomes = elements.map((one) => itemOutcome(unknown(one), splatting));
  const types = outcomes.map(({ value }) => value.type);
  const problems = outcomes.flatMap((one) => one.problems);
  return { type: type.kind === "tuple" ? tupleOf(types) : listOf(types[0] ?? ANYTHING.type), problems };
}
