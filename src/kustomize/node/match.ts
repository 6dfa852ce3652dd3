/** Finding every node a path means, with patterns and `*` (kyaml yaml/match.go: PathMatcher, 0.21). */
import { compile } from "../../go/regexp/index.ts";
import { KustomizeError, wrap } from "../error.ts";
import { field, setField } from "./field.ts";
import { demandKind } from "./kind-error.ts";
import { isElementMatch, isIndex, kindBefore, splitElementMatch } from "./lookup.ts";
import { emptyNode, isNull, mapNode, scalarNode, type ContentKind, type Node } from "./node.ts";
import { documentIn, emitNode } from "./text.ts";

/** By node, the values of the elements it was found in, innermost first. */
export type Matches = Map<Node, string[]>;

/** The nodes at `path`. With `create`, what is missing is made, the end of the path with that kind. */
export function matchAll(node: Node, path: readonly string[], create?: ContentKind, matches?: Matches): Node[] {
  const [part, ...rest] = path;
  if (part === undefined) return [node];
  if (isIndex(part)) return matchIndex(node, { part, rest, create, matches });
  if (isElementMatch(part)) return matchElements(node, { part, rest, create, matches });
  if (part !== "*") return matchField(node, { part, rest, create, matches });
  return noted(
    elementsOf(node).flatMap((element) => matchAll(element, rest, create, matches)),
    "*",
    matches,
  );
}

function noted(nodes: Node[], match: string, matches: Matches | undefined): Node[] {
  if (matches === undefined || match === "") return nodes;
  for (const node of nodes) matches.set(node, [...(matches.get(node) ?? []), match]);
  return nodes;
}

interface Step {
  readonly part: string;
  readonly rest: readonly string[];
  readonly create: ContentKind | undefined;
  readonly matches: Matches | undefined;
}

function elementsOf(node: Node): Node[] {
  demandKind(node, "sequence");
  return node.content;
}

function matchField(node: Node, { part, rest, create, matches }: Step): Node[] {
  // A field without a name is the value of a text.
  if (!isNull(node)) demandKind(node, part === "" ? "scalar" : "mapping");
  let found = isNull(node) ? undefined : field(node, part);
  if (found === undefined) {
    if (create === undefined) return [];
    found = emptyNode(kindBefore(rest[0], create));
    setField(node, part, found);
  }
  // A path may go on into YAML or JSON text; what is found there is a copy, and changes to it are lost, as in kyaml.
  if (found.kind === "scalar" && rest.length > 0) return matchInText(found.value, rest, create, matches);
  return matchAll(found, rest, create, matches);
}

function matchInText(
  text: string,
  path: readonly string[],
  create: ContentKind | undefined,
  matches?: Matches,
): Node[] {
  const document = documentIn(text);
  if (document !== undefined) return matchAll(document, path, create, matches);
  // What an empty text is to kyaml has no kind.
  const expected = kindBefore(path[0], "mapping") === "sequence" || path[0] === "*" ? "SequenceNode" : "MappingNode";
  throw new KustomizeError(`wrong node kind: expected ${expected} but got : node contents:\nnull\n`);
}

function matchIndex(node: Node, { part, rest, create, matches }: Step): Node[] {
  const index = Number(part);
  const elements = elementsOf(node);
  if (elements.length === index && create !== undefined) elements.push(emptyNode(kindBefore(rest[0], create)));
  const element = elements[index];
  if (element === undefined) {
    throw new KustomizeError(`index ${index} specified but only ${elements.length} elements found`);
  }
  return matchAll(element, rest, create, matches);
}

function matchElements(node: Node, step: Step): Node[] {
  const { key, value } = splitElementMatch(step.part);
  const elements = elementsOf(node);
  const pattern = elements.length === 0 ? undefined : compile(value);
  const fits = (candidate: Node): boolean => pattern?.test(emitNode(candidate).trim()) === true;
  const found = elements.flatMap((element) => {
    if (key === "") return fits(element) ? [element] : [];
    const tested = field(element, key);
    if (tested === undefined || !fits(tested)) return [];
    const nodes = matchAll(element, step.rest, step.create, step.matches);
    return noted(nodes, emitNode(tested).trim(), step.matches);
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
