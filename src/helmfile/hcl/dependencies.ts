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

/** Each name behind those it depends on, otherwise by name. Throws `GoError`. */
export function inOrder(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  checkDefined(graph);
  const order: string[] = [];
  const open = new Map(graph);
  while (open.size > 0) {
    const ready = [...open].filter(([, needs]) => needs.every((one) => !open.has(one))).map(([name]) => name);
    if (ready.length === 0)
      throw new GoError(`error while building the DAG variable graph : cycle detected: ${cycleOf(open)}`);
    for (const name of ready.sort(compareStrings)) {
      order.push(name);
      open.delete(name);
    }
  }
  return order;
}

function checkDefined(graph: ReadonlyMap<string, readonly string[]>): void {
  const missing = [...graph.values()].flat().find((name) => !graph.has(name));
  if (missing === undefined) return;
  const dependents = [...graph].filter(([, needs]) => needs.includes(missing)).map(([name]) => quote(name));
  throw new GoError(
    `variables ${dependents.sort(compareStrings).join(", ")} depend(s) on undefined vars ${quote(missing)}`,
  );
}

/** From the first name on, always to one that depends on the last. */
function cycleOf(open: ReadonlyMap<string, readonly string[]>): string {
  const names = [...open.keys()].sort(compareStrings);
  const next = (name: string): string => names.find((one) => open.get(one)?.includes(name) === true) ?? name;
  const path: string[] = [];
  let at = names.find((name) => next(name) !== name || open.get(name)?.includes(name) === true) ?? "";
  while (!path.includes(at)) {
    path.push(at);
    at = next(at);
  }
  return [...path, at].join(" -> ");
}
