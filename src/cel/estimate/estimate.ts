/** What an expression may cost at least and at most, by the bounds that its schema gives (cel-go 0.26 checker/cost.go). */
import type { Checked } from "../check/checker.ts";
import { DYN, formatType, OPTIONAL, type Type } from "../check/types.ts";
import type { DeclaredType } from "../schema/declared-type.ts";
import type { Call, Comprehension, Expression } from "../syntax/ast.ts";
import { ACCUMULATOR } from "../syntax/macros.ts";
import { estimateCall, type Operand } from "./call-estimate.ts";
import { fixed, MOST, ONE, plus, product, union, UNKNOWN, ZERO, type Range } from "./range.ts";

export interface Estimated {
  readonly tree: Expression;
  readonly checked: Checked;
}

/** `root` is the type of `self`; without it nothing is known of sizes. */
export function estimateCost({ tree, checked }: Estimated, root?: DeclaredType): Range {
  return new Coster(checked, root).cost(tree);
}

interface Entry {
  readonly container: "list" | "map";
  readonly key: Range;
  readonly value: Range;
}

interface Local {
  readonly path: readonly string[] | undefined;
  readonly size: Range | undefined;
  readonly entry: Entry | undefined;
}

const EMPTY: Range = { min: MOST, max: 0n };

class Coster {
  readonly #checked: Checked;
  readonly #root: DeclaredType | undefined;
  readonly #paths = new Map<Expression, readonly string[]>();
  readonly #sizes = new Map<Expression, Range>();
  readonly #entries = new Map<Expression, Entry>();
  readonly #locals = new Map<string, Local[]>();

  constructor(checked: Checked, root: DeclaredType | undefined) {
    this.#checked = checked;
    this.#root = root;
  }

  cost(node: Expression): Range {
    const variable = this.#checked.variables.get(node);
    if (variable !== undefined) return this.#variable(node, variable);
    switch (node.kind) {
      case "literal":
        return ZERO;
      case "identifier":
        return this.#variable(node, node.name);
      case "select":
        return this.#select(node);
      case "call":
        return this.#call(node);
      case "list":
        return this.#list(node);
      case "map":
        return this.#map(node);
      case "struct":
        return plus(...node.entries.map(({ value }) => this.cost(value)), fixed(40n));
      case "comprehension":
        return isBinding(node) ? this.#binding(node) : this.#loop(node);
    }
  }

  #type(node: Expression): Type {
    return this.#checked.types.get(node) ?? DYN;
  }

  #local(name: string): Local | undefined {
    return this.#locals.get(name)?.at(-1);
  }

  #push(name: string, local: Local): void {
    this.#locals.set(name, [...(this.#locals.get(name) ?? []), local]);
  }

  #pop(name: string): void {
    this.#locals.set(name, (this.#locals.get(name) ?? []).slice(0, -1));
  }

  #variable(node: Expression, name: string): Range {
    const local = this.#local(name);
    this.#paths.set(node, local === undefined ? [name] : (local.path ?? []));
    return ONE;
  }

  #path(node: Expression): readonly string[] {
    if (node.kind === "identifier") {
      const local = this.#local(node.name);
      if (local !== undefined) return local.path ?? [];
    }
    return this.#paths.get(node) ?? [];
  }

  #select(node: Extract<Expression, { kind: "select" }>): Range {
    const inner = this.cost(node.operand);
    if (node.isTest) return inner;
    const { kind } = this.#type(node.operand);
    this.#paths.set(node, [...this.#path(node.operand), node.field]);
    return kind === "map" || kind === "object" || kind === "parameter" ? plus(inner, ONE) : inner;
  }

  #list(node: Extract<Expression, { kind: "list" }>): Range {
    const costs = node.elements.map((one) => this.cost(one));
    const value = node.elements
      .map((one) => this.#sizeOrUnknown(one))
      .reduce(union, node.elements.length === 0 ? ZERO : EMPTY);
    this.#entries.set(node, { container: "list", key: ONE, value });
    return plus(...costs, fixed(10n));
  }

  #map(node: Extract<Expression, { kind: "map" }>): Range {
    const costs = node.entries.flatMap(({ key, value }) => [this.cost(key), this.cost(value)]);
    const start = node.entries.length === 0 ? ZERO : EMPTY;
    const key = node.entries.map((one) => this.#sizeOrUnknown(one.key)).reduce(union, start);
    const value = node.entries.map((one) => this.#sizeOrUnknown(one.value)).reduce(union, start);
    this.#entries.set(node, { container: "map", key, value });
    return plus(...costs, fixed(30n));
  }

  #call(node: Call): Range {
    const callee = this.#checked.callees.get(node);
    if (callee === undefined) return ZERO;
    if (node.name === "dyn" && node.args[0] !== undefined) return this.#dyn(node, node.args[0]);
    const argCosts = node.args.map((one) => this.cost(one));
    const args = node.args.map((one) => this.#operand(one));
    const target = callee.isQualified ? undefined : node.target;
    const targetCost = target === undefined ? ZERO : this.cost(target);
    const targetOperand = target === undefined ? undefined : this.#operand(target);
    if (callee.name === "_?._") return this.#optionalSelect(argCosts);
    let [total, size]: [Range, Range | undefined] = [EMPTY, undefined];
    for (const { id } of callee.overloads) {
      const estimate = this.#overload(node, { name: callee.name, overload: id, target: targetOperand, args, argCosts });
      total = union(total, estimate.cost);
      if (estimate.size !== undefined) size = size === undefined ? estimate.size : union(size, estimate.size);
      size = this.#indexed(node, id) ?? size ?? this.#size(node);
    }
    if (size !== undefined) this.#sizes.set(node, size);
    return plus(targetCost, total);
  }

  #optionalSelect(argCosts: readonly Range[]): Range {
    return plus(...argCosts, ONE);
  }

  /** What an index reaches. */
  #indexed(node: Call, overload: string): Range | undefined {
    const [container] = node.args;
    if (container === undefined || (overload !== "index_list" && overload !== "index_map")) return undefined;
    this.#paths.set(node, [...this.#path(container), overload === "index_list" ? "@items" : "@values"]);
    return this.#entry(container)?.value;
  }

  #dyn(node: Call, arg: Expression): Range {
    const cost = plus(ONE, this.cost(arg));
    this.#copy(node, arg);
    return cost;
  }

  #copy(to: Expression, from: Expression): void {
    const [size, entry] = [this.#size(from), this.#entry(from)];
    if (size !== undefined) this.#sizes.set(to, size);
    if (entry !== undefined) this.#entries.set(to, entry);
  }

  #overload(
    node: Call,
    called: {
      readonly name: string;
      readonly overload: string;
      readonly target: Operand | undefined;
      readonly args: readonly Operand[];
      readonly argCosts: readonly Range[];
    },
  ): { readonly cost: Range; readonly size?: Range } {
    const { overload, argCosts } = called;
    const [first = ZERO, second = ZERO, third = ZERO] = argCosts;
    if (overload === "logical_and" || overload === "logical_or")
      return { cost: { min: first.min, max: plus(first, second).max } };
    if (overload === "conditional") {
      const [, then, otherwise] = node.args;
      const sizes = [then, otherwise].map((one) => (one === undefined ? UNKNOWN : this.#sizeOrUnknown(one)));
      if (then !== undefined && otherwise !== undefined) this.#joinEntries(node, then, otherwise);
      return { cost: plus(first, union(second, third)), size: sizes.reduce(union) };
    }
    if (/^add_(string|bytes|list)$/.test(overload)) {
      const [left, right] = node.args;
      if (left !== undefined && right !== undefined) this.#joinEntries(node, left, right);
    }
    const estimate = estimateCall(called);
    const cost = plus(estimate?.cost ?? ONE, ...argCosts);
    return estimate?.size === undefined ? { cost } : { cost, size: estimate.size };
  }

  #joinEntries(node: Expression, left: Expression, right: Expression): void {
    const [a, b] = [this.#entry(left), this.#entry(right)];
    if (a === undefined || b === undefined) return;
    this.#entries.set(node, { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) });
  }

  #loop(node: Comprehension): Range {
    const before = plus(this.cost(node.range), this.cost(node.start));
    this.#push(node.accumulator, {
      path: this.#path(node.start),
      size: this.#size(node.start),
      entry: this.#entry(node.start),
    });
    const entry = this.#entry(node.range);
    const isList = (entry?.container ?? this.#type(node.range).kind) === "list";
    const path = this.#path(node.range);
    const key: Local = { path: [...path, isList ? "@indices" : "@keys"], size: entry?.key, entry: undefined };
    const value: Local = { path: [...path, isList ? "@items" : "@values"], size: entry?.value, entry: undefined };
    this.#push(node.variable, node.variable2 === undefined && isList ? value : key);
    if (node.variable2 !== undefined) this.#push(node.variable2, value);
    const each = plus(this.cost(node.condition), this.cost(node.step));
    this.#pop(node.variable);
    if (node.variable2 !== undefined) this.#pop(node.variable2);
    const after = this.cost(node.result);
    this.#pop(node.accumulator);
    const count = this.#sizeOrUnknown(node.range);
    if (node.start.kind === "literal") {
      const size = this.#size(node.start);
      if (size !== undefined) this.#sizes.set(node, size);
    } else if (node.start.kind === "list" || node.start.kind === "map") {
      this.#sizes.set(node, count);
      const made = this.#entry(node.step);
      if (made !== undefined) this.#entries.set(node, made);
    }
    return plus(before, after, product(count, each));
  }

  #binding(node: Comprehension): Range {
    const before = plus(this.cost(node.range), this.cost(node.start));
    this.#push(node.accumulator, {
      path: this.#path(node.start),
      size: this.#size(node.start),
      entry: this.#entry(node.start),
    });
    const after = this.cost(node.result);
    this.#pop(node.accumulator);
    this.#copy(node, node.result);
    return plus(before, after);
  }

  #operand(node: Expression): Operand {
    const type = this.#type(node);
    const path = this.#path(node);
    const isAccumulator = path[0] === ACCUMULATOR;
    const [elementType] = type.parameters;
    const elementSize = (isAccumulator ? undefined : this.#declared([...path, "@items"])) ?? UNKNOWN;
    return {
      node,
      type,
      size: this.#size(node) ?? UNKNOWN,
      elementType,
      elementSize: path.length === 0 ? UNKNOWN : elementSize,
    };
  }

  #sizeOrUnknown(node: Expression): Range {
    return this.#size(node) ?? UNKNOWN;
  }

  #size(node: Expression): Range | undefined {
    const known = this.#sizes.get(node) ?? literalSize(node);
    if (known !== undefined) return known;
    const declared = this.#declared(this.#path(node));
    if (declared !== undefined) {
      this.#sizes.set(node, declared);
      return declared;
    }
    if (isScalar(this.#type(node))) return ONE;
    return node.kind === "identifier" ? this.#local(node.name)?.size : undefined;
  }

  #entry(node: Expression): Entry | undefined {
    return this.#entries.get(node) ?? (node.kind === "identifier" ? this.#local(node.name)?.entry : undefined);
  }

  /** What the schema says of the size of a place. */
  #declared(path: readonly string[]): Range | undefined {
    let at = this.#root;
    if (path.length === 0 || at === undefined) return undefined;
    for (const name of path.slice(1)) {
      at = name === "@items" || name === "@values" ? at.element : name === "@keys" ? at.key : at.fields?.get(name);
      if (at === undefined) return undefined;
    }
    return { min: 0n, max: BigInt(at.elementsMax) };
  }
}

function isBinding({ range, condition, accumulator }: Comprehension): boolean {
  const isEmpty = range.kind === "list" && range.elements.length === 0;
  return isEmpty && condition.kind === "literal" && condition.value === false && accumulator !== "__result__";
}

function literalSize(node: Expression): Range | undefined {
  if (node.kind === "list") return fixed(BigInt(node.elements.length));
  if (node.kind === "map") return fixed(BigInt(node.entries.length));
  if (node.kind !== "literal") return undefined;
  if (typeof node.value === "string") return fixed(BigInt([...node.value].length));
  return node.value instanceof Uint8Array ? fixed(BigInt(node.value.length)) : ONE;
}

const SCALAR: ReadonlySet<string> = new Set(["bool", "double", "duration", "int", "timestamp", "uint"]);

function isScalar(type: Type): boolean {
  const [inner] = type.parameters;
  return type.name === OPTIONAL && inner !== undefined ? isScalar(inner) : SCALAR.has(formatType(type));
}
