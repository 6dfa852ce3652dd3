/** Finding a node by path, one node at most (kyaml yaml/fns.go: PathGetter, ElementMatcher, 0.21). */
import { KustomizeError } from "../error.ts";
import { fieldOfMap, setField } from "./field.ts";
import { demandKind } from "./kind-error.ts";
import { emptyNode, isNull, mapNode, scalarNode, type ContentKind, type Node } from "./node.ts";

const INTEGER = /^[+-]?\d+$/;

/**
 * Parts are field names, list indices, `-` for the last element, or `[key=value]`. Throws where a part does not fit what is
 * there. `create` says what to make at the end of the path; maps and lists are made on the way there.
 */
export function lookup(node: Node, path: readonly string[], create?: ContentKind): Node | undefined {
  const parts = path.map((part) => part.trim()).filter((part) => part !== "");
  let at: Node | undefined = node;
  for (let i = 0; i < parts.length && at !== undefined; i++) {
    const part = parts[i] ?? "";
    at = step(at, part, create === undefined ? undefined : kindBefore(parts[i + 1], create));
  }
  return at;
}

function step(node: Node, part: string, create: ContentKind | undefined): Node | undefined {
  if (INTEGER.test(part)) return elementAt(node, Number(part));
  if (part === "-") return lastElement(node);
  if (part === "*") throw new KustomizeError("wildcard is not supported in PathGetter");
  if (isElementMatch(part)) return matchElement(node, part, create !== undefined);
  const present = fieldOfMap(node, part);
  if (present !== undefined || create === undefined || isNull(node)) return present;
  return setField(node, part, emptyNode(create));
}

/** What a missing node must be so that the next part of the path fits. */
export function kindBefore(next: string | undefined, last: ContentKind): ContentKind {
  if (next === undefined) return last;
  return isElementMatch(next) || isIndex(next) ? "sequence" : "mapping";
}

export function isElementMatch(part: string): boolean {
  return part.startsWith("[") && part.endsWith("]");
}

export function isIndex(part: string): boolean {
  return INTEGER.test(part) && Number(part) >= 0;
}

function elementAt(node: Node, index: number): Node | undefined {
  if (index < 0) throw new KustomizeError(`array index ${index} cannot be negative`);
  demandKind(node, "sequence");
  return node.content[index];
}

function lastElement(node: Node): Node | undefined {
  demandKind(node, "sequence");
  return node.content.at(-1);
}

/** `[name=web]` to its two sides; `[=web]` matches plain values. */
export function splitElementMatch(part: string): { key: string; value: string } {
  const text = part.replace(/\]$/, "").replace(/^\[/, "");
  const equals = text.indexOf("=");
  if (equals < 0) throw new KustomizeError("list path element must contain fieldName=fieldValue for element to match");
  return { key: text.slice(0, equals), value: text.slice(equals + 1) };
}

function matchElement(node: Node, part: string, create: boolean): Node | undefined {
  const { key, value } = splitElementMatch(part);
  demandKind(node, "sequence");
  const found = node.content.find((element) => elementMatches(element, key, value));
  if (found !== undefined || !create) return found;
  const made = key === "" ? scalarNode(value) : mapNode(scalarNode(key), scalarNode(value));
  node.content.push(made);
  return made;
}

/** Whether an element has this value under this key; with no key, whether it is this value. */
export function elementMatches(element: Node, key: string, value: string): boolean {
  if (key === "") return element.value === value;
  if (element.kind !== "mapping" || isNull(element)) return false;
  const { content } = element;
  for (let i = 0; i < content.length; i += 2) if (content[i]?.value === key) return content[i + 1]?.value === value;
  return false;
}
