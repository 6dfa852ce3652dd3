/** `condition ? a : b`: both must have a type in common (hcl 2.24, hclsyntax/expression.go). */
import { GoError } from "../../../go/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import type { Conditional } from "../syntax/ast.ts";
import { rangeOf } from "../syntax/ast.ts";
import { between } from "../syntax/range.ts";
import { unifyingConversion, unifyTypes } from "../values/conversion.ts";
import {
  BOOL,
  DYNAMIC,
  isCollection,
  nameOf,
  type ObjectType,
  sameType,
  type Tuple,
  type Type,
} from "../values/type.ts";
import { isKnown, isNull, nullOf, unknown, type Value } from "../values/value.ts";
import { converted, diagnostic, type Evaluate, fine, type Outcome, wrong } from "./outcome.ts";
import type { Scope } from "./scope.ts";

export function evaluateConditional(expression: Conditional, scope: Scope, evaluate: Evaluate): Outcome {
  const { condition, whenTrue, whenFalse } = expression;
  const yes = evaluate(whenTrue, scope);
  const no = evaluate(whenFalse, scope);
  const type = commonType(yes.value, no.value);
  if (type === undefined) {
    const detail = `The true and false result expressions must have consistent types. ${difference(yes.value.type, no.value.type)}.`;
    return wrong(
      diagnostic("Inconsistent conditional result types", detail, between(rangeOf(whenTrue), rangeOf(whenFalse))),
    );
  }
  const { value, problems } = evaluate(condition, scope);
  const refuse = (summary: string, detail: string): Outcome =>
    wrong(diagnostic(summary, detail, rangeOf(condition)), { value: unknown(type), before: problems });
  if (isNull(value))
    return refuse("Null condition", "The condition value is null. Conditions must either be true or false.");
  if (!isKnown(value)) return fine(isNull(yes.value) && isNull(no.value) ? nullOf(type) : unknown(type), problems);
  const holds = converted(value, BOOL);
  if ("reason" in holds) return refuse("Incorrect condition type", "The condition expression must be of type bool.");
  const chosen =
    holds.value.data === true
      ? { ...yes, name: "true", branch: whenTrue, other: no }
      : { ...no, name: "false", branch: whenFalse, other: yes };
  const before = [...problems, ...chosen.problems];
  const result = asType(chosen.value, chosen.other.value.type, type);
  if (!("reason" in result)) return fine(result.value, before);
  const detail = `The ${chosen.name} result value has the wrong type: ${result.reason}.`;
  return wrong(diagnostic("Inconsistent conditional result types", detail, rangeOf(chosen.branch)), {
    value: unknown(type),
    before,
  });
}

/** A null of no type becomes one of the other's. */
function commonType(yes: Value, no: Value): Type | undefined {
  if (isBareNull(yes)) return no.type;
  if (isBareNull(no)) return yes.type;
  if (yes.type.kind === "dynamic" || no.type.kind === "dynamic") return DYNAMIC;
  return unifyTypes([yes.type, no.type]);
}

function isBareNull(value: Value): boolean {
  return value.type.kind === "dynamic" && isNull(value);
}

function asType(value: Value, other: Type, type: Type): { readonly value: Value } | { readonly reason: string } {
  const way = unifyingConversion(value.type, other, type);
  try {
    return { value: way?.(value) ?? value };
  } catch (error) {
    if (error instanceof GoError) return { reason: error.message };
    throw error;
  }
}

/** What keeps two types apart. */
function difference(yes: Type, no: Type): string {
  const special =
    yes.kind === "object" && no.kind === "object"
      ? objectDifference(yes, no)
      : yes.kind === "tuple" && no.kind === "tuple"
        ? tupleDifference(yes, no)
        : elementDifference(yes, no);
  if (special !== undefined) return special;
  if (nameOf(yes) === nameOf(no))
    return "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value";
  return `The 'true' value is ${nameOf(yes)}, but the 'false' value is ${nameOf(no)}`;
}

function objectDifference(yes: ObjectType, no: ObjectType): string | undefined {
  for (const [name, type] of yes.attributes) {
    const other = no.attributes.get(name);
    if (other === undefined)
      return `The 'true' value includes object attribute ${quote(name)}, which is absent in the 'false' value`;
    if (!sameType(type, other)) return `Type mismatch for object attribute ${quote(name)}: ${difference(type, other)}`;
  }
  const extra = [...no.attributes.keys()].find((name) => !yes.attributes.has(name));
  return extra === undefined
    ? undefined
    : `The 'false' value includes object attribute ${quote(extra)}, which is absent in the 'true' value`;
}

function tupleDifference(yes: Tuple, no: Tuple): string | undefined {
  const [a, b] = [yes.elements.length, no.elements.length];
  if (a !== b) return `The 'true' tuple has length ${a}, but the 'false' tuple has length ${b}`;
  for (const [i, type] of yes.elements.entries()) {
    const other = no.elements[i] ?? DYNAMIC;
    if (!sameType(type, other)) return `Type mismatch for tuple element ${i}: ${difference(type, other)}`;
  }
  return undefined;
}

function elementDifference(yes: Type, no: Type): string | undefined {
  if (!isCollection(yes) || !isCollection(no) || yes.kind !== no.kind) return undefined;
  const [a, b] = [yes.element.kind, no.element.kind];
  if (a !== b || (a !== "object" && a !== "tuple")) return undefined;
  return `Mismatched ${yes.kind} element types: ${difference(yes.element, no.element)}`;
}
