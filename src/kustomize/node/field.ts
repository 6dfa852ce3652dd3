/** Fields of map nodes: reading, setting, clearing (kyaml yaml/fns.go: FieldMatcher, FieldSetter, FieldClearer, 0.21). */
import {
  NodeStyles,
  become,
  emptyNode,
  isEmpty,
  isNull,
  isString,
  scalarNode,
  type ContentKind,
  type Node,
} from "./node.ts";
import { demandKind } from "./kind-error.ts";
import { looksLikeOtherThanText } from "./plain-text.ts";

/** The value of a field of a map; `undefined` in anything else. Of a repeated key the first counts. */
export function field(node: Node | undefined, name: string): Node | undefined {
  if (node === undefined || node.kind !== "mapping") return undefined;
  const { content } = node;
  for (let i = 0; i < content.length; i += 2) if (content[i]?.value === name) return content[i + 1];
  return undefined;
}

/** The key node of a field. */
export function fieldKey(node: Node | undefined, name: string): Node | undefined {
  return node?.kind === "mapping" ? node.content.find((key, at) => at % 2 === 0 && key.value === name) : undefined;
}

/** A field that is there and neither null nor empty. */
export function filledField(node: Node | undefined, name: string): Node | undefined {
  const value = field(node, name);
  return isEmpty(value) ? undefined : value;
}

/** As `field`, but anything other than a map or null is an error. */
export function fieldOfMap(node: Node, name: string): Node | undefined {
  if (isNull(node)) return undefined;
  demandKind(node, "mapping");
  return field(node, name);
}

export function* entries(node: Node | undefined): Generator<[Node, Node]> {
  if (node === undefined) return;
  const { content } = node;
  for (let i = 0; i + 1 < content.length; i += 2) {
    const key = content[i];
    const value = content[i + 1];
    if (key !== undefined && value !== undefined) yield [key, value];
  }
}

export function fieldNames(node: Node | undefined): string[] {
  return node === undefined ? [] : node.content.filter((_, at) => at % 2 === 0).map((key) => key.value);
}

export interface SetOptions {
  /** A null that is set and not taken as "clear". */
  readonly keepNull?: boolean;
  /** Style of the key when it is added. */
  readonly keyStyle?: number;
}

/** Sets a field and returns its node; a null clears it. What was there keeps its place and lends its style. */
export function setField(map: Node, name: string, value: Node, options: SetOptions = {}): Node | undefined {
  quoteWhenAmbiguous(value);
  if (isNull(value) && options.keepNull !== true) return clearField(map, name);
  const present = fieldOfMap(map, name);
  if (present !== undefined) {
    value.style = present.style;
    become(present, value);
    return present;
  }
  const key = scalarNode(name);
  key.style = options.keyStyle ?? 0;
  map.content.push(key, value);
  return value;
}

/** Gives a scalar another value; it keeps its style. */
export function setScalar(node: Node, value: Node): void {
  quoteWhenAmbiguous(value);
  demandKind(node, "scalar");
  if (isNull(value)) return;
  value.style = node.style;
  become(node, value);
}

/** A text that YAML 1.1 would read as something else is quoted. */
function quoteWhenAmbiguous(value: Node): void {
  if (value.style === 0 && isString(value) && looksLikeOtherThanText(value.value))
    value.style = NodeStyles.doubleQuoted;
}

/** Removes a field and returns what it was. */
export function clearField(map: Node, name: string): Node | undefined {
  demandKind(map, "mapping");
  const { content } = map;
  for (let i = 0; i < content.length; i += 2) {
    if (content[i]?.value === name) return content.splice(i, 2)[1];
  }
  return undefined;
}

/** The field, made when it is missing. */
export function fieldOrNew(map: Node, name: string, kind: ContentKind = "mapping"): Node {
  const present = fieldOfMap(map, name);
  if (present !== undefined) return present;
  const made = emptyNode(kind);
  setField(map, name, made);
  return made;
}
