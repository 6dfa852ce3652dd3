/** The tree of an expression. Nodes are told apart by identity; `offset` is where errors about them point. */
import type { Constant } from "../values/value.ts";

export type Expression =
  Literal | Identifier | Select | Call | ListLiteral | MapLiteral | StructLiteral | Comprehension;

export interface Literal {
  readonly kind: "literal";
  readonly offset: number;
  readonly value: Constant;
}

export interface Identifier {
  readonly kind: "identifier";
  readonly offset: number;
  readonly name: string;
}

export interface Select {
  readonly kind: "select";
  readonly offset: number;
  readonly operand: Expression;
  readonly field: string;
  /** `has(a.b)` */
  readonly isTest: boolean;
}

export interface Call {
  readonly kind: "call";
  readonly offset: number;
  readonly name: string;
  readonly target: Expression | undefined;
  readonly args: readonly Expression[];
}

export interface ListLiteral {
  readonly kind: "list";
  readonly offset: number;
  readonly elements: readonly Expression[];
  /** Positions of elements that may be absent: `[?a]`. */
  readonly optionals: ReadonlySet<number>;
}

export interface Entry<K> {
  readonly offset: number;
  readonly key: K;
  readonly value: Expression;
  readonly isOptional: boolean;
}

export interface MapLiteral {
  readonly kind: "map";
  readonly offset: number;
  readonly entries: readonly Entry<Expression>[];
}

export interface StructLiteral {
  readonly kind: "struct";
  readonly offset: number;
  readonly name: string;
  readonly entries: readonly Entry<string>[];
}

/** A loop over a list or a map, which all macros but `has` become. */
export interface Comprehension {
  readonly kind: "comprehension";
  readonly offset: number;
  readonly range: Expression;
  readonly variable: string;
  readonly variable2: string | undefined;
  readonly accumulator: string;
  readonly start: Expression;
  readonly condition: Expression;
  readonly step: Expression;
  readonly result: Expression;
}
