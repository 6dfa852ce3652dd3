/** Gives every part of an expression its type, and tells what does not fit (cel-go 0.26 checker/checker.go, with its messages). */
import type { Call, Comprehension, Expression, ListLiteral, MapLiteral, Select, StructLiteral } from "../syntax/ast.ts";
import type { Problem } from "../syntax/source.ts";
import { Uint } from "../values/uint.ts";
import { overloadsOf, TYPE_NAMES, type Overload } from "./declarations.ts";
import type { Environment } from "./environment.ts";
import * as types from "./types.ts";
import { formatType, isDyn, isDynOrError, sameType, unwrapOptional, type Type } from "./types.ts";
import { assign, mostGeneral, signature, substitute, type Bindings } from "./unify.ts";

/** What a call calls. */
export interface Callee {
  readonly name: string;
  /** All that may be meant, to be told apart by the values. */
  readonly overloads: readonly Overload[];
  /** The target was part of the name: `optional.of(x)`. */
  readonly isQualified: boolean;
}

export interface Checked {
  readonly types: ReadonlyMap<Expression, Type>;
  /** Names and selections that are variables. */
  readonly variables: ReadonlyMap<Expression, string>;
  /** Names and selections that are types. */
  readonly typeNames: ReadonlyMap<Expression, Type>;
  readonly callees: ReadonlyMap<Expression, Callee>;
  readonly problems: readonly Problem[];
}

export function check(expression: Expression, environment: Environment): Checked {
  return new Checker(environment).run(expression);
}

/** `a.b.c` as one name; undefined for anything else. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === "identifier") return expression.name;
  if (expression.kind !== "select" || expression.isTest) return undefined;
  const operand = qualifiedName(expression.operand);
  return operand === undefined ? undefined : `${operand}.${expression.field}`;
}

/** Functions that only patches know. */
const SPECIAL: ReadonlySet<string> = new Set(["jsonpatch.escapeKey"]);

type Scope = ReadonlyMap<string, Type>;

class Checker {
  readonly #environment: Environment;
  readonly #types = new Map<Expression, Type>();
  readonly #variables = new Map<Expression, string>();
  readonly #typeNames = new Map<Expression, Type>();
  readonly #callees = new Map<Expression, Callee>();
  readonly #problems: Problem[] = [];
  #bindings: Bindings = new Map();
  #scopes: readonly Scope[] = [];
  #opened = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  run(expression: Expression): Checked {
    this.#check(expression);
    for (const [node, type] of this.#types) this.#types.set(node, substitute(this.#bindings, type, { closed: true }));
    return {
      types: this.#types,
      variables: this.#variables,
      typeNames: this.#typeNames,
      callees: this.#callees,
      problems: this.#problems,
    };
  }

  #check(node: Expression): Type {
    const type = this.#typeOf(node);
    this.#types.set(node, type);
    return type;
  }

  #typeOf(node: Expression): Type {
    switch (node.kind) {
      case "literal":
        return literalType(node.value);
      case "identifier":
        return this.#identifier(node, node.name);
      case "select":
        return this.#select(node);
      case "call":
        return node.name === "_?._" ? this.#optionalSelect(node) : this.#call(node);
      case "list":
        return this.#list(node);
      case "map":
        return this.#map(node);
      case "struct":
        return this.#struct(node);
      case "comprehension":
        return this.#comprehension(node);
    }
  }

  #problem({ offset }: { readonly offset: number }, message: string): Type {
    this.#problems.push({ offset, message });
    return types.ERROR;
  }

  #undeclared(node: Expression, name: string): Type {
    return this.#problem(node, `undeclared reference to '${name}' (in container '')`);
  }

  #mismatch(node: Expression, wanted: Type, given: Type): Type {
    return this.#problem(node, `expected type '${formatType(wanted)}' but found '${formatType(given)}'`);
  }

  #identifier(node: Expression, name: string): Type {
    return this.#lookUp(node, name) ?? this.#undeclared(node, name);
  }

  #lookUp(node: Expression, name: string): Type | undefined {
    const plain = name.startsWith(".") ? name.slice(1) : name;
    for (const scope of this.#scopes.toReversed()) {
      const type = scope.get(plain);
      if (type === undefined) continue;
      this.#variables.set(node, plain);
      return type;
    }
    const declared = this.#environment.variables.get(plain);
    if (declared !== undefined) {
      this.#variables.set(node, plain);
      return declared;
    }
    const named =
      TYPE_NAMES[plain] ?? (this.#environment.fieldsOf(plain) === undefined ? undefined : types.objectType(plain));
    if (named === undefined) return undefined;
    this.#typeNames.set(node, named);
    return types.typeOf(named);
  }

  #select(node: Select): Type {
    const name = qualifiedName(node);
    const variable = name === undefined ? undefined : this.#lookUp(node, name);
    if (variable !== undefined) return variable;
    const result = this.#field(node, { operand: node.operand, field: node.field, isOptional: false });
    return node.isTest ? types.BOOL : this.#resolved(result);
  }

  #optionalSelect(node: Call): Type {
    const [operand, field] = node.args;
    if (operand === undefined || field?.kind !== "literal" || typeof field.value !== "string") {
      return this.#problem(node, "unsupported optional field selection");
    }
    this.#callees.set(node, { name: "_?._", overloads: [], isQualified: false });
    return this.#resolved(this.#field(node, { operand, field: field.value, isOptional: true }));
  }

  #field(
    node: Expression,
    {
      operand,
      field,
      isOptional,
    }: { readonly operand: Expression; readonly field: string; readonly isOptional: boolean },
  ): Type {
    const { type, wasOptional } = unwrapOptional(this.#resolved(this.#check(operand)));
    const result = this.#fieldOf(node, type, field);
    return wasOptional || isOptional ? types.optionalOf(result) : result;
  }

  #fieldOf(node: Expression, type: Type, field: string): Type {
    switch (type.kind) {
      case "map":
        return type.parameters[1] ?? types.DYN;
      case "object":
        return this.#objectField(node, type, field);
      case "parameter":
        this.#assign([types.DYN], [type]);
        return types.DYN;
      default:
        if (!isDynOrError(type)) this.#problem(node, `type '${formatType(type)}' does not support field selection`);
        return types.DYN;
    }
  }

  #objectField(node: Expression, type: Type, field: string): Type {
    const fields = this.#environment.fieldsOf(type.name);
    if (fields === undefined) return this.#problem(node, `unexpected failed resolution of '${type.name}'`);
    return fields.get(field) ?? this.#problem(node, `undefined field '${field}'`);
  }

  #call(node: Call): Type {
    for (const arg of node.args) this.#check(arg);
    if (node.target === undefined) return this.#global(node, node.name.replace(/^\./, ""), false);
    const prefix = qualifiedName(node.target);
    if (prefix !== undefined && this.#overloads(`${prefix}.${node.name}`) !== undefined) {
      return this.#global(node, `${prefix}.${node.name}`, true);
    }
    this.#check(node.target);
    const overloads = overloadsOf(node.name);
    if (overloads === undefined) return this.#undeclared(node, node.name);
    return this.#resolve(node, { name: node.name, overloads, isQualified: false });
  }

  #global(node: Call, name: string, isQualified: boolean): Type {
    const overloads = this.#overloads(name);
    if (overloads === undefined) return this.#undeclared(node, node.name);
    return this.#resolve(node, { name, overloads, isQualified });
  }

  #overloads(name: string): readonly Overload[] | undefined {
    return SPECIAL.has(name) && this.#environment.functions?.has(name) !== true ? undefined : overloadsOf(name);
  }

  #resolve(node: Call, { name, overloads, isQualified }: Callee): Type {
    const target = isQualified ? undefined : node.target;
    const args = [...(target === undefined ? [] : [target]), ...node.args];
    const given = args.map((arg) => this.#types.get(arg) ?? types.ERROR);
    if (name === "_&&_" || name === "_||_") return this.#logical(node, { name, overloads, isQualified }, given);
    const fitting: Overload[] = [];
    let result: Type | undefined;
    for (const overload of overloads) {
      if (overload.isMethod !== (target !== undefined)) continue;
      const { wanted, returned } = this.#instance(overload);
      if (!this.#assign(given, wanted)) continue;
      fitting.push(overload);
      const type = this.#resolved(returned);
      if (result === undefined) result = type;
      else if (!isDyn(result) && !sameType(type, result)) result = types.DYN;
    }
    if (result === undefined) return this.#noOverload(node, { name, given, isMethod: target !== undefined });
    this.#callees.set(node, { name, overloads: fitting, isQualified });
    return result;
  }

  #noOverload(
    node: Expression,
    { name, given, isMethod }: { readonly name: string; readonly given: readonly Type[]; readonly isMethod: boolean },
  ): Type {
    const closed = given.map((one) => substitute(this.#bindings, one, { closed: true }));
    return this.#problem(node, `found no matching overload for '${name}' applied to '${signature(closed, isMethod)}'`);
  }

  #logical(node: Call, callee: Callee, given: readonly Type[]): Type {
    let isWrong = false;
    node.args.forEach((arg, i) => {
      const type = given[i] ?? types.ERROR;
      if (this.#assign([type], [types.BOOL])) return;
      isWrong = true;
      this.#mismatch(arg, types.BOOL, type);
    });
    this.#callees.set(node, callee);
    return isWrong ? types.ERROR : types.BOOL;
  }

  /** An overload with types of its own for those it leaves open. */
  #instance({ args, result, open }: Overload): { readonly wanted: readonly Type[]; readonly returned: Type } {
    if (open.length === 0) return { wanted: args, returned: result };
    const fresh = new Map(open.map((name) => [name, this.#openType()]));
    const put = (type: Type): Type => substitute(fresh, type, { closed: false });
    return { wanted: args.map(put), returned: put(result) };
  }

  #openType(): Type {
    return types.parameter(`_var${this.#opened++}`);
  }

  #assign(from: readonly Type[], to: readonly Type[]): boolean {
    const bindings = assign(this.#bindings, from, to);
    if (bindings === undefined) return false;
    this.#bindings = bindings;
    return true;
  }

  #resolved(type: Type): Type {
    return substitute(this.#bindings, type, { closed: false });
  }

  #list({ elements, optionals }: ListLiteral): Type {
    let joined: Type | undefined;
    elements.forEach((element, i) => {
      const type = this.#check(element);
      joined = this.#join(joined, optionals.has(i) ? this.#unwrapped(element, type) : type);
    });
    return types.listOf(joined ?? this.#openType());
  }

  #map({ entries }: MapLiteral): Type {
    let [keys, values]: [Type | undefined, Type | undefined] = [undefined, undefined];
    for (const { key, value, isOptional } of entries) {
      keys = this.#join(keys, this.#check(key));
      const type = this.#check(value);
      values = this.#join(values, isOptional ? this.#unwrapped(value, type) : type);
    }
    return types.mapOf(keys ?? this.#openType(), values ?? this.#openType());
  }

  /** The type within an optional; tells where it is none. */
  #unwrapped(node: Expression, type: Type): Type {
    const { type: inner, wasOptional } = unwrapOptional(type);
    if (!wasOptional && !isDyn(type)) this.#mismatch(node, types.optionalOf(type), type);
    return inner;
  }

  /** That literals are of one type is checked apart, as some may not be. */
  #join(before: Type | undefined, type: Type): Type {
    if (before === undefined) return type;
    return this.#assign([before], [type]) ? mostGeneral(before, type) : types.DYN;
  }

  #struct(node: StructLiteral): Type {
    const name = node.name.replace(/^\./, "");
    const fields = this.#environment.fieldsOf(name);
    if (fields === undefined) return this.#undeclared(node, node.name);
    for (const entry of node.entries) {
      const given = this.#check(entry.value);
      const type = entry.isOptional ? this.#unwrapped(entry.value, given) : given;
      const wanted = fields.get(entry.key) ?? this.#problem(entry, `undefined field '${entry.key}'`);
      if (this.#assign([wanted], [type])) continue;
      const shown = `expected type of field '${entry.key}' is '${formatType(wanted)}' but provided type is '${formatType(type)}'`;
      this.#problem(entry, shown);
    }
    return types.objectType(name);
  }

  #comprehension(node: Comprehension): Type {
    const range = this.#resolved(this.#check(node.range));
    const start = this.#check(node.start);
    const outer = this.#scopes;
    const accumulator = new Map([[node.accumulator, start]]);
    this.#scopes = [...outer, accumulator];
    const [first, second] = this.#iterated(node, range);
    const variables = new Map([[node.variable, first]]);
    if (node.variable2 !== undefined) variables.set(node.variable2, second);
    this.#scopes = [...outer, accumulator, variables];
    this.#expect(node.condition, types.BOOL);
    this.#expect(node.step, start);
    this.#scopes = [...outer, accumulator];
    const result = this.#check(node.result);
    this.#scopes = outer;
    return this.#resolved(result);
  }

  #expect(node: Expression, wanted: Type): void {
    const type = this.#check(node);
    if (!this.#assign([wanted], [type])) this.#mismatch(node, wanted, type);
  }

  /** The types of one or two variables of a loop. */
  #iterated({ range, variable2 }: Comprehension, type: Type): readonly [Type, Type] {
    const isTwo = variable2 !== undefined;
    const [first = types.DYN, second = types.DYN] = type.parameters;
    switch (type.kind) {
      case "list":
        return isTwo ? [types.INT, first] : [first, types.DYN];
      case "map":
        return [first, second];
      case "dyn":
      case "error":
      case "parameter":
        this.#assign([types.DYN], [type]);
        return [types.DYN, types.DYN];
      default:
        this.#problem(
          range,
          `expression of type '${formatType(type)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        );
        return [types.ERROR, types.ERROR];
    }
  }
}

function literalType(value: unknown): Type {
  if (value === null) return types.NULL;
  if (value instanceof Uint) return types.UINT;
  switch (typeof value) {
    case "boolean":
      return types.BOOL;
    case "bigint":
      return types.INT;
    case "number":
      return types.DOUBLE;
    default:
      return typeof value === "string" ? types.STRING : types.BYTES;
  }
}
