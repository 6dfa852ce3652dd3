/** Replacements: a value from one object, or a fixed one, copied to fields of others (api 0.21, filters/replacement). */
import { KustomizeError, messageOf, wrap } from "../error.ts";
import type { FieldOptions, Replacement, Selector, SourceSelector, TargetSelector } from "../kustomization/types.ts";
import { isSelectedBy } from "../../kube/index.ts";
import { lookup } from "../node/lookup.ts";
import { matchAll } from "../node/match.ts";
import { become, copyNode, isEmpty, scalarNode, textOf, type ContentKind, type Node } from "../node/node.ts";
import { splitBracketedPath } from "../node/split-path.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";
import { formatIdFields, MetadataSelector, SelectorPattern } from "../resource/select.ts";
import { setInText } from "./structured-text.ts";

const DEFAULT_PATH = "metadata.name";
const LITERAL = /^[A-Za-z0-9_/-]+$/;

type Unmatched = ((selector: Selector) => void) | undefined;

export function replaceAll(map: ResMap, replacements: readonly Replacement[], unmatched?: Unmatched): void {
  for (const replacement of replacements) {
    const { source, sourceValue, targets } = replacement;
    if ((sourceValue === undefined && source === undefined) || targets === undefined) {
      throw new KustomizeError("replacements must specify a source and at least one target");
    }
    const value = sourceOf(map, replacement);
    for (const target of targets) {
      if (applyToTargets(map, target, value) === 0) unmatched?.(target.select ?? {});
    }
  }
}

function sourceOf(map: ResMap, { source, sourceValue }: Replacement): Node {
  if (sourceValue !== undefined && source !== undefined) {
    throw new KustomizeError("value and resource selectors are mutually exclusive");
  }
  if (sourceValue !== undefined) return scalarNode(sourceValue);
  const selector = source ?? {};
  const object = selectSource(map, selector);
  const path = selector.fieldPath || DEFAULT_PATH;
  let found;
  try {
    found = lookup(object.node, splitBracketedPath(path, "."));
  } catch (error) {
    throw wrap(error, "error looking up replacement source");
  }
  if (found === undefined || isEmpty(found)) {
    throw new KustomizeError(`fieldPath \`${path}\` is missing for replacement source ${formatIdFields(selector)}`);
  }
  return refined(found, selector.options);
}

function selectSource(map: ResMap, selector: SourceSelector): Resource {
  const { group = "", version = "", kind = "", name = "", namespace = "" } = selector;
  const id = { group, version, kind, name, namespace };
  const named = name === "" ? map.resources : map.withAnyName(name);
  const matches = named.filter((resource) => resource.anyIds.some((any) => isSelectedBy(any, id)));
  const [match, ...more] = matches;
  if (match === undefined) throw new KustomizeError(`nothing selected by ${formatSource(selector)}`);
  if (more.length > 0) throw new KustomizeError(`multiple matches for selector ${formatSource(selector)}`);
  return match;
}

function formatSource(selector: SourceSelector): string {
  const { fieldPath = "", options } = selector;
  const parts = [formatIdFields(selector)];
  if (fieldPath !== "") parts.push(fieldPath);
  const delimiter = options?.delimiter ?? "";
  if (delimiter !== "" || options?.create === true) {
    parts.push(`${delimiter}(${options?.index ?? 0}), create=${options?.create === true}`);
  }
  return parts.join(":");
}

function refined(node: Node, options: FieldOptions | undefined): Node {
  const delimiter = options?.delimiter ?? "";
  if (delimiter === "") return node;
  if (node.kind !== "scalar") throw new KustomizeError("delimiter option can only be used with scalar nodes");
  const index = options?.index ?? 0;
  const part = textOf(node).split(delimiter)[index];
  if (part === undefined || index < 0) {
    throw new KustomizeError(`options.index ${index} is out of bounds for value ${textOf(node)}`);
  }
  return { ...copyNode(node), value: part };
}

/** Returns how many objects were selected. */
function applyToTargets(map: ResMap, target: TargetSelector, value: Node): number {
  if (target.select === undefined) throw new KustomizeError("target must specify resources to select");
  const selects = new TargetPattern(target.select, target.reject ?? []);
  const paths = (target.fieldPaths ?? []).length === 0 ? [DEFAULT_PATH] : (target.fieldPaths ?? []);
  let count = 0;
  for (const resource of candidates(map, target.select)) {
    if (!selects.matches(resource)) continue;
    count++;
    map.change(resource, () => {
      for (const path of paths) setField(resource, path, { value, target });
    });
  }
  return count;
}

function candidates(map: ResMap, { name, kind }: Selector): readonly Resource[] {
  if (name !== undefined && LITERAL.test(name)) return map.withAnyName(name);
  // A former kind counts too, so the kind's index is only for those that never changed it.
  return kind !== undefined && LITERAL.test(kind) ? map.ofAnyKind(kind) : map.resources;
}

class TargetPattern {
  readonly #select: SelectorPattern;
  readonly #metadata: MetadataSelector;
  readonly #rejects: readonly { pattern: SelectorPattern | undefined; metadata: MetadataSelector }[];

  constructor(select: Selector, rejects: readonly Selector[]) {
    this.#select = patternOf(select);
    this.#metadata = new MetadataSelector(select);
    this.#rejects = rejects.map((reject) => {
      const { group, version, kind, name, namespace } = reject;
      const namesId = [group, version, kind, name, namespace].some((part) => (part ?? "") !== "");
      return { pattern: namesId ? patternOf(reject) : undefined, metadata: new MetadataSelector(reject) };
    });
  }

  matches(resource: Resource): boolean {
    if (!this.#metadata.matches(resource)) return false;
    const ids = [resource.currentId, ...resource.previousIds];
    for (const { pattern, metadata } of this.#rejects) {
      if (!metadata.isEmpty && metadata.matches(resource)) return false;
      if (pattern !== undefined && ids.some((id) => pattern.id(id))) return false;
    }
    return ids.some((id) => this.#select.id(id));
  }
}

function patternOf(selector: Selector): SelectorPattern {
  try {
    return new SelectorPattern(selector);
  } catch (error) {
    throw wrap(error, "error creating target selector");
  }
}

interface Setting {
  readonly value: Node;
  readonly target: TargetSelector;
}

function setField(resource: Resource, path: string, { value, target }: Setting): void {
  const create = target.options?.create === true ? (value.kind as ContentKind) : undefined;
  const parts = splitBracketedPath(path, ".");
  if (setInText(resource.node, parts, { value, create })) return;
  for (const node of fieldsAt(resource, { path, parts, create })) assign(node, value, target.options);
}

interface FieldPath {
  readonly path: string;
  readonly parts: readonly string[];
  readonly create: ContentKind | undefined;
}

function fieldsAt(resource: Resource, { path, parts, create }: FieldPath): Node[] {
  const missing = `unable to find ${create === undefined ? "" : "or create "}field "${path}" in replacement target`;
  let nodes;
  try {
    nodes = matchAll(resource.node, parts, create);
  } catch (error) {
    throw new KustomizeError(`${missing}: ${messageOf(error)}`, { cause: error });
  }
  if (nodes.length === 0) throw new KustomizeError(missing);
  return nodes;
}

/** A scalar takes the text only: its own tag and style go on deciding what it is. */
function assign(node: Node, value: Node, options: FieldOptions | undefined): void {
  const copy = copyNode(value);
  const delimiter = options?.delimiter ?? "";
  if (delimiter !== "") copy.value = spliced(node, value, { delimiter, index: options?.index ?? 0 });
  if (node.kind === "scalar") node.value = copy.value;
  else become(node, copy);
}

function spliced(node: Node, value: Node, { delimiter, index }: { delimiter: string; index: number }): string {
  if (node.kind !== "scalar") throw new KustomizeError("delimiter option can only be used with scalar nodes");
  const parts = node.value.split(delimiter);
  const text = textOf(value);
  if (index < 0) parts.unshift(text);
  else if (index >= parts.length) parts.push(text);
  else parts[index] = text;
  return parts.join(delimiter);
}
