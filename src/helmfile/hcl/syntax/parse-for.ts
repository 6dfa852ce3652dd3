/** `for` in brackets and braces (hcl 2.24, hclsyntax/parser.go). */
import { type Expression, rangeOf } from "./ast.ts";
import { problem } from "./diagnostic.ts";
import type { Parsing } from "./parsing.ts";
import { between, type Range } from "./range.ts";
import type { Token } from "./token.ts";

function invalid(detail: string, at: Range) {
  return problem("Invalid 'for' expression", detail, at);
}

/** The opening bracket was read already; line breaks mean nothing. */
export function parseFor(open: Token, parsing: Parsing): Expression {
  const { reader, expression } = parsing;
  reader.read();
  const names = forNames(parsing);
  const collection = expression();
  if (reader.take(":") === undefined)
    throw invalid("For expression requires a colon after the collection expression.", reader.peek().range);
  const first = expression();
  const second = reader.take("=>") === undefined ? undefined : expression();
  const ellipsis = reader.take("...");
  const condition = reader.takeWord("if") ? expression() : undefined;
  const close = reader.take(open.kind === "{" ? "}" : "]");
  if (close === undefined)
    throw invalid("Extra characters after the end of the 'for' expression.", reader.peek().range);
  checkForm({ open, first, second, ellipsis });
  const parts = second === undefined ? { value: first } : { key: first, value: second };
  const groups = ellipsis !== undefined;
  return {
    kind: "for",
    ...names,
    collection,
    ...parts,
    condition,
    groups,
    range: between(open.range, close.range),
    open: open.range,
  };
}

interface Names {
  readonly keyName?: string | undefined;
  readonly valueName: string;
}

function forNames({ reader }: Parsing): Names {
  const first = reader.take("identifier");
  if (first === undefined) throw invalid("For expression requires variable name after 'for'.", reader.peek().range);
  const second = reader.take(",") === undefined ? undefined : reader.peek();
  if (second !== undefined && reader.take("identifier") === undefined)
    throw invalid("For expression requires value variable name after comma.", second.range);
  if (!reader.takeWord("in"))
    throw invalid("For expression requires the 'in' keyword after its name declarations.", reader.peek().range);
  return second === undefined ? { valueName: first.text } : { keyName: first.text, valueName: second.text };
}

interface Form {
  readonly open: Token;
  readonly first: Expression;
  readonly second: Expression | undefined;
  readonly ellipsis: Token | undefined;
}

/** An object needs keys, a tuple has none. */
function checkForm({ open, first, second, ellipsis }: Form): void {
  if (open.kind === "{") {
    if (second === undefined) throw invalid("Key expression is required when building an object.", rangeOf(first));
    return;
  }
  if (second !== undefined) throw invalid("Key expression is not valid when building a tuple.", rangeOf(first));
  if (ellipsis !== undefined)
    throw invalid("Grouping ellipsis (...) cannot be used when building a tuple.", ellipsis.range);
}
