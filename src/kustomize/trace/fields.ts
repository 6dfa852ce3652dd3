/**
 * The fields of an object under keys that stay the same when lists are reordered: elements are known by what strategic merges
 * know them by, where that tells them apart, and by their place where it does not.
 */
import type { Node } from "../node/node.ts";
import type { Path } from "../resource/trace.ts";

export interface Field {
  readonly key: string;
  readonly path: Path;
  readonly value: string;
  readonly node: Node;
}

const SEPARATOR = "\0";
const MERGE_KEYS: readonly string[] = ["containerPort", "port", "mountPath", "devicePath", "name", "key"];
/** Deeper than any object that a build lets through. */
const DEPTH_MAX = 1000;

/** Scalars, and maps and lists without entries. */
export function fieldsOf(root: Node): Field[] {
  return [...nodesOf(root)].filter(({ node }) => node.content.length === 0);
}

/** The same with the maps and lists that hold them. */
export function* nodesOf(node: Node, key = "", path: Path = []): Generator<Field> {
  if (path.length > DEPTH_MAX) return;
  yield { key, path, value: textOf(node), node };
  if (node.kind === "mapping") {
    for (let i = 0; i + 1 < node.content.length; i += 2) {
      const name = (node.content[i] as Node).value;
      yield* nodesOf(node.content[i + 1] as Node, key + SEPARATOR + name, [...path, name]);
    }
  } else if (node.kind === "sequence") {
    const keys = elementKeys(node);
    for (const [i, item] of node.content.entries()) {
      yield* nodesOf(item, `${key}${SEPARATOR}[${keys[i] ?? i}]`, [...path, i]);
    }
  }
}

function textOf(node: Node): string {
  return node.kind === "mapping" ? "{}" : node.kind === "sequence" ? "[]" : node.value;
}

function elementKeys(list: Node): readonly (string | number)[] {
  if (list.content.every((item) => item.kind === "scalar")) return distinct(list.content.map((item) => item.value));
  for (const name of MERGE_KEYS) {
    const values = list.content.map((item) => scalarOf(item, name));
    if (values.every((value) => value !== undefined) && new Set(values).size === values.length) {
      return values.map((value) => `${name}=${value}`);
    }
  }
  return [...list.content.keys()];
}

function distinct(values: readonly string[]): readonly (string | number)[] {
  return new Set(values).size === values.length ? values.map((value) => `=${value}`) : [...values.keys()];
}

function scalarOf(item: Node, name: string): string | undefined {
  if (item.kind !== "mapping") return undefined;
  const at = item.content.findIndex((key, i) => i % 2 === 0 && key.value === name);
  const value = at < 0 ? undefined : item.content[at + 1];
  return value?.kind === "scalar" ? value.value : undefined;
}

/** The key of what holds a field. */
export function parentKey(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf(SEPARATOR)));
}

export function outlineOf(node: Node, into: string[] = []): string[] {
  into.push(node.value);
  for (const child of node.content) outlineOf(child, into);
  return into;
}
