/** Finding every node a path means, with patterns and `*` (kyaml yaml/match.go: PathMatcher, 0.21). */
import { compile } from "../../go/regexp/index.ts";
import { KustomizeError, wrap } from "../error.ts";
import { field, setField } from "./field.ts";
import { demandKind } from "./kind-error.ts";
import { isElementMatch, isIndex, kindBefore, splitElementMatch } from "./lookup.ts";
import type { ContentKind, Node } from "./node.ts";
import { emptyNode, isNull, mapNode, scalarNode } from "./node.ts";
import { emitNode, parseDocument } from "./text.ts";

/** The nodes at `path`. With `create`, what is missing is made, the end of the path with that kind. */
export function matchAll(node: Node, path: readonly string[], create?: ContentKind): Node[] {
  const [part, ...rest] = path;
  if (part === undefined) return [node];
  if (isIndex(part)) return matchIndex(node, { part, rest, create });
  if (isElementMatch(part)) return matchElements(node, { part, rest, create });
  if (part !== "*") return matchField(node, { part, rest, create });
  return elementsOf(node).flatMap((element) => matchAll(element, rest, create));
}

interface Step {
  readonly part: string;
  readonly rest: readonly string[];
  readonly create: ContentKind | undefined;
}

function elementsOf(node: Node): Node[] {
  demandKind(node, "sequence");
  return node.content;
}

function matchField(node: Node, { part, rest, create }: Step): Node[] {
  if (!isNull(node)) demandKind(node, "mapping");
  let found = isNull(node) ? undefined : field(node, part);
  if (found === undefined) {
    if (create === undefined) return [];
    found = emptyNode(kindBefore(rest[0], create));
    setField(node, part, found);
  }
  // A path may go on into YAML or JSON text; what is found there is a copy, and changes to it are lost, as in kyaml.
  if (found.kind === "scalar" && rest.length > 0) return matchAll(parseDocument(found.value), rest, create);
  return matchAll(found, rest, create);
}

function matchIndex(node: Node, { part, rest, create }: Step): Node[] {
  const index = Number(part);
  const elements = elementsOf(node);
  if (elements.length === index && create !== undefined) elements.push(emptyNode(kindBefore(rest[0], create)));
  const element = elements[index];
  if (element === undefined) {
    throw new KustomizeError(`index ${index} specified but only ${elements.length} elements found`);
  }
  return matchAll(element, rest, create);
}

function matchElements(node: Node, step: Step): Node[] {
  const { key, value } = splitElementMatch(step.part);
  const elements = elementsOf(node);
  const pattern = elements.length === 0 ? undefined : compile(value);
  const matches = (candidate: Node): boolean => pattern?.test(emitNode(candidate).trim()) === true;
  const found = elements.flatMap((element) => {
    if (key === "") return matches(element) ? [element] : [];
    const tested = field(element, key);
    return tested !== undefined && matches(tested) ? matchAll(element, step.rest, step.create) : [];
  });
  if (found.length > 0 || step.create === undefined) return found;
  elements.push(key === "" ? scalarNode(value) : mapNode(scalarNode(key), scalarNode(value)));
  try {
    return matchElements(node, step);
  } catch (error) {
    if (error instanceof RangeError) throw wrap(error, `failed to create element for "${step.part}"`);
    throw error;
  }
}
