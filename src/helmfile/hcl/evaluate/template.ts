/** Texts with values in them (hcl 2.24, hclsyntax/expression_template.go). */
import type { Expression, Join, Template } from "../syntax/ast.ts";
import { rangeOf } from "../syntax/ast.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import { STRING } from "../values/type.ts";
import { elementsOf, isKnown, isNull, string, textOf, unknown } from "../values/value.ts";
import { converted, diagnostic, type Evaluate, fine, type Outcome } from "./outcome.ts";
import type { Scope } from "./scope.ts";

const SUMMARY = "Invalid template interpolation value";

export function evaluateTemplate({ parts }: Template, scope: Scope, evaluate: Evaluate): Outcome {
  const texts = parts.map((part) => partText(part, scope, evaluate));
  const problems = texts.flatMap((one) => one.problems);
  if (texts.some(({ known }) => !known)) return fine(unknown(STRING), problems);
  return fine(string(problems.length > 0 ? "" : texts.map(({ text }) => text).join("")), problems);
}

interface PartText {
  readonly text: string;
  readonly known: boolean;
  readonly problems: readonly Diagnostic[];
}

function partText(part: Expression, scope: Scope, evaluate: Evaluate): PartText {
  const { value, problems } = evaluate(part, scope);
  const refuse = (detail: string): PartText => ({
    text: "",
    known: true,
    problems: [...problems, diagnostic(SUMMARY, detail, rangeOf(part))],
  });
  if (isNull(value)) return refuse("The expression result is null. Cannot include a null value in a string template.");
  if (!isKnown(value)) return { text: "", known: false, problems };
  const text = converted(value, STRING);
  if ("reason" in text) return refuse(`Cannot include the given value in a string template: ${text.reason}.`);
  return { text: textOf(text.value), known: true, problems };
}

export function evaluateJoin(expression: Join, scope: Scope, evaluate: Evaluate): Outcome {
  const { value, problems } = evaluate(expression.texts, scope);
  if (!isKnown(value)) return fine(unknown(STRING), problems);
  const texts = elementsOf(value);
  if (texts.some((one) => !isKnown(one))) return fine(unknown(STRING), problems);
  return fine(string(texts.map(textOf).join("")), problems);
}
