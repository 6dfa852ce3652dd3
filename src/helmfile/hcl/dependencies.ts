/** What a definition refers to, and the order in which definitions can be computed (Helmfile 1.8, pkg/hcllang; variantdev/dag 1.1). */
import { assertNever } from "../../base/index.ts";
import { compareStrings, GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { keywordOf } from "./evaluate/evaluate.ts";
import type { Expression, For, ObjectItem, Variable } from "./syntax/ast.ts";
import { problem } from "./syntax/diagnostic.ts";

/** The variables of an expression that it does not name itself, in the order in which they stand. */
export function variablesOf(expression: Expression): readonly Variable[] {
  switch (expression.kind) {
    case "variable":
      return [expression];
    case "literal":
    case "item":
      return [];
    case "for":
      return variablesOfFor(expression);
    case "object":
      return expression.items.flatMap(variablesOfItem);
    default:
      return childrenOf(expression).flatMap(variablesOf);
  }
}

function variablesOfItem({ key, computed, value }: ObjectItem): readonly Variable[] {
  const isName = !computed && keywordOf(key) !== undefined;
  return [...(isName ? [] : variablesOf(key)), ...variablesOf(value)];
}

function variablesOfFor({ collection, key, value, condition, keyName, valueName }: For): readonly Variable[] {
  const inner = [key, value, condition].flatMap((one) => (one === undefined ? [] : variablesOf(one)));
  return [...variablesOf(collection), ...inner.filter(({ name }) => name !== keyName && name !== valueName)];
}

type Composite = Exclude<Expression, { readonly kind: "variable" | "literal" | "item" | "for" | "object" }>;

function childrenOf(expression: Composite): readonly Expression[] {
  switch (expression.kind) {
    case "traversal":
      return [expression.source];
    case "call":
      return expression.args;
    case "conditional":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "index":
      return [expression.collection, expression.key];
    case "tuple":
      return expression.elements;
    case "splat":
      return [expression.source, expression.each];
    case "template":
      return expression.parts;
    case "join":
      return [expression.texts];
    case "wrapped":
    case "parentheses":
      return [expression.inner];
    case "binary":
      return [expression.left, expression.right];
    case "unary":
      return [expression.operand];
    default:
      return assertNever(expression);
  }
}

/** The definition that a variable names: its first attribute, whatever stands before it. Throws a `SyntaxProblem`. */
export function referenceOf({ name, nameRange, steps }: Variable): string {
  const [first] = steps;
  if (first?.kind === "attribute") return first.name;
  if (first !== undefined)
    throw problem("Invalid reference", `The ${quote(name)} object does not support this operation.`, first.range);
  throw problem(
    "Invalid reference",
    `The ${quote(name)} object cannot be accessed directly. Instead, access it from one of its root.`,
    nameRange,
  );
}

/** Each name behind those it depends on, as far in front as it can stand, otherwise by name. Throws `GoError`. */
export function inOrder(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  checkDefined(graph);
  const dependents = dependentsIn(graph);
  const open = new Map([...graph].map(([name, needs]) => [name, needs.length]));
  const order: string[] = [];
  let ready = [...graph.keys()].filter((name) => open.get(name) === 0);
  while (ready.length > 0) {
    order.push(...ready.sort(compareStrings));
    ready = ready.flatMap((name) => released(dependents.get(name) ?? [], open));
  }
  if (order.length === graph.size) return order;
  const rest = new Map([...graph].filter(([name]) => open.get(name) !== 0));
  throw new GoError(`error while building the DAG variable graph : cycle detected: ${cycleOf(rest)}`);
}

function dependentsIn(graph: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const dependents = new Map<string, string[]>();
  for (const [name, needs] of graph)
    for (const one of needs) {
      const others = dependents.get(one);
      if (others === undefined) dependents.set(one, [name]);
      else others.push(name);
    }
  return dependents;
}

/** Those that wait for nothing else. */
function released(dependents: readonly string[], open: Map<string, number>): readonly string[] {
  return dependents.filter((name) => {
    const left = (open.get(name) ?? 0) - 1;
    open.set(name, left);
    return left === 0;
  });
}

function checkDefined(graph: ReadonlyMap<string, readonly string[]>): void {
  const missing = [...graph.values()].flat().find((name) => !graph.has(name));
  if (missing === undefined) return;
  const dependents = [...graph].filter(([, needs]) => needs.includes(missing)).map(([name]) => quote(name));
  throw new GoError(
    `variables ${dependents.sort(compareStrings).join(", ")} depend(s) on undefined vars ${quote(missing)}`,
  );
}

/** From the first name on, always to one that depends on the last; to one from which it goes on, where there is one. */
function cycleOf(open: ReadonlyMap<string, readonly string[]>): string {
  const dependents = dependentsIn(open);
  const names = [...open.keys()].sort(compareStrings);
  const endless = endlessNames(names, dependents);
  const next = (name: string): string => {
    const candidates = [...(dependents.get(name) ?? [])].sort(compareStrings);
    return candidates.find((one) => endless.has(one)) ?? candidates[0] ?? name;
  };
  const path: string[] = [];
  let at = names.find((name) => dependents.has(name)) ?? "";
  while (!path.includes(at)) {
    path.push(at);
    at = next(at);
  }
  return [...path, at].join(" -> ");
}

/** Those on which one depends on which one depends, and so on without an end. */
function endlessNames(
  names: readonly string[],
  dependents: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const endless = new Set(names);
  const isDead = (name: string): boolean => !(dependents.get(name) ?? []).some((one) => endless.has(one));
  for (let dead = names; dead.length > 0;) {
    dead = [...endless].filter(isDead);
    for (const name of dead) endless.delete(name);
  }
  return endless;
}
