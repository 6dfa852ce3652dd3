/** Evaluates the JSONPath templates of Kubernetes over values (k8s.io/client-go util/jsonpath). */
import { sprint } from "../../go/fmt/index.ts";
import * as json from "../../go/json/index.ts";
import { GoError, Int, type Value } from "../../go/index.ts";
import { type Node, parseTemplate, type Step } from "./parse.ts";

/** The template's text over a value; nothing when a path leads nowhere. Throws `GoError` for a malformed template. */
export function evaluateJsonPath(template: string, root: Value): string {
  const nodes = parse(template);
  try {
    return print(nodes, root);
  } catch (error) {
    if (error instanceof GoError) return "";
    throw error;
  }
}

function parse(template: string): readonly Node[] {
  try {
    return parseTemplate(template);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`error parsing jsonpath ${template}: ${error.message}`);
    throw error;
  }
}

function print(nodes: readonly Node[], current: Value): string {
  let text = "";
  for (const node of nodes) {
    if (node.kind === "text") text += node.text;
    else if (node.kind === "path") text += walk(node.steps, current).map(printed).join(" ");
    else for (const item of walk(node.steps, current)) text += print(node.body, item);
  }
  return text;
}

function printed(value: Value): string {
  if (typeof value === "object" && !(value instanceof Int)) return json.marshal(value);
  return sprint([value ?? null]);
}

function walk(steps: readonly Step[], from: Value): Value[] {
  let found: Value[] = [from];
  for (const step of steps) found = found.flatMap((value) => take(step, value));
  return found;
}

function take(step: Step, value: Value): Value[] {
  switch (step.kind) {
    case "field":
      return [field(value, step.name)];
    case "union":
      return step.names.map((name) => field(value, name));
    case "wildcard":
      return children(value);
    case "descend":
      return [value, ...descendants(value)];
    case "slice":
      return slice(step, value);
    case "filter":
      return children(value).filter((item) => passes(step, item));
  }
}

function field(value: Value, name: string): Value {
  if (value instanceof Map && value.has(name)) return value.get(name);
  throw new GoError(`${name} is not found`);
}

function children(value: Value): Value[] {
  if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, child]) => child);
  return Array.isArray(value) ? value : [];
}

function descendants(value: Value): Value[] {
  return children(value).flatMap((child) => [child, ...descendants(child)]);
}

function slice({ from, to, step, single }: Extract<Step, { kind: "slice" }>, value: Value): Value[] {
  if (!Array.isArray(value)) throw new GoError("is not array or slice");
  const start = from < 0 ? from + value.length : from;
  if (single) {
    if (start < 0 || start >= value.length) throw new GoError("array index out of bounds");
    return [value[start]];
  }
  const end = to === undefined ? value.length : to < 0 ? to + value.length : Math.min(to, value.length);
  const picked: Value[] = [];
  for (let i = start; i < end; i += Math.max(1, step)) picked.push(value[i]);
  return picked;
}

function passes({ path, operator, operand }: Extract<Step, { kind: "filter" }>, item: Value): boolean {
  const [left] = attempt(() => walk(path, item));
  if (operator === "exists") return left !== undefined;
  const [a, b] = [plain(left), plain(operand)];
  if (operator === "==") return a === b;
  if (operator === "!=") return a !== b;
  if (typeof a !== typeof b || a === undefined || b === undefined) return false;
  return operator === ">" ? a > b : operator === "<" ? a < b : operator === ">=" ? a >= b : a <= b;
}

function plain(value: Value): string | number | boolean | undefined {
  if (value instanceof Int) return value.toNumber();
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

function attempt(action: () => Value[]): Value[] {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) return [];
    throw error;
  }
}
