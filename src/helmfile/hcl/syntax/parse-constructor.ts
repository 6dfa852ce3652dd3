/** Tuples in brackets and objects in braces (hcl 2.24, hclsyntax/parser.go). */
import type { Expression, ObjectItem } from "./ast.ts";
import { problem } from "./diagnostic.ts";
import { parseFor } from "./parse-for.ts";
import type { Parsing } from "./parsing.ts";
import { between, type Range } from "./range.ts";
import type { TokenReader } from "./token-reader.ts";

export function parseTuple(parsing: Parsing): Expression {
  const open = parsing.reader.read();
  return parsing.reader.withBreaks(false, () => {
    if (parsing.reader.isWord("for")) return parseFor(open, parsing);
    const elements: Expression[] = [];
    let close = parsing.reader.take("]");
    while (close === undefined) {
      elements.push(parsing.expression());
      close = parsing.reader.take("]");
      if (close === undefined && parsing.reader.take(",") === undefined) throw noElement(open.range, parsing.reader);
      close ??= parsing.reader.take("]");
    }
    return { kind: "tuple", elements, range: between(open.range, close.range), open: open.range };
  });
}

function noElement(open: Range, reader: TokenReader) {
  const next = reader.peek();
  if (next.kind === "end")
    return problem(
      "Unterminated tuple constructor expression",
      "There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.",
      open,
    );
  return problem("Missing item separator", "Expected a comma to mark the beginning of the next item.", next.range);
}

export function parseObject(parsing: Parsing): Expression {
  const { reader } = parsing;
  const open = reader.read();
  const isFor = reader.withBreaks(false, () => reader.isWord("for"));
  if (isFor) return reader.withBreaks(false, () => parseFor(open, parsing));
  return reader.withBreaks(true, () => {
    const items: ObjectItem[] = [];
    for (;;) {
      while (reader.take("newline") !== undefined);
      const close = reader.take("}");
      if (close !== undefined) return objectOf(items, open.range, close.range);
      items.push(item(open.range, parsing));
      const end = reader.take("}");
      if (end !== undefined) return objectOf(items, open.range, end.range);
      if (reader.take(",") === undefined && reader.take("newline") === undefined) throw noItem(open.range, reader);
    }
  });
}

function objectOf(items: readonly ObjectItem[], open: Range, close: Range): Expression {
  return { kind: "object", items, range: between(open, close), open };
}

function item(open: Range, { reader, expression }: Parsing): ObjectItem {
  const computed = reader.peek().kind === "(";
  const key = expression();
  if (reader.take("=") === undefined && reader.take(":") === undefined) throw noValue(open, reader);
  return { key, computed, value: expression() };
}

function unterminated(open: Range) {
  return problem(
    "Unterminated object constructor expression",
    "There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
    open,
  );
}

const QUOTE_ADVICE =
  " If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.";

function noValue(open: Range, reader: TokenReader) {
  const { kind, range } = reader.peek();
  if (kind === "end") return unterminated(open);
  if (kind === "newline" || kind === ",")
    return problem(
      "Missing attribute value",
      'Expected an attribute value, introduced by an equals sign ("=").',
      range,
    );
  const advice = kind === "identifier" ? QUOTE_ADVICE : "";
  return problem(
    "Missing key/value separator",
    `Expected an equals sign ("=") to mark the beginning of the attribute value.${advice}`,
    range,
  );
}

function noItem(open: Range, reader: TokenReader) {
  const { kind, range } = reader.peek();
  if (kind === "end") return unterminated(open);
  return problem(
    "Missing attribute separator",
    "Expected a newline or comma to mark the beginning of the next attribute.",
    range,
  );
}
