/** What names stand for, from the inside out. */
import type { SplatItem } from "../syntax/ast.ts";
import type { Value } from "../values/value.ts";

export interface Scope {
  readonly variables: ReadonlyMap<string, Value>;
  readonly parent?: Scope | undefined;
  /** The element that a splat is at. */
  readonly item?: { readonly of: SplatItem; readonly value: Value };
}

const NO_VARIABLES: ReadonlyMap<string, Value> = new Map();

export function withItem(parent: Scope, of: SplatItem, value: Value): Scope {
  return { variables: NO_VARIABLES, parent, item: { of, value } };
}

export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let one: Scope | undefined = scope; one !== undefined; one = one.parent) {
    const value = one.variables.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function itemIn(scope: Scope, item: SplatItem): Value | undefined {
  for (let one: Scope | undefined = scope; one !== undefined; one = one.parent)
    if (one.item?.of === item) return one.item.value;
  return undefined;
}

export function namesIn(scope: Scope): readonly string[] {
  const names = [...scope.variables.keys()];
  return scope.parent === undefined ? names : [...names, ...namesIn(scope.parent)];
}

/** Whether it is within a `for`. */
export function isInner({ parent, item }: Scope): boolean {
  return parent !== undefined && (item === undefined || isInner(parent));
}
