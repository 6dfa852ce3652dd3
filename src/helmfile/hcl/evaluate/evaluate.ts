/** Computes expressions (hcl 2.24, hclsyntax/expression.go). What is wrong is gathered: `try` and `can` ask for it. */
import { assertNever } from "../../../base/index.ts";
import { quote } from "../../../go/strconv/index.ts";
import type {
  Expression,
  Index,
  ObjectConstructor,
  ObjectItem,
  Traversal,
  TupleConstructor,
  Variable,
} from "../syntax/ast.ts";
import { rangeOf } from "../syntax/ast.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import { suggestion } from "../syntax/suggestion.ts";
import { STRING } from "../values/type.ts";
import { ANYTHING, isKnown, isNull, object, string, textOf, tuple, type Value } from "../values/value.ts";
import { elementAt, follow } from "./access.ts";
import { evaluateCall } from "./call.ts";
import { evaluateConditional } from "./conditional.ts";
import { evaluateFor } from "./for.ts";
import { evaluateBinary, evaluateUnary } from "./operators.ts";
import { converted, diagnostic, fine, type Outcome, wrong } from "./outcome.ts";
import { itemIn, lookUp, namesIn, type Scope } from "./scope.ts";
import { evaluateSplat } from "./splat.ts";
import { evaluateJoin, evaluateTemplate } from "./template.ts";

export function evaluate(expression: Expression, scope: Scope): Outcome {
  switch (expression.kind) {
    case "literal":
      return fine(expression.value);
    case "variable":
      return variable(expression, scope);
    case "traversal":
      return traversal(expression, scope);
    case "call":
      return evaluateCall(expression, scope, evaluate);
    case "conditional":
      return evaluateConditional(expression, scope, evaluate);
    case "index":
      return index(expression, scope);
    case "tuple":
      return tupleOf(expression, scope);
    case "object":
      return objectOf(expression, scope);
    case "for":
      return evaluateFor(expression, scope, evaluate);
    case "splat":
      return evaluateSplat(expression, scope, evaluate);
    case "item":
      return fine(itemIn(scope, expression) ?? ANYTHING);
    case "template":
      return evaluateTemplate(expression, scope, evaluate);
    case "join":
      return evaluateJoin(expression, scope, evaluate);
    case "wrapped":
    case "parentheses":
      return evaluate(expression.inner, scope);
    case "binary":
      return evaluateBinary(expression, scope, evaluate);
    case "unary":
      return evaluateUnary(expression, scope, evaluate);
    default:
      return assertNever(expression);
  }
}

function variable({ name, nameRange, steps }: Variable, scope: Scope): Outcome {
  const value = lookUp(scope, name);
  if (value !== undefined) return follow(value, steps);
  const detail = `There is no variable named ${quote(name)}.${suggestion(name, namesIn(scope))}`;
  return wrong(diagnostic("Unknown variable", detail, nameRange));
}

function traversal({ source, steps }: Traversal, scope: Scope): Outcome {
  const from = evaluate(source, scope);
  const taken = follow(from.value, steps);
  return fine(taken.value, [...from.problems, ...taken.problems]);
}

function index({ collection, key, brackets }: Index, scope: Scope): Outcome {
  const from = evaluate(collection, scope);
  const at = evaluate(key, scope);
  const taken = elementAt(from.value, at.value, brackets);
  return fine(taken.value, [...from.problems, ...at.problems, ...taken.problems]);
}

function tupleOf({ elements }: TupleConstructor, scope: Scope): Outcome {
  const outcomes = elements.map((one) => evaluate(one, scope));
  return fine(
    tuple(outcomes.map(({ value }) => value)),
    outcomes.flatMap(({ problems }) => problems),
  );
}

/** Nothing is known of an object if one of its keys is not. */
function objectOf({ items }: ObjectConstructor, scope: Scope): Outcome {
  const attributes = new Map<string, Value>();
  const problems: Diagnostic[] = [];
  let known = true;
  for (const item of items) {
    const key = keyOf(item, scope);
    const value = evaluate(item.value, scope);
    problems.push(...key.before, ...value.problems, ...key.problems);
    if (key.name === undefined) known = false;
    else attributes.set(key.name, value.value);
  }
  return fine(known ? object(attributes) : ANYTHING, problems);
}

interface Key {
  readonly name?: string;
  /** Found before the value was computed, and after. */
  readonly before: readonly Diagnostic[];
  readonly problems: readonly Diagnostic[];
}

function keyOf(item: ObjectItem, scope: Scope): Key {
  const { value, problems } = evaluateKey(item, scope);
  if (problems.length > 0) return { before: problems, problems: [] };
  const refuse = (problem: Diagnostic): Key => ({ before: [], problems: [problem] });
  if (isNull(value))
    return refuse(diagnostic("Null value as key", "Can't use a null value as a key.", rangeOf(item.value)));
  const name = converted(value, STRING);
  if ("reason" in name)
    return refuse(
      diagnostic("Incorrect key type", `Can't use this value as a key: ${name.reason}.`, rangeOf(item.key)),
    );
  return isKnown(name.value) ? { name: textOf(name.value), before: [], problems: [] } : { before: [], problems: [] };
}

/** A bare name is a text. */
function evaluateKey({ key, computed }: ObjectItem, scope: Scope): Outcome {
  if (computed) return evaluate(key, scope);
  if (key.kind === "variable" && key.steps.length > 0)
    return wrong(
      diagnostic(
        "Ambiguous attribute key",
        "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.",
        key.range,
      ),
    );
  const name = keywordOf(key);
  return name === undefined ? evaluate(key, scope) : fine(string(name));
}

/** What a key is called that is a bare name; `true`, `false` and `null` are names here. */
export function keywordOf(key: Expression): string | undefined {
  if (key.kind === "variable") return key.steps.length === 0 ? key.name : undefined;
  if (key.kind !== "literal") return undefined;
  if (key.value.data === null) return "null";
  return typeof key.value.data === "boolean" ? String(key.value.data) : undefined;
}
