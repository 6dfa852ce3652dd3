/** What is taken of a value: attributes, indexes and splats (hcl 2.24, hclsyntax/parser.go). */
import { string, type Value } from "../values/value.ts";
import { type Expression, rangeOf, type SplatItem, type Step } from "./ast.ts";
import { problem } from "./diagnostic.ts";
import { numberValue } from "./parse-number.ts";
import type { Parsing } from "./parsing.ts";
import { between, type Range } from "./range.ts";
import type { Token } from "./token.ts";
import type { TokenReader } from "./token-reader.ts";

export function parseSteps(from: Expression, parsing: Parsing): Expression {
  let result = from;
  for (;;) {
    const next = parsing.reader.peek().kind;
    if (next === ".") result = dotted(result, parsing.reader);
    else if (next === "[") result = bracketed(result, parsing);
    else return result;
  }
}

/** Names and what is taken of them already are made longer. */
function withStep(source: Expression, step: Step): Expression {
  const range = between(rangeOf(source), step.range);
  if (source.kind === "variable" || source.kind === "traversal")
    return { ...source, steps: [...source.steps, step], range };
  return { kind: "traversal", source, steps: [step], range };
}

function dotted(source: Expression, reader: TokenReader): Expression {
  const dot = reader.read().range;
  const next = reader.peek();
  if (next.kind === "*") return attributeSplat(source, dot, reader);
  if (next.kind === "identifier") return withStep(source, attribute(dot, reader.read()));
  if (next.kind === "number") return withStep(source, legacyIndex(dot, reader.read(), "proper index syntax instead"));
  throw nameRequired(next.range);
}

function nameRequired(at: Range) {
  return problem("Invalid attribute name", "An attribute name is required after a dot.", at);
}

function attribute(dot: Range, { text, range }: Token): Step {
  return { kind: "attribute", name: text, range: between(dot, range) };
}

/** `list.0`. Two of them look like a number with a point. */
function legacyIndex(dot: Range, token: Token, advice: string): Step {
  const [first, ...rest] = token.text.split(".");
  if (rest.length > 0)
    throw problem(
      "Invalid legacy index syntax",
      `When using the legacy index syntax, chaining two indexes together is not permitted. Use the ${advice}, like [${first}][${rest.join(".")}].`,
      token.range,
    );
  return { kind: "index", key: numberValue(token), range: between(dot, token.range) };
}

/** `.*`, which takes attributes only. */
function attributeSplat(source: Expression, dot: Range, reader: TokenReader): Expression {
  const star = reader.read();
  const marker = between(dot, star.range);
  const item: SplatItem = { kind: "item", range: marker };
  const first = reader.peek().range;
  const steps: Step[] = [];
  for (let point = reader.take("."); point !== undefined; point = reader.take("."))
    steps.push(splatStep(point.range, star, reader));
  const last = steps.at(-1)?.range ?? star.range;
  const each: Expression =
    steps.length === 0 ? item : { kind: "traversal", source: item, steps, range: between(first, last) };
  return { kind: "splat", source, each, item, range: between(rangeOf(source), last), marker };
}

function splatStep(dot: Range, star: Token, reader: TokenReader): Step {
  const next = reader.peek();
  if (next.kind === "identifier") return attribute(dot, reader.read());
  if (next.kind === "number") return splatIndex(dot, star, reader.read());
  if (next.kind !== "*") throw nameRequired(star.range);
  throw problem(
    "Nested splat expression not allowed",
    "A splat expression (*) cannot be used inside another attribute-only splat expression.",
    next.range,
  );
}

/** Where two indexes are one number, upstream points at the star. */
function splatIndex(dot: Range, star: Token, token: Token): Step {
  const place = token.text.includes(".") ? { ...token, range: star.range } : token;
  return legacyIndex(dot, place, "proper index syntax with a full splat expression [*] instead");
}

function bracketed(source: Expression, parsing: Parsing): Expression {
  const open = parsing.reader.read().range;
  return parsing.reader.peek().kind === "*" ? fullSplat(source, open, parsing) : indexed(source, open, parsing);
}

/** Upstream names the place at which it goes on reading. */
function whereItGoesOn(reader: TokenReader): Range {
  return reader.skipTo("]", "[").range;
}

/** `[*]`: whatever follows is taken of each element. */
function fullSplat(source: Expression, open: Range, parsing: Parsing): Expression {
  parsing.reader.read();
  const close = parsing.reader.read();
  if (close.kind !== "]")
    throw problem(
      "Missing close bracket on splat index",
      'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
      whereItGoesOn(parsing.reader),
    );
  const marker = between(open, close.range);
  const item: SplatItem = { kind: "item", range: marker };
  const each = parseSteps(item, parsing);
  return { kind: "splat", source, each, item, range: between(rangeOf(source), rangeOf(each)), marker };
}

function indexed(source: Expression, open: Range, { reader, expression }: Parsing): Expression {
  return reader.withBreaks(false, () => {
    const key = expression();
    const close = reader.read();
    if (close.kind !== "]")
      throw problem(
        "Missing close bracket on index",
        'The index operator must end with a closing bracket ("]").',
        whereItGoesOn(reader),
      );
    const brackets = between(open, close.range);
    const constant = constantKey(key);
    if (constant !== undefined) return withStep(source, { kind: "index", key: constant, range: brackets });
    return { kind: "index", collection: source, key, range: between(rangeOf(source), brackets), open, brackets };
  });
}

function constantKey(key: Expression): Value | undefined {
  if (key.kind === "literal") return key.value;
  if (key.kind !== "template" || key.parts.length !== 1) return undefined;
  const [part] = key.parts;
  return part?.kind === "literal" ? string(String(part.value.data)) : undefined;
}
