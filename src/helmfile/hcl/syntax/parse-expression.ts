/** Expressions by the precedence of their operators (hcl 2.24, hclsyntax/parser.go). */
import { FALSE, NULL, TRUE, type Value } from "../values/value.ts";
import { type Expression, rangeOf } from "./ast.ts";
import { problem } from "./diagnostic.ts";
import { parseCall } from "./parse-call.ts";
import { parseObject, parseTuple } from "./parse-constructor.ts";
import { numberValue } from "./parse-number.ts";
import { parseTemplate } from "./parse-template.ts";
import { parseSteps } from "./parse-steps.ts";
import type { Parsing } from "./parsing.ts";
import { between } from "./range.ts";
import type { TokenKind } from "./token.ts";
import type { TokenReader } from "./token-reader.ts";

export function parseExpression(reader: TokenReader): Expression {
  const parsing: Parsing = { reader, expression: () => conditional(parsing) };
  return parsing.expression();
}

function conditional(parsing: Parsing): Expression {
  const { reader } = parsing;
  const start = reader.peek().range;
  const condition = binary(parsing, 0);
  if (reader.take("?") === undefined) return condition;
  const whenTrue = parsing.expression();
  const colon = reader.peek();
  if (colon.kind !== ":")
    throw problem(
      "Missing false expression in conditional",
      "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
      colon.range,
    );
  reader.read();
  const whenFalse = parsing.expression();
  return { kind: "conditional", condition, whenTrue, whenFalse, range: between(start, rangeOf(whenFalse)) };
}

/** From those that bind least to those that bind most. */
const LEVELS: readonly ReadonlySet<TokenKind>[] = [
  new Set<TokenKind>(["||"]),
  new Set<TokenKind>(["&&"]),
  new Set<TokenKind>(["==", "!="]),
  new Set<TokenKind>([">", ">=", "<", "<="]),
  new Set<TokenKind>(["+", "-"]),
  new Set<TokenKind>(["*", "/", "%"]),
];

function binary(parsing: Parsing, level: number): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return withSteps(parsing);
  let left = binary(parsing, level + 1);
  while (operators.has(parsing.reader.peek().kind)) {
    const operator = parsing.reader.read().kind;
    const right = binary(parsing, level + 1);
    left = { kind: "binary", operator, left, right, range: between(rangeOf(left), rangeOf(right)) };
  }
  return left;
}

function withSteps(parsing: Parsing): Expression {
  return parseSteps(term(parsing), parsing);
}

function term(parsing: Parsing): Expression {
  const { reader } = parsing;
  const start = reader.peek();
  switch (start.kind) {
    case "(":
      return parentheses(parsing);
    case "number":
      return { kind: "literal", value: numberValue(reader.read()), range: start.range };
    case "identifier":
      return named(parsing);
    case "openQuote":
    case "openHeredoc":
      return parseTemplate(parsing);
    case "-":
    case "!":
      return unary(start.kind, parsing);
    case "[":
      return parseTuple(parsing);
    case "{":
      return parseObject(parsing);
    case "end":
      throw problem(
        "Missing expression",
        "Expected the start of an expression, but found the end of the file.",
        start.range,
      );
    default:
      throw problem(
        "Invalid expression",
        "Expected the start of an expression, but found an invalid expression token.",
        start.range,
      );
  }
}

function parentheses({ reader, expression }: Parsing): Expression {
  const open = reader.read().range;
  return reader.withBreaks(false, () => {
    const inner = expression();
    const close = reader.peek();
    if (close.kind !== ")")
      throw problem(
        "Unbalanced parentheses",
        "Expected a closing parenthesis to terminate the expression.",
        close.range,
      );
    reader.read();
    return { kind: "parentheses", inner, range: between(open, close.range) };
  });
}

const WORDS: ReadonlyMap<string, Value> = new Map([
  ["true", TRUE],
  ["false", FALSE],
  ["null", NULL],
]);

function named(parsing: Parsing): Expression {
  const { reader } = parsing;
  const name = reader.read();
  const next = reader.peek().kind;
  if (next === "(" || next === "::") return parseCall(name, parsing);
  const value = WORDS.get(name.text);
  if (value !== undefined) return { kind: "literal", value, range: name.range };
  return { kind: "variable", name: name.text, nameRange: name.range, steps: [], range: name.range };
}

function unary(operator: "-" | "!", parsing: Parsing): Expression {
  const symbol = parsing.reader.read().range;
  const operand = withSteps(parsing);
  return { kind: "unary", operator, operand, range: between(symbol, rangeOf(operand)), symbol };
}
