import { compareStrings } from "../../bytes.ts";
import { sprint } from "../../fmt/index.ts";
import { Int, Slice, TypedMap, TypedNil, int, type Value } from "../../value.ts";
import { BREAK, DONE, type Execution, type Outcome, type Run } from "../execution.ts";
import { dereference } from "../print-value.ts";
import type { RangeParts } from "./backend.ts";

/** `{{range}}` over lists, maps (in order of their keys) and integers. */
export function rangeOver(parts: RangeParts): Run {
  const { pipe, otherwise, node } = parts;
  return (execution, dot) => {
    execution.statement = node;
    const value = pipe(execution, dot);
    const ran = iterate(parts, execution, value);
    if (ran || otherwise === undefined) return DONE;
    return otherwise(execution, dot);
  };
}

/** Runs the body for each element; false when there was none. */
function iterate(parts: RangeParts, execution: Execution, value: Value): boolean {
  if (Array.isArray(value)) return overList(parts, execution, { items: value, inInterface: true });
  if (value instanceof Map) return overMap(parts, execution, value);
  if (value instanceof Slice) return overList(parts, execution, { items: value.items, inInterface: false });
  if (value instanceof Int) return overInt(parts, execution, value);
  if (value === undefined || (value instanceof TypedNil && !value.type.startsWith("*"))) return false;
  throw parts.site.fail(execution, `range can't iterate over ${sprint([dereference(value)])}`);
}

interface Elements {
  readonly items: readonly Value[];
  readonly inInterface: boolean;
}

function overList(parts: RangeParts, execution: Execution, { items, inInterface }: Elements): boolean {
  const { indexSlot, elementSlot, body } = parts;
  const count = items.length;
  const { variables } = execution;
  variables[parts.interfaceSlot] = inInterface;
  for (let i = 0; i < count; i++) {
    step(parts, execution);
    const item = items[i];
    const element = item === undefined && inInterface ? null : item;
    if (elementSlot !== undefined) variables[elementSlot] = element;
    if (indexSlot !== undefined) variables[indexSlot] = int(i);
    if (body(execution, element) === BREAK) break;
  }
  return count > 0;
}

function overMap(parts: RangeParts, execution: Execution, map: ReadonlyMap<string, Value>): boolean {
  if (map.size === 0) return false;
  const { indexSlot, elementSlot, body } = parts;
  const { variables } = execution;
  const inInterface = !(map instanceof TypedMap) || map.zero === undefined;
  variables[parts.interfaceSlot] = inInterface;
  for (const [key, item] of sortedEntries(map)) {
    step(parts, execution);
    const element = item === undefined && inInterface ? null : item;
    if (elementSlot !== undefined) variables[elementSlot] = element;
    if (indexSlot !== undefined) variables[indexSlot] = key;
    if (body(execution, element) === BREAK) break;
  }
  return true;
}

/** As Go, a snapshot: the body may change the map. */
export function sortedEntries(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => compareStrings(a, b));
}

function overInt(parts: RangeParts, execution: Execution, count: Int): boolean {
  if (parts.variableCount > 1) {
    throw parts.site.fail(execution, `can't use ${count.value} to iterate over more than one variable`);
  }
  const { variables } = execution;
  variables[parts.interfaceSlot] = false;
  for (let i = 0n; i < count.value; i++) {
    step(parts, execution);
    const element = count.type === "int" ? int(i) : new Int(i, count.kind, count.type, count.methods);
    if (parts.elementSlot !== undefined) variables[parts.elementSlot] = element;
    const outcome: Outcome = parts.body(execution, element);
    if (outcome === BREAK) break;
  }
  return count.value > 0n;
}

/** The body has run statements of its own. */
function step({ site, node }: RangeParts, execution: Execution): void {
  execution.statement = node;
  try {
    execution.step();
  } catch (error) {
    throw site.wrap(execution, error);
  }
}
