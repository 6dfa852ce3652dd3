/** Texts in quotes and heredocs, with `${ }` and `%{ }` in them (hcl 2.24, hclsyntax/parser_template.go). */
import { trimLeft } from "../../../go/unicode/index.ts";
import type { Expression } from "./ast.ts";
import { problem } from "./diagnostic.ts";
import { parseDirective } from "./parse-directive.ts";
import type { Parsing } from "./parsing.ts";
import { between, endOf, type Range } from "./range.ts";
import { literalText } from "./string-literal.ts";
import { dedent, joinTexts, trimRight } from "./template-text.ts";
import type { TemplatePart, TemplateText } from "./template-part.ts";
import { templateTree } from "./template-tree.ts";
import type { Token, TokenKind } from "./token.ts";

export function parseTemplate(parsing: Parsing): Expression {
  const open = parsing.reader.read();
  const close: TokenKind = open.kind === "openQuote" ? "closeQuote" : "closeHeredoc";
  const all = templateParts(close, parsing);
  if (open.text.startsWith("<<-")) dedent(all);
  const parts = joinTexts(all);
  const tree = templateTree(parts);
  const range = between(open.range, parsing.reader.previous);
  const [first] = parts;
  const [only] = tree;
  if (parts.length === 2 && first?.kind === "interpolation" && only !== undefined)
    return { kind: "wrapped", inner: only, range };
  return { kind: "template", parts: tree, range };
}

/** What a sequence that ends with `~` asks of the text behind it. */
interface Trim {
  next: boolean;
}

function templateParts(close: TokenKind, parsing: Parsing): TemplatePart[] {
  const { reader } = parsing;
  const start = reader.peek().range;
  const parts: TemplatePart[] = [];
  const trim: Trim = { next: false };
  for (;;) {
    const token = reader.read();
    if (token.kind === close) return withEnd(parts, start, token.range);
    if (token.kind === "quotedText" || token.kind === "plainText") parts.push(textPart(token, trim));
    else if (token.kind === "interpolation" || token.kind === "directive")
      sequence(token, { ...parsing, parts, trim, start, close });
    else throw problem("Unterminated template string", "No closing marker was found for the string.", token.range);
  }
}

function withEnd(parts: TemplatePart[], start: Range, end: Range): TemplatePart[] {
  if (parts.length === 0) parts.push({ kind: "text", text: "", range: endOf(start) });
  parts.push({ kind: "end", range: end });
  return parts;
}

function textPart(token: Token, trim: Trim): TemplateText {
  const text = literalText(token);
  const part: TemplateText = { kind: "text", text: trim.next ? trimLeft(text) : text, range: token.range };
  trim.next = false;
  return part;
}

interface TemplateParsing extends Parsing {
  readonly parts: TemplatePart[];
  readonly trim: Trim;
  readonly start: Range;
  readonly close: TokenKind;
}

function sequence(open: Token, parsing: TemplateParsing): void {
  const { parts, trim, reader } = parsing;
  const before = parts.at(-1);
  if (open.text.endsWith("~") && before?.kind === "text") before.text = trimRight(before.text);
  reader.withBreaks(false, () => {
    parts.push(open.kind === "interpolation" ? interpolation(open, parsing) : parseDirective(open, parsing));
  });
  trim.next = parsing.reader.lastText.startsWith("~");
}

function interpolation(open: Token, parsing: TemplateParsing): TemplatePart {
  const expression = parsing.expression();
  const close = parsing.reader.peek();
  if (close.kind !== "sequenceEnd") throw notClosed(close, parsing);
  parsing.reader.read();
  return { kind: "interpolation", expression, range: between(open.range, close.range) };
}

const SHELL_ADVICE =
  '\n\nThis can happen when you include interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation start token. If this is an embedded sequence for another language, escape it by starting with "$${" instead of just "${".';

function notClosed({ kind, range }: Token, { start, close }: TemplateParsing) {
  const unclosed = (where: string, why: string) =>
    problem(
      "Unclosed template interpolation sequence",
      `There is no closing brace for this interpolation sequence before the end of the ${where}. This might be caused by incorrect nesting inside the ${why}.`,
      start,
    );
  if (kind === "end") return unclosed("file", "given expression");
  if ((kind === "closeQuote" || kind === "openQuote") && close === "closeQuote")
    return unclosed("quoted template", "given expression");
  const detail =
    kind === ":"
      ? 'Template interpolation doesn\'t expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can escape it by starting with "$${" instead of just "${".'
      : `Expected a closing brace to end the interpolation expression, but found extra characters.${SHELL_ADVICE}`;
  return problem("Extra characters after interpolation expression", detail, range);
}
