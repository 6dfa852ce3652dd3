/** `%{ if }`, `%{ for }` and what belongs to them (hcl 2.24, hclsyntax/parser_template.go). */
import { quote } from "../../../go/strconv/index.ts";
import { problem } from "./diagnostic.ts";
import { suggestion } from "./suggestion.ts";
import type { Parsing } from "./parsing.ts";
import { between, type Range } from "./range.ts";
import type { TemplatePart } from "./template-part.ts";
import type { Token } from "./token.ts";

export function parseDirective(open: Token, parsing: Parsing): TemplatePart {
  const { reader } = parsing;
  const word = reader.peek();
  if (word.kind !== "identifier")
    throw problem(
      "Invalid template directive",
      'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
      word.range,
    );
  reader.read();
  const part = content(word, parsing, () => between(open.range, reader.peek().range));
  const close = reader.peek();
  if (close.kind !== "sequenceEnd")
    throw problem(
      `Extra characters in ${word.text} marker`,
      "Expected a closing brace to end the sequence, but found extra characters.",
      close.range,
    );
  reader.read();
  return part;
}

/** `range` reaches to what comes next. */
function content(word: Token, parsing: Parsing, range: () => Range): TemplatePart {
  switch (word.text) {
    case "if": {
      const condition = parsing.expression();
      return { kind: "if", condition, range: range() };
    }
    case "for":
      return forPart(parsing, range);
    case "else":
    case "endif":
    case "endfor":
      return { kind: word.text, range: range() };
    default:
      throw problem(
        "Invalid template control keyword",
        `${quote(word.text)} is not a valid template control keyword.${suggestion(word.text, KEYWORDS)}`,
        word.range,
      );
  }
}

const KEYWORDS = ["if", "for", "else", "endif", "endfor"];

function invalid(detail: string, at: Range) {
  return problem("Invalid 'for' directive", detail, at);
}

function forPart({ reader, expression }: Parsing, range: () => Range): TemplatePart {
  const first = reader.take("identifier");
  if (first === undefined) throw invalid("For directive requires variable name after 'for'.", reader.peek().range);
  const second = reader.take(",") === undefined ? undefined : reader.peek();
  if (second !== undefined && reader.take("identifier") === undefined)
    throw invalid("For directive requires value variable name after comma.", second.range);
  if (!reader.takeWord("in")) throw invalid("For directive requires 'in' keyword after names.", reader.peek().range);
  const collection = expression();
  const names = second === undefined ? { valueName: first.text } : { keyName: first.text, valueName: second.text };
  return { kind: "for", ...names, collection, range: range() };
}
