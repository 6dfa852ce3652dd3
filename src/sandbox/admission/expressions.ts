/** Expressions of policies: compiled once, and run within a budget (apiserver pkg/admission/plugin/cel/activation.go, composition.go 0.36). */
import * as cel from "../../cel/index.ts";
import { isObject, listAt, textAt, type JsonObject } from "../../kube/index.ts";
import { policyEnvironment, variableType, type EnvironmentOptions } from "./policy-environment.ts";
import { attempt } from "./rule-compiler.ts";

type Type = cel.types.Type;

/** Told as the reason of a decision. */
export class ExpressionError extends Error {}

/** No more expressions of this policy run. */
export class OutOfBudget extends ExpressionError {
  constructor() {
    super("validation failed due to running out of cost budget, no further validation rules will be run");
  }
}

export interface Expression {
  readonly text: string;
  readonly compiled: cel.Compiled | undefined;
  /** Why it cannot run. */
  readonly error: string;
}

/** `wanted` are the types it may have; without them it may have any. */
export function compileExpression(text: string, environment: cel.Environment, wanted: readonly Type[]): Expression {
  const compiled = attempt(text, environment);
  if (typeof compiled === "string") return { text, compiled: undefined, error: compiled };
  const { formatType } = cel.types;
  const given = formatType(compiled.type);
  if (wanted.length === 0 || wanted.some((one) => formatType(one) === given)) return { text, compiled, error: "" };
  const names = wanted.map((one) => (one.name === "null_type" ? "null_type" : formatType(one)));
  const shown = names.length === 1 ? `must evaluate to ${names[0]}` : `must evaluate to one of [${names.join(" ")}]`;
  return { text, compiled: undefined, error: `${shown} but got ${given}` };
}

export interface PolicyVariables {
  readonly environment: cel.Environment;
  readonly expressions: ReadonlyMap<string, Expression>;
}

/** The variables of a policy, each of which may name those before it. */
export function compileVariables(spec: JsonObject, options: EnvironmentOptions): PolicyVariables {
  const types = new Map<string, Type>();
  const expressions = new Map<string, Expression>();
  const given = listAt(spec, "variables").filter(isObject);
  const environment = policyEnvironment({ ...options, ...(given.length === 0 ? {} : { variables: types }) });
  for (const variable of given) {
    const name = textAt(variable, "name");
    const expression = compileExpression(textAt(variable, "expression"), environment, []);
    types.set(name, expression.compiled === undefined ? cel.types.DYN : variableType(expression.compiled.type));
    expressions.set(name, expression);
  }
  return { environment, expressions };
}

/** The values that the expressions of one policy see, and what they may still cost. */
export class Activation {
  readonly #values: Readonly<Record<string, () => cel.Value | undefined>>;
  readonly #variables: ReadonlyMap<string, Expression>;
  readonly #made = new Map<string, cel.Value>();
  #left: number;
  #spent = 0;

  constructor(
    values: Readonly<Record<string, () => cel.Value | undefined>>,
    variables: ReadonlyMap<string, Expression>,
    budget: number,
  ) {
    this.#values = values;
    this.#variables = variables;
    this.#left = budget;
  }

  /** Throws an `ExpressionError`. */
  evaluate({ text, compiled, error }: Expression): cel.Value {
    if (compiled === undefined) throw new ExpressionError(`compilation error: ${error}`);
    try {
      const { value, cost } = compiled.evaluate((name) => this.#lookUp(name));
      this.#spend(cost);
      return value;
    } catch (failure) {
      if (failure instanceof cel.CelError || failure instanceof cel.CostExceeded) {
        throw new ExpressionError(`expression '${text}' resulted in error: ${failure.message}`);
      }
      throw failure;
    }
  }

  #spend(cost: number): void {
    this.#left -= cost + this.#spent;
    this.#spent = 0;
    if (this.#left < 0) throw new OutOfBudget();
  }

  #lookUp(name: string): cel.Value | undefined {
    return name === "variables"
      ? new Composition(this.#variables, (variable) => this.#variable(variable))
      : this.#values[name]?.();
  }

  #variable(name: string): cel.Value | undefined {
    const made = this.#made.get(name);
    const expression = this.#variables.get(name);
    if (made !== undefined || expression === undefined) return made;
    const shown = JSON.stringify(name);
    if (expression.compiled === undefined) {
      throw new cel.CelError(`composited variable ${shown} fails to compile: ${expression.error}`);
    }
    try {
      const { value, cost } = expression.compiled.evaluate((variable) => this.#lookUp(variable));
      this.#spent += cost;
      this.#made.set(name, value);
      return value;
    } catch (failure) {
      if (failure instanceof cel.CelError || failure instanceof cel.CostExceeded) {
        throw new cel.CelError(`composited variable ${shown} fails to evaluate: ${failure.message}`);
      }
      throw failure;
    }
  }
}

/** `variables`: each is computed when it is first read. */
class Composition extends cel.CelMap {
  readonly #names: ReadonlyMap<string, Expression>;
  readonly #read: (name: string) => cel.Value | undefined;

  constructor(names: ReadonlyMap<string, Expression>, read: (name: string) => cel.Value | undefined) {
    super();
    this.#names = names;
    this.#read = read;
  }

  get size(): number {
    return this.#names.size;
  }

  find(key: cel.Value): cel.Value | undefined {
    return typeof key === "string" ? this.#read(key) : undefined;
  }

  override has(key: cel.Value): boolean {
    return typeof key === "string" && this.#names.has(key);
  }

  keys(): Iterable<cel.Value> {
    return this.#names.keys();
  }
}
