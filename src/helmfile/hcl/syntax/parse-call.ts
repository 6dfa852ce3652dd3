/** Calls of functions (hcl 2.24, hclsyntax/parser.go). */
import type { Expression } from "./ast.ts";
import { problem } from "./diagnostic.ts";
import type { Parsing } from "./parsing.ts";
import { between } from "./range.ts";
import type { Token } from "./token.ts";
import type { TokenReader } from "./token-reader.ts";

/** `name` was read already. */
export function parseCall(first: Token, parsing: Parsing): Expression {
  const name = qualifiedName(first, parsing.reader);
  const open = parsing.reader.read();
  if (open.kind !== "(")
    throw problem(
      "Missing open parenthesis",
      "Function selector must be followed by an open parenthesis to begin the function call.",
      open.range,
    );
  const { args, expands, close } = parsing.reader.withBreaks(false, () =>
    callArguments({ ...parsing, name: first, open }),
  );
  const nameRange = between(first.range, name.last.range);
  return { kind: "call", name: name.text, args, expands, nameRange, open: open.range, close: close.range };
}

function qualifiedName(first: Token, reader: TokenReader): { readonly text: string; readonly last: Token } {
  let [text, last] = [first.text, first];
  while (reader.take("::") !== undefined) {
    last = reader.read();
    if (last.kind !== "identifier")
      throw problem(
        "Missing function name",
        "Function scope resolution symbol :: must be followed by a function name in this scope.",
        last.range,
      );
    text += `::${last.text}`;
  }
  return { text, last };
}

interface CallParsing extends Parsing {
  readonly name: Token;
  readonly open: Token;
}

interface Arguments {
  readonly args: readonly Expression[];
  readonly expands: boolean;
  readonly close: Token;
}

function callArguments({ reader, expression, name, open }: CallParsing): Arguments {
  const args: Expression[] = [];
  for (;;) {
    const end = reader.take(")");
    if (end !== undefined) return { args, expands: false, close: end };
    args.push(expression());
    const separator = reader.read();
    if (separator.kind === ")") return { args, expands: false, close: separator };
    if (separator.kind === "...") return { args, expands: true, close: closeOf(separator, reader) };
    if (separator.kind === "end")
      throw problem(
        "Unterminated function call",
        "There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.",
        between(name.range, open.range),
      );
    if (separator.kind !== ",")
      throw problem(
        "Missing argument separator",
        "A comma is required to separate each function argument from the next.",
        separator.range,
      );
  }
}

function closeOf(ellipsis: Token, reader: TokenReader): Token {
  const close = reader.take(")");
  if (close !== undefined) return close;
  throw problem(
    "Missing closing parenthesis",
    "An expanded function argument (with ...) must be immediately followed by closing parentheses.",
    ellipsis.range,
  );
}
