/** Matches the directives of a template (hcl 2.24, hclsyntax/parser_template.go). */
import { string } from "../values/value.ts";
import { type Expression, type For, rangeOf, type Template } from "./ast.ts";
import { problem } from "./diagnostic.ts";
import { between, endOf, type Range, rangeText, startOf } from "./range.ts";
import type { ForPart, TemplatePart } from "./template-part.ts";

/** The expressions of a template. Throws a `SyntaxProblem` where a directive has no counterpart. */
export function templateTree(parts: readonly TemplatePart[]): readonly Expression[] {
  const tree = new TemplateTree(parts);
  return tree.root();
}

const UNBALANCED = "The control directives within this template are unbalanced.";

class TemplateTree {
  #at = 0;

  constructor(readonly parts: readonly TemplatePart[]) {}

  root(): readonly Expression[] {
    const expressions: Expression[] = [];
    while (this.#peek().kind !== "end") expressions.push(this.#expression());
    return expressions;
  }

  /** The last part is always an `end`. */
  #peek(): TemplatePart {
    const part = this.parts[this.#at] ?? this.parts.at(-1);
    if (part === undefined) throw new Error("a template without an end");
    return part;
  }

  #expression(): Expression {
    const part = this.#peek();
    this.#at++;
    switch (part.kind) {
      case "text":
        return textLiteral(part.text, part.range);
      case "interpolation":
        return part.expression;
      case "if":
        return this.#if(part.condition, part.range);
      case "for":
        return this.#for(part);
      case "end":
        throw problem("Unexpected end of template", UNBALANCED, part.range);
      default:
        throw problem(`Unexpected ${part.kind} directive`, UNBALANCED, part.range);
    }
  }

  #if(condition: Expression, range: Range): Expression {
    const whenTrue: Expression[] = [];
    const whenFalse: Expression[] = [];
    let branch = whenTrue;
    for (;;) {
      const part = this.#peek();
      if (part.kind === "end") throw unfinished("if", range, part.range);
      if (part.kind === "else" && branch === whenFalse)
        throw problem(
          "Unexpected else directive",
          `Already in the else clause for the if started at ${rangeText(range)}.`,
          part.range,
        );
      if (part.kind === "endfor")
        throw problem(
          "Unexpected endfor directive",
          `Expecting an endif directive for the if started at ${rangeText(range)}.`,
          part.range,
        );
      if (part.kind !== "else" && part.kind !== "endif") {
        branch.push(this.#expression());
        continue;
      }
      this.#at++;
      if (part.kind === "else") branch = whenFalse;
      else return ifExpression({ condition, whenTrue, whenFalse, open: range, close: part.range });
    }
  }

  #for(open: ForPart): Expression {
    const content: Expression[] = [];
    for (;;) {
      const part = this.#peek();
      if (part.kind === "end") throw unfinished("for", open.range, part.range);
      if (part.kind === "else")
        throw problem("Unexpected else directive", "An else clause is not expected for a for directive.", part.range);
      if (part.kind === "endif")
        throw problem(
          "Unexpected endif directive",
          `Expecting an endfor directive corresponding to the for directive at ${rangeText(open.range)}.`,
          part.range,
        );
      if (part.kind === "endfor") {
        this.#at++;
        return forExpression(open, content, part.range);
      }
      content.push(this.#expression());
    }
  }
}

function unfinished(directive: "if" | "for", open: Range, end: Range) {
  return problem(
    "Unexpected end of template",
    `The ${directive} directive at ${rangeText(open)} is missing its corresponding end${directive} directive.`,
    end,
  );
}

function textLiteral(text: string, range: Range): Expression {
  return { kind: "literal", value: string(text), range };
}

function template(parts: readonly Expression[], whenEmpty: Range): Template {
  const all = parts.length === 0 ? [textLiteral("", whenEmpty)] : parts;
  const ranges = all.map(rangeOf);
  return { kind: "template", parts: all, range: between(ranges[0] ?? whenEmpty, ranges.at(-1) ?? whenEmpty) };
}

interface If {
  readonly condition: Expression;
  readonly whenTrue: readonly Expression[];
  readonly whenFalse: readonly Expression[];
  readonly open: Range;
  readonly close: Range;
}

function ifExpression({ condition, whenTrue, whenFalse, open, close }: If): Expression {
  return {
    kind: "conditional",
    condition,
    whenTrue: template(whenTrue, endOf(open)),
    whenFalse: template(whenFalse, startOf(close)),
    range: between(open, close),
  };
}

function forExpression(open: ForPart, content: readonly Expression[], close: Range): Expression {
  const { keyName, valueName, collection } = open;
  const value = template(content, endOf(open.range));
  const texts: For = {
    kind: "for",
    keyName,
    valueName,
    collection,
    value,
    groups: false,
    range: between(open.range, close),
    open: open.range,
  };
  return { kind: "join", texts };
}
