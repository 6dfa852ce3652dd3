/** Operators (hcl 2.24, hclsyntax/expression_ops.go, over cty 1.19). */
import type { Binary, Unary } from "../syntax/ast.ts";
import { rangeOf } from "../syntax/ast.ts";
import type { TokenKind } from "../syntax/token.ts";
import { add, divide, modulo, multiply, subtract } from "../values/arithmetic.ts";
import { type BigFloat, NotANumber } from "../values/big-float.ts";
import { equal } from "../values/equal.ts";
import { BOOL, DYNAMIC, NUMBER, type Type } from "../values/type.ts";
import {
  ANYTHING,
  bool,
  FALSE,
  isKnown,
  isNull,
  number,
  numberOf,
  TRUE,
  unknown,
  type Value,
} from "../values/value.ts";
import { converted, diagnostic, type Evaluate, fine, type Outcome, wrong } from "./outcome.ts";
import type { Scope } from "./scope.ts";

interface Operation {
  readonly operands: Type;
  readonly result: Type;
  /** Nulls are values like any other. */
  readonly nulls?: boolean;
  /** Throws `NotANumber`. */
  readonly compute: (a: Value, b: Value) => Value;
  /** What is wrong where there is no result. */
  readonly noResult?: string;
}

function arithmetic(compute: (a: BigFloat, b: BigFloat) => BigFloat, noResult: string): Operation {
  return { operands: NUMBER, result: NUMBER, compute: (a, b) => number(compute(numberOf(a), numberOf(b))), noResult };
}

function comparison(holds: (order: number) => boolean): Operation {
  return { operands: NUMBER, result: BOOL, compute: (a, b) => bool(holds(numberOf(a).compare(numberOf(b)))) };
}

function equality(wanted: boolean): Operation {
  const compute = (a: Value, b: Value): Value => {
    const same = equal(a, b);
    return same === undefined ? unknown(BOOL) : bool(same === wanted);
  };
  return { operands: DYNAMIC, result: BOOL, nulls: true, compute };
}

const OPERATIONS: ReadonlyMap<TokenKind, Operation> = new Map<TokenKind, Operation>([
  ["||", { operands: BOOL, result: BOOL, compute: (a, b) => bool(a.data === true || b.data === true) }],
  ["&&", { operands: BOOL, result: BOOL, compute: (a, b) => bool(a.data === true && b.data === true) }],
  ["==", equality(true)],
  ["!=", equality(false)],
  [">", comparison((order) => order > 0)],
  [">=", comparison((order) => order >= 0)],
  ["<", comparison((order) => order < 0)],
  ["<=", comparison((order) => order <= 0)],
  ["+", arithmetic(add, "can't compute sum of opposing infinities")],
  ["-", arithmetic(subtract, "can't subtract infinity from itself")],
  ["*", arithmetic(multiply, "can't multiply zero by infinity")],
  ["/", arithmetic(divide, "can't divide zero by zero or infinity by infinity")],
  ["%", arithmetic(modulo, "can't use modulo with zero and infinity")],
]);

export function evaluateBinary(expression: Binary, scope: Scope, evaluate: Evaluate): Outcome {
  const operation = OPERATIONS.get(expression.operator);
  if (operation === undefined) return fine(ANYTHING);
  const left = evaluate(expression.left, scope);
  const right = evaluate(expression.right, scope);
  const a = converted(left.value, operation.operands);
  const b = converted(right.value, operation.operands);
  const problems = [...left.problems, ...right.problems];
  if ("value" in a && "value" in b) {
    const decided = shortCut(
      expression.operator,
      { value: a.value, problems: left.problems },
      { value: b.value, problems: right.problems },
    );
    if (decided !== undefined) return decided;
    return problems.length > 0
      ? fine(unknown(operation.result), problems)
      : apply(expression, operation, [a.value, b.value]);
  }
  const unsuitable = [
    ...("reason" in a ? [invalidOperand("left operand", a.reason, rangeOf(expression.left))] : []),
    ...("reason" in b ? [invalidOperand("right operand", b.reason, rangeOf(expression.right))] : []),
  ];
  return fine(unknown(operation.result), [...unsuitable, ...problems]);
}

function invalidOperand(which: string, reason: string, at: ReturnType<typeof rangeOf>) {
  return diagnostic("Invalid operand", `Unsuitable value for ${which}: ${reason}.`, at);
}

/** `||` is decided by a true, `&&` by a false, on whichever side it stands: what is wrong on the other does not matter. */
function shortCut(operator: TokenKind, left: Outcome, right: Outcome): Outcome | undefined {
  if (operator !== "||" && operator !== "&&") return undefined;
  const deciding = operator === "||";
  const [knowsLeft, knowsRight] = [isKnown(left.value), isKnown(right.value)];
  if (!knowsLeft && !knowsRight) return left.problems.length > 0 ? undefined : fine(unknown(BOOL));
  // For `&&` whatever is not true counts as false, null too.
  const decides = ({ value: { data } }: Outcome, known: boolean): boolean => known && (data === true) === deciding;
  if (decides(left, knowsLeft)) return fine(deciding ? TRUE : FALSE, left.problems);
  if (decides(right, knowsRight)) return fine(deciding ? TRUE : FALSE, right.problems);
  if (!knowsLeft) return fine(unknown(BOOL), left.problems);
  return knowsRight ? undefined : fine(unknown(BOOL), right.problems);
}

function apply({ range }: Binary, operation: Operation, [a, b]: readonly [Value, Value]): Outcome {
  const failed = (reason: string): Outcome =>
    wrong(diagnostic("Operation failed", `Error during operation: ${reason}.`, range), {
      value: unknown(operation.result),
    });
  if (operation.nulls !== true && (isNull(a) || isNull(b))) return failed("argument must not be null");
  if (operation.nulls !== true && (!isKnown(a) || !isKnown(b))) return fine(unknown(operation.result));
  try {
    return fine(operation.compute(a, b));
  } catch (error) {
    if (error instanceof NotANumber && operation.noResult !== undefined) return failed(operation.noResult);
    throw error;
  }
}

export function evaluateUnary({ operator, operand, range }: Unary, scope: Scope, evaluate: Evaluate): Outcome {
  const type = operator === "-" ? NUMBER : BOOL;
  const { value, problems } = evaluate(operand, scope);
  const suitable = converted(value, type);
  if ("reason" in suitable)
    return wrong(invalidOperand("unary operand", suitable.reason, rangeOf(operand)), {
      value: unknown(type),
      before: problems,
    });
  if (problems.length > 0 || !isKnown(suitable.value)) return fine(unknown(type), problems);
  if (isNull(suitable.value))
    return wrong(diagnostic("Operation failed", "Error during operation: argument must not be null.", range), {
      value: unknown(type),
    });
  return fine(operator === "-" ? number(numberOf(suitable.value).negated()) : bool(suitable.value.data !== true));
}
