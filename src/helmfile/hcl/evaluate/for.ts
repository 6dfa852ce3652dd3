/** `for` expressions (hcl 2.24, hclsyntax/expression.go). */
import { quote } from "../../../go/strconv/index.ts";
import type { For } from "../syntax/ast.ts";
import { rangeOf } from "../syntax/ast.ts";
import type { Diagnostic } from "../syntax/diagnostic.ts";
import { BOOL, nameOf, STRING } from "../values/type.ts";
import { ANYTHING, canIterate, isKnown, isNull, iterate, object, textOf, tuple, type Value } from "../values/value.ts";
import { converted, diagnostic, type Evaluate, fine, type Outcome, wrong } from "./outcome.ts";
import type { Scope } from "./scope.ts";

export function evaluateFor(expression: For, scope: Scope, evaluate: Evaluate): Outcome {
  const { collection } = expression;
  const { value, problems } = evaluate(collection, scope);
  const refuse = (summary: string, detail: string): Outcome =>
    wrong(diagnostic(summary, detail, rangeOf(collection)), { before: problems });
  if (isNull(value))
    return refuse("Iteration over null value", "A null value cannot be used as the collection in a 'for' expression.");
  if (value.type.kind === "dynamic") return fine(ANYTHING, problems);
  if (!canIterate(value.type))
    return refuse(
      "Iteration over non-iterable value",
      `A value of type ${nameOf(value.type)} cannot be used as the collection in a 'for' expression.`,
    );
  const loop = new Loop(expression, scope, evaluate);
  loop.problems.push(...problems);
  if (!loop.conditionFits() || !isKnown(value)) return fine(ANYTHING, loop.problems);
  return loop.run(value);
}

type Entries = Map<string, Value[]>;

class Loop {
  readonly problems: Diagnostic[] = [];
  /** Whether all that counts could be computed; only the first that could not is told of. */
  #known = true;
  readonly #groups: Entries = new Map();
  readonly #values: Value[] = [];

  constructor(
    readonly expression: For,
    readonly scope: Scope,
    readonly evaluate: Evaluate,
  ) {}

  run(collection: Value): Outcome {
    for (const [key, value] of iterate(collection)) {
      const scope = this.#scopeOf(key, value);
      if (this.#included(scope)) this.#step(scope);
    }
    if (!this.#known) return fine(ANYTHING, this.problems);
    const { key, groups } = this.expression;
    if (key === undefined) return fine(tuple(this.#values), this.problems);
    const entries = [...this.#groups].map(
      ([name, values]) => [name, groups ? tuple(values) : (values[0] ?? ANYTHING)] as const,
    );
    return fine(object(entries), this.problems);
  }

  #scopeOf(key: Value, value: Value): Scope {
    const { keyName, valueName } = this.expression;
    const names: [string, Value][] = keyName === undefined ? [] : [[keyName, key]];
    return { variables: new Map([...names, [valueName, value]]), parent: this.scope };
  }

  /** A condition that can never be one is told of once, before the loop. */
  conditionFits(): boolean {
    const { condition } = this.expression;
    if (condition === undefined) return true;
    const { value, problems } = this.evaluate(condition, this.#scopeOf(ANYTHING, ANYTHING));
    this.problems.push(...problems);
    const refuse = (summary: string, detail: string): false => {
      this.problems.push(diagnostic(summary, detail, rangeOf(condition)));
      return false;
    };
    if (isNull(value)) return refuse("Condition is null", "The value of the 'if' clause must not be null.");
    const holds = converted(value, BOOL);
    if ("reason" in holds)
      return refuse("Invalid 'for' condition", `The 'if' clause value is invalid: ${holds.reason}.`);
    return problems.length === 0;
  }

  #refuse(summary: string, detail: string, at: ReturnType<typeof rangeOf>): void {
    if (this.#known) this.problems.push(diagnostic(summary, detail, at));
    this.#known = false;
  }

  #included(scope: Scope): boolean {
    const { condition } = this.expression;
    if (condition === undefined) return true;
    const { value, problems } = this.evaluate(condition, scope);
    this.problems.push(...problems);
    const invalid = (detail: string): false => {
      this.#refuse("Invalid 'for' condition", detail, rangeOf(condition));
      return false;
    };
    if (isNull(value)) return invalid("The value of the 'if' clause must not be null.");
    const holds = converted(value, BOOL);
    if ("reason" in holds) return invalid(`The 'if' clause value is invalid: ${holds.reason}.`);
    if (!isKnown(holds.value)) this.#known = false;
    return holds.value.data === true;
  }

  #step(scope: Scope): void {
    const { key, value } = this.expression;
    const name = key === undefined ? "" : this.#keyIn(scope, key);
    if (name === undefined) return;
    const outcome = this.evaluate(value, scope);
    this.problems.push(...outcome.problems);
    if (key === undefined) this.#values.push(outcome.value);
    else this.#add(name, outcome.value, key);
  }

  #keyIn(scope: Scope, key: NonNullable<For["key"]>): string | undefined {
    const { value, problems } = this.evaluate(key, scope);
    this.problems.push(...problems);
    const invalid = (detail: string): undefined =>
      this.#refuse("Invalid object key", detail, rangeOf(key)) as undefined;
    if (isNull(value)) return invalid("Key expression in 'for' expression must not produce a null value.");
    const name = converted(value, STRING);
    if (isKnown(value) && "reason" in name)
      return invalid(`The key expression produced an invalid result: ${name.reason}.`);
    if (!("reason" in name) && isKnown(name.value)) return textOf(name.value);
    this.#known = false;
    return undefined;
  }

  #add(name: string, value: Value, key: NonNullable<For["key"]>): void {
    const group = this.#groups.get(name);
    if (group === undefined) this.#groups.set(name, [value]);
    else if (this.expression.groups) group.push(value);
    else
      this.problems.push(
        diagnostic(
          "Duplicate object key",
          `Two different items produced the key ${quote(name)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`,
          rangeOf(key),
        ),
      );
  }
}
