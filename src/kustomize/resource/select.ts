/**
 * Selecting objects by patterns on type, name and namespace, and by labels and annotations (api 0.21, types/selector.go).
 * Patterns are anchored; a name without pattern characters is looked up.
 */
import { compile } from "../../go/regexp/index.ts";
import {
  effectiveNamespace,
  formatId,
  parseLabelSelector,
  type Gvk,
  type LabelSelector,
  type ResId,
} from "../../kube/index.ts";
import { KustomizeError, messageOf } from "../error.ts";
import type { IdFields, Selector } from "../kustomization/types.ts";
import { metadataMap } from "../node/metadata.ts";
import type { ResMap } from "./res-map.ts";
import type { Resource } from "./resource.ts";

type Matches = (text: string) => boolean;

const LITERAL = /^[A-Za-z0-9_/-]+$/;
const ANY: Matches = () => true;

function anchored(pattern: string | undefined): Matches {
  if (pattern === undefined || pattern === "") return ANY;
  if (LITERAL.test(pattern)) return (text) => text === pattern;
  const compiled = compile(`^(?:${pattern})$`);
  const seen = new Map<string, boolean>();
  return (text) => {
    let known = seen.get(text);
    if (known === undefined) seen.set(text, (known = compiled.test(text)));
    return known;
  };
}

export class SelectorPattern {
  readonly #group: Matches;
  readonly #version: Matches;
  readonly #kind: Matches;
  readonly name: Matches;
  readonly namespace: Matches;

  /** Throws when a pattern does not compile. */
  constructor(selector: IdFields) {
    this.#group = anchored(selector.group);
    this.#version = anchored(selector.version);
    this.#kind = anchored(selector.kind);
    this.name = anchored(selector.name);
    this.namespace = anchored(selector.namespace);
  }

  type(gvk: Gvk): boolean {
    return this.#kind(gvk.kind) && this.#group(gvk.group) && this.#version(gvk.version);
  }

  /** As replacements match: the namespace as it is written. */
  id(id: ResId): boolean {
    return this.type(id) && this.name(id.name) && this.namespace(id.namespace);
  }
}

/** What of the selector is matched in labels and annotations. */
export class MetadataSelector {
  readonly #labels: LabelSelector | undefined;
  readonly #annotations: LabelSelector | undefined;

  constructor({ labelSelector = "", annotationSelector = "" }: Selector) {
    this.#annotations = annotationSelector === "" ? undefined : parseSelector(annotationSelector);
    this.#labels = labelSelector === "" ? undefined : parseSelector(labelSelector);
  }

  get isEmpty(): boolean {
    return this.#labels === undefined && this.#annotations === undefined;
  }

  matches(resource: Resource): boolean {
    if (this.#annotations?.matches(metadataMap(resource.node, "annotations")) === false) return false;
    return this.#labels?.matches(metadataMap(resource.node, "labels")) !== false;
  }
}

function parseSelector(text: string): LabelSelector {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    throw new KustomizeError(messageOf(error), { cause: error });
  }
}

/** The resources that a patch's target selects, in order. Names and namespaces count as they were and as they are. */
export function select(map: ResMap, selector: Selector): Resource[] {
  const pattern = new SelectorPattern(selector);
  let metadata: MetadataSelector | undefined;
  return candidates(map, selector).filter((resource) => {
    const current = resource.currentId;
    const original = resource.originalId;
    if (!pattern.type(current)) return false;
    if (!pattern.name(original.name) && !pattern.name(current.name)) return false;
    if (!pattern.namespace(effectiveNamespace(original)) && !pattern.namespace(effectiveNamespace(current))) {
      return false;
    }
    metadata ??= new MetadataSelector(selector);
    return metadata.matches(resource);
  });
}

function candidates(map: ResMap, { name, kind }: Selector): readonly Resource[] {
  if (name !== undefined && LITERAL.test(name)) return map.withAnyName(name);
  if (kind !== undefined && LITERAL.test(kind)) return map.ofKind(kind);
  return map.resources;
}

/** Go's `%s` of a selector. */
export function formatSelector(selector: Selector): string {
  const { annotationSelector = "", labelSelector = "" } = selector;
  return `${formatIdFields(selector)}:a=${annotationSelector}:l=${labelSelector}`;
}

export function formatIdFields({ group = "", version = "", kind = "", name = "", namespace = "" }: IdFields): string {
  return formatId({ group, version, kind, name, namespace });
}
