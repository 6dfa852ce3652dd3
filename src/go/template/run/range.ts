import { compareStrings } from "../../bytes.ts";
import { sprint } from "../../fmt/index.ts";
import { Int, Slice, TypedMap, TypedNil, int, type Value } from "../../value.ts";
import { Site } from "../compile/site.ts";
import { BREAK, DONE, type Execution, type Outcome } from "../execution.ts";
import type { BranchNode } from "../parse/node.ts";
import { dereference } from "../print-value.ts";
import { runList } from "./list.ts";
import { compiled } from "./pipe.ts";

/** What a range does beside going over elements. A traced run adds to each. */
export interface RangeSteps {
  value(execution: Execution, node: BranchNode, dot: Value): Value;
  body(execution: Execution, node: BranchNode, element: Value): Outcome;
  otherwise(execution: Execution, node: BranchNode, dot: Value): Outcome;
}

export const plainSteps: RangeSteps = {
  value: (execution, node, dot) => execution.language.backend.evaluate(execution, node.pipe, dot),
  body: (execution, node, element) => runList(execution, node.list, element),
  otherwise: (execution, node, dot) => (node.elseList === undefined ? DONE : runList(execution, node.elseList, dot)),
};

/** `{{range}}` over lists, maps (in order of their keys) and integers. */
export function runRange(steps: RangeSteps, around: { execution: Execution; node: BranchNode; dot: Value }): Outcome {
  const { execution, node, dot } = around;
  const value = steps.value(execution, node, dot);
  const { dotInInterface } = execution;
  const ran = new Rounds(execution, node, steps).over(value);
  execution.dotInInterface = dotInInterface;
  return ran ? DONE : steps.otherwise(execution, node, dot);
}

/** Places of the variables of a range. */
export function rangePlaces({ pipe, base, slots }: BranchNode): {
  index: number | undefined;
  element: number | undefined;
} {
  const places = pipe.declared.map(({ name }, i) => {
    if (!pipe.assigns) return base + pipe.pushes.length - pipe.declared.length + i;
    const slot = slots[pipe.uses.indexOf(name)] ?? -1;
    return slot < 0 ? undefined : slot;
  });
  return places.length > 1 ? { index: places[0], element: places[1] } : { index: undefined, element: places[0] };
}

class Rounds {
  readonly #index: number | undefined;
  readonly #element: number | undefined;

  constructor(
    readonly execution: Execution,
    readonly node: BranchNode,
    readonly steps: RangeSteps,
  ) {
    const { index, element } = rangePlaces(node);
    this.#index = index;
    this.#element = element;
  }

  /** Runs the body for each element; false when there was none. */
  over(value: Value): boolean {
    if (Array.isArray(value)) return this.#list(value, true);
    if (value instanceof Map) return this.#map(value);
    if (value instanceof Slice) return this.#list(value.items, false);
    if (value instanceof Int) return this.#int(value);
    if (value === undefined || (value instanceof TypedNil && !value.type.startsWith("*"))) return false;
    throw this.#fail(`range can't iterate over ${sprint([dereference(value)])}`);
  }

  #list(items: readonly Value[], inInterface: boolean): boolean {
    const count = items.length;
    for (let i = 0; i < count; i++) {
      const item = items[i];
      const element = item === undefined && inInterface ? null : item;
      const key = this.#index === undefined ? undefined : int(i);
      if (this.#round(element, { key, inInterface }) === BREAK) break;
    }
    return count > 0;
  }

  #map(map: ReadonlyMap<string, Value>): boolean {
    if (map.size === 0) return false;
    const inInterface = !(map instanceof TypedMap) || map.zero === undefined;
    for (const [key, item] of sortedEntries(map)) {
      const element = item === undefined && inInterface ? null : item;
      if (this.#round(element, { key, inInterface }) === BREAK) break;
    }
    return true;
  }

  #int(count: Int): boolean {
    if (this.node.pipe.declared.length > 1) {
      throw this.#fail(`can't use ${count.value} to iterate over more than one variable`);
    }
    for (let i = 0n; i < count.value; i++) {
      const element = count.type === "int" ? int(i) : new Int(i, count.kind, count.type, count.methods);
      if (this.#round(element, { key: undefined, inInterface: false }) === BREAK) break;
    }
    return count.value > 0n;
  }

  /** The body before this one has run statements of its own, and changed what was known of dot. */
  #round(element: Value, { key, inInterface }: { key: Value; inInterface: boolean }): Outcome {
    const { execution, node } = this;
    execution.statement = node;
    this.#step();
    execution.dotInInterface = inInterface;
    if (this.#element !== undefined) execution.store(this.#element, element, inInterface);
    if (this.#index !== undefined) execution.store(this.#index, key, false);
    return this.steps.body(execution, node, element);
  }

  #step(): void {
    try {
      this.execution.step();
    } catch (error) {
      throw this.#site.wrap(this.execution, error);
    }
  }

  #fail(problem: string): Error {
    return this.#site.fail(this.execution, problem);
  }

  get #site(): Site {
    return new Site(this.node, compiled(this.execution, this.node.pipe));
  }
}

/** As Go, a snapshot: the body may change the map. */
export function sortedEntries(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => compareStrings(a, b));
}
