/** What one evaluation works with: variables, and a budget that bounds its time (cel-go 0.26 interpreter/runtimecost.go). */
import type { CelError, Value } from "../values/value.ts";

/** An evaluation that costs more than it may; nothing absorbs it. */
export class CostExceeded extends Error {
  constructor() {
    super("operation cancelled: actual cost limit exceeded");
  }
}

export class Frame {
  readonly #variables: (name: string) => Value | undefined;
  readonly #limit: number;
  /** The variables of loops. */
  readonly slots: (Value | CelError)[] = [];
  cost = 0;

  constructor(variables: (name: string) => Value | undefined, limit: number) {
    this.#variables = variables;
    this.#limit = limit;
  }

  variable(name: string): Value | undefined {
    return this.#variables(name);
  }

  /** Throws `CostExceeded`. */
  spend(cost: number): void {
    this.cost += cost;
    if (this.cost > this.#limit) throw new CostExceeded();
  }
}

/** A part of an expression, ready to run. */
export type Program = (frame: Frame) => Value;
