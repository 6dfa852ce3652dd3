/** Visiting the nodes that a field spec means (api 0.21, filters/fieldspec). Lists on the way are gone through element by element. */
import { formatId, parseApiVersion } from "../../kube/index.ts";
import type { FieldSpec } from "../config/field-spec.ts";
import { KustomizeError, within, wrap } from "../error.ts";
import { fieldOfMap, setField } from "../node/field.ts";
import { lookup } from "../node/lookup.ts";
import { apiVersionOf, kindOf, nameOf, namespaceOf } from "../node/metadata.ts";
import { Tags, emptyNode, isNull, type ContentKind, type Node } from "../node/node.ts";

export interface Visit {
  readonly set: (node: Node) => void;
  /** What to make at the end of the path, for specs that create. */
  readonly create?: { readonly kind: ContentKind; readonly tag: string };
}

/** Applies a spec to an object of its type; does nothing to others. */
export function applySpec(object: Node, spec: FieldSpec, visit: Visit): void {
  if (!isOfType(object, spec)) return;
  try {
    walk(object, 0, { spec, visit });
  } catch (error) {
    throw wrap(error, `considering field '${spec.path}' of object ${describe(object)}`);
  }
}

export function applySpecs(object: Node, specs: readonly FieldSpec[], visit: Visit): void {
  for (const spec of specs) applySpec(object, spec, visit);
}

/** The id of an object for messages. */
export function describe(object: Node): string {
  const { group, version } = parseApiVersion(apiVersionOf(object));
  return formatId({ group, version, kind: kindOf(object), name: nameOf(object), namespace: namespaceOf(object) });
}

function isOfType(object: Node, spec: FieldSpec): boolean {
  if (spec.kind !== "" && spec.kind !== kindOf(object)) return false;
  if (spec.group === "" && spec.version === "") return true;
  const { group, version } = parseApiVersion(apiVersionOf(object));
  return (spec.group === "" || spec.group === group) && (spec.version === "" || spec.version === version);
}

interface Walk {
  readonly spec: FieldSpec;
  readonly visit: Visit;
}

function walk(node: Node, depth: number, { spec, visit }: Walk): void {
  if (depth === spec.parts.length) {
    visit.set(node);
    return;
  }
  if (isNull(node)) return;
  switch (node.kind) {
    case "sequence":
      walkList(node, depth, { spec, visit });
      return;
    case "mapping":
      walkMap(node, depth, { spec, visit });
      return;
    case "alias":
      if (node.alias !== undefined) walk(node.alias, depth, { spec, visit });
      return;
    default:
      throw new KustomizeError("expected sequence or mapping node");
  }
}

function walkList(list: Node, depth: number, { spec, visit }: Walk): void {
  try {
    for (const element of list.content) walk(element, depth, { spec, visit });
  } catch (error) {
    throw wrap(error, `visit traversal on path: [${spec.parts.slice(depth).join(" ")}]`);
  }
}

function walkMap(map: Node, depth: number, { spec, visit }: Walk): void {
  const part = spec.parts[depth] ?? "";
  const isList = part.endsWith("[]");
  const name = isList ? part.slice(0, -2) : part;
  if (name === "") throw new KustomizeError("cannot set or create an empty field name");
  const creates = spec.create && visit.create !== undefined && !isList;
  const last = depth + 1 === spec.parts.length;
  const made = creates ? (last ? visit.create : { kind: "mapping" as const, tag: Tags.map }) : undefined;
  const field = fieldNamed(map, name, creates ? made?.kind : undefined);
  if (field === undefined) return;
  const becomes = made ?? (isList ? { kind: "sequence" as const, tag: "" } : undefined);
  if (field.tag === Tags.null && becomes !== undefined) {
    field.kind = becomes.kind;
    field.tag = becomes.tag;
  }
  walk(field, depth + 1, { spec, visit });
}

/** A part may also be an index, `-`, `*` or `[key=value]`, and is without the white space around it. */
const PERHAPS_NO_NAME = /^[\s\d*+[-]|\s$/;

function fieldNamed(map: Node, name: string, create: ContentKind | undefined): Node | undefined {
  if (PERHAPS_NO_NAME.test(name)) return within(`fieldName: ${name}`, () => lookup(map, [name], create));
  const present = fieldOfMap(map, name);
  return present !== undefined || create === undefined ? present : setField(map, name, emptyNode(create));
}
