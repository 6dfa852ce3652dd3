/** Expressions as the parser hands them to the evaluator (hcl 2.24, hclsyntax/expression.go). */
import { assertNever } from "../../../base/index.ts";
import type { Value } from "../values/value.ts";
import { between, type Range } from "./range.ts";
import type { TokenKind } from "./token.ts";

export type Expression =
  | Literal
  | Variable
  | Traversal
  | Call
  | Conditional
  | Index
  | TupleConstructor
  | ObjectConstructor
  | For
  | Splat
  | SplatItem
  | Template
  | Join
  | Wrapped
  | Parentheses
  | Binary
  | Unary;

export interface Literal {
  readonly kind: "literal";
  readonly value: Value;
  readonly range: Range;
}

export type Step =
  | { readonly kind: "attribute"; readonly name: string; readonly range: Range }
  | { readonly kind: "index"; readonly key: Value; readonly range: Range };

/** A name and what is taken of it: `hv.a[0]`. */
export interface Variable {
  readonly kind: "variable";
  readonly name: string;
  readonly nameRange: Range;
  readonly steps: readonly Step[];
  readonly range: Range;
}

/** What is taken of any other expression: `f().a[0]`. */
export interface Traversal {
  readonly kind: "traversal";
  readonly source: Expression;
  readonly steps: readonly Step[];
  readonly range: Range;
}

export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  /** `...` behind the last argument: its elements are the arguments. */
  readonly expands: boolean;
  readonly nameRange: Range;
  readonly open: Range;
  readonly close: Range;
}

export interface Conditional {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly range: Range;
}

/** An index that has to be computed. */
export interface Index {
  readonly kind: "index";
  readonly collection: Expression;
  readonly key: Expression;
  readonly range: Range;
  readonly open: Range;
  readonly brackets: Range;
}

export interface TupleConstructor {
  readonly kind: "tuple";
  readonly elements: readonly Expression[];
  readonly range: Range;
  readonly open: Range;
}

export interface ObjectItem {
  readonly key: Expression;
  /** In parentheses: a name there is a variable's. */
  readonly computed: boolean;
  readonly value: Expression;
}

export interface ObjectConstructor {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
  readonly range: Range;
  readonly open: Range;
}

export interface For {
  readonly kind: "for";
  readonly keyName?: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  /** Of an object; a tuple has none. */
  readonly key?: Expression | undefined;
  readonly value: Expression;
  readonly condition?: Expression | undefined;
  /** `...` behind the value: values of one key are gathered. */
  readonly groups: boolean;
  readonly range: Range;
  readonly open: Range;
}

export interface Splat {
  readonly kind: "splat";
  readonly source: Expression;
  /** Computed for each element, which stands where `item` does. */
  readonly each: Expression;
  readonly item: SplatItem;
  readonly range: Range;
  readonly marker: Range;
}

export interface SplatItem {
  readonly kind: "item";
  readonly range: Range;
}

export interface Template {
  readonly kind: "template";
  readonly parts: readonly Expression[];
  readonly range: Range;
}

/** The texts of a `%{ for }`, one after the other. */
export interface Join {
  readonly kind: "join";
  readonly texts: For;
}

/** `"${x}"`: x itself, whatever it is. */
export interface Wrapped {
  readonly kind: "wrapped";
  readonly inner: Expression;
  readonly range: Range;
}

export interface Parentheses {
  readonly kind: "parentheses";
  readonly inner: Expression;
  readonly range: Range;
}

export interface Binary {
  readonly kind: "binary";
  readonly operator: TokenKind;
  readonly left: Expression;
  readonly right: Expression;
  readonly range: Range;
}

export interface Unary {
  readonly kind: "unary";
  readonly operator: "-" | "!";
  readonly operand: Expression;
  readonly range: Range;
  readonly symbol: Range;
}

export function rangeOf(expression: Expression): Range {
  if (expression.kind === "call") return between(expression.nameRange, expression.close);
  return expression.kind === "join" ? expression.texts.range : expression.range;
}

/** Where messages about an argument point: at what is most telling of it. */
export function startRangeOf(expression: Expression): Range {
  switch (expression.kind) {
    case "call":
      return between(expression.nameRange, expression.open);
    case "conditional":
      return startRangeOf(expression.condition);
    case "index":
    case "tuple":
    case "object":
    case "for":
      return expression.open;
    case "splat":
      return expression.marker;
    case "template":
      return startRangeOf(expression.parts[0] ?? { kind: "item", range: expression.range });
    case "join":
      return expression.texts.open;
    case "parentheses":
      return startRangeOf(expression.inner);
    case "binary":
      return startRangeOf(expression.left);
    case "unary":
      return expression.symbol;
    case "literal":
    case "variable":
    case "traversal":
    case "item":
    case "wrapped":
      return expression.range;
    default:
      return assertNever(expression);
  }
}

export interface Attribute {
  readonly name: string;
  readonly expression: Expression;
  readonly nameRange: Range;
}

export interface Block {
  readonly type: string;
  readonly typeRange: Range;
  readonly labels: readonly Range[];
  readonly body: Body;
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}
