/** Files: attributes and blocks (hcl 2.24, hclsyntax/parser.go). */
import { quote } from "../../../go/strconv/index.ts";
import type { Attribute, Block, Body } from "./ast.ts";
import { problem, SyntaxProblem } from "./diagnostic.ts";
import { checkTokens } from "./invalid-tokens.ts";
import { parseExpression } from "./parse-expression.ts";
import { between, type Range, rangeText } from "./range.ts";
import { scan } from "./scanner.ts";
import { literalText } from "./string-literal.ts";
import type { Token } from "./token.ts";
import { TokenReader } from "./token-reader.ts";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Throws a `SyntaxProblem`. */
export function parseFile({ path, text }: SourceFile): Body {
  const tokens = scan(text, path);
  checkTokens(tokens);
  return parseBody("end", new TokenReader(tokens));
}

const REQUIRED = "An argument or block definition is required here.";

function required(at: Range, hint = "") {
  return problem("Argument or block definition required", REQUIRED + hint, at);
}

const EQUALS_HINT = ' To set an argument, use the equals sign "=" to introduce the argument value.';

function parseBody(end: "end" | "}", reader: TokenReader): Body {
  const start = reader.previous;
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    const next = reader.read();
    if (next.kind === end) return { attributes, blocks };
    if (next.kind === "newline") continue;
    if (next.kind !== "identifier") throw noItem(next, start);
    const item = bodyItem(next, reader);
    if ("body" in item) blocks.push(item);
    else addAttribute(attributes, item);
  }
}

function noItem({ kind, range }: Token, start: Range) {
  if (kind === "openQuote") return problem("Invalid argument name", "Argument names must not be quoted.", range);
  return kind === "end" ? unclosed(start) : required(range);
}

function unclosed(at: Range) {
  return problem(
    "Unclosed configuration block",
    "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
    at,
  );
}

function addAttribute(attributes: Map<string, Attribute>, attribute: Attribute): void {
  const existing = attributes.get(attribute.name);
  if (existing !== undefined)
    throw problem(
      "Attribute redefined",
      `The argument ${quote(attribute.name)} was already set at ${rangeText(existing.nameRange)}. Each argument may be set only once.`,
      attribute.nameRange,
    );
  attributes.set(attribute.name, attribute);
}

function bodyItem(name: Token, reader: TokenReader): Attribute | Block {
  const next = reader.peek().kind;
  if (next === "=") return parseAttribute(name, reader);
  if (next === "openQuote" || next === "{" || next === "identifier") return parseBlock(name, reader);
  throw required(name.range, EQUALS_HINT);
}

function parseAttribute(name: Token, reader: TokenReader): Attribute {
  reader.read();
  const expression = parseExpression(reader);
  const end = reader.peek();
  const ends = "An argument definition must end with a newline.";
  if (end.kind === ",")
    throw problem(
      "Unexpected comma after argument",
      `Argument definitions must be separated by newlines, not commas. ${ends}`,
      end.range,
    );
  if (end.kind !== "newline" && end.kind !== "end") throw problem("Missing newline after argument", ends, end.range);
  reader.read();
  return { name: name.text, expression, nameRange: name.range };
}

function parseBlock(type: Token, reader: TokenReader): Block {
  const labels: Range[] = [];
  while (reader.peek().kind !== "{") labels.push(parseLabel(reader));
  const open = reader.read();
  const next = reader.peek().kind;
  const isLong = next === "newline" || next === "end" || next === "}";
  const content = isLong ? parseBody("}", reader) : oneLine(open, reader);
  const end = reader.peek();
  if (end.kind !== "newline" && end.kind !== "end")
    throw problem("Missing newline after block definition", "A block definition must end with a newline.", end.range);
  reader.read();
  return { type: type.text, typeRange: type.range, labels, body: content };
}

function parseLabel(reader: TokenReader): Range {
  const { kind, range } = reader.peek();
  if (kind === "openQuote") return quotedLabel(reader);
  if (kind === "identifier") return reader.read().range;
  const detail =
    kind === "="
      ? 'The equals sign "=" indicates an argument definition, and must not be used when defining a block.'
      : kind === "newline"
        ? 'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.'
        : 'Either a quoted string block label or an opening brace ("{") is expected here.';
  throw problem("Invalid block definition", detail, range);
}

/** A text without sequences. */
function quotedLabel(reader: TokenReader): Range {
  const open = reader.read();
  for (;;) {
    const token = reader.read();
    if (token.kind === "closeQuote") return between(open.range, token.range);
    if (token.kind === "quotedText") literalText(token);
    else if (token.kind === "end")
      throw problem(
        "Unterminated string literal",
        "Unable to find the closing quote mark before the end of the file.",
        token.range,
      );
    else throw templateInLabel(token);
  }
}

function templateInLabel({ kind, range }: Token) {
  const sign = kind === "directive" ? "%" : "$";
  return problem(
    "Invalid string literal",
    `Template sequences are not allowed in this string. To include a literal ${quote(sign)}, double it (as "${sign}${sign}") to escape it.`,
    range,
  );
}

/** `block { name = value }`: one argument, closed on the same line. */
function oneLine(open: Token, reader: TokenReader): Body {
  const only = oneArgument(open, reader);
  if (reader.take("}") === undefined) throw notClosed(open, reader.peek());
  return { attributes: new Map([[only.name, only]]), blocks: [] };
}

/** Upstream goes on behind an argument that is wrong, and tells first of what it finds there. */
function oneArgument(open: Token, reader: TokenReader): Attribute {
  try {
    return argument(reader);
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    reader.skipItem();
    const next = reader.peek();
    throw next.kind === "," || next.kind === "newline" ? notClosed(open, next) : error;
  }
}

function argument(reader: TokenReader): Attribute {
  const name = reader.read();
  if (name.kind !== "identifier") throw required(name.range);
  const next = reader.peek();
  if (next.kind === "openQuote" || next.kind === "{" || next.kind === "identifier")
    throw problem(
      "Argument definition required",
      `A single-line block definition can contain only a single argument. If you meant to define argument ${quote(name.text)}, use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.`,
      between(name.range, next.range),
    );
  if (next.kind !== "=") throw required(name.range, EQUALS_HINT);
  reader.read();
  return { name: name.text, expression: parseExpression(reader), nameRange: name.range };
}

function notClosed(open: Token, { kind, range }: Token) {
  if (kind === "end") return unclosed(open.range);
  const detail =
    kind === ","
      ? "Single-line block syntax can include only one argument definition. To define multiple arguments, use the multi-line block syntax with one argument definition per line."
      : kind === "newline"
        ? "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition."
        : "A single-line block definition must end with a closing brace immediately after its single argument definition.";
  return problem("Invalid single-argument block definition", detail, range);
}
