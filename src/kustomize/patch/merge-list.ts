/** Merging lists by merge keys (kyaml yaml/walk/associative_sequence.go, 0.21), with kyaml's order and its quirks. */
import { field, fieldOfMap, setField, setScalar } from "../node/field.ts";
import { demandKind } from "../node/kind-error.ts";
import { elementMatches } from "../node/lookup.ts";
import { Tags, emptyNode, isEmpty, isEmptyMap, isNull, scalarNode, type Node } from "../node/node.ts";
import type { Schema } from "../schema/schemas.ts";
import { takeDirective } from "./directive.ts";
import type { MergeOptions, mergePair, Pair } from "./merge.ts";
import { setElement } from "./set-element.ts";

interface ListType {
  readonly schema: Schema;
  /** Empty for a list of plain values. */
  readonly keys: readonly string[];
  /** Merges what stands in the list: lists and their elements hold each other. */
  readonly mergePair: typeof mergePair;
}

export function mergeList({ dest, patch }: Pair, type: ListType, options: MergeOptions): Node | undefined {
  const list = listDestination({ dest, patch });
  if (list === undefined) return undefined;
  const sources = [list, patch];
  const ordered = options.prepend ? [patch, list] : sources;
  const keys = type.keys.length === 0 ? [""] : type.keys;
  const values = type.keys.length === 0 ? plainValues(ordered) : keyValues(ordered, keys);
  return mergeElements(
    { list, sources, values, keys, element: type.schema.elements(), mergePair: type.mergePair },
    options,
  );
}

function listDestination({ dest, patch }: Pair): Node | undefined {
  if (isNull(dest)) return patch;
  if (patch?.tag === Tags.null) return undefined;
  const directive = takeDirective(patch);
  if (directive === "delete") return undefined;
  return directive === "replace" ? patch : dest;
}

/** The values of the merge keys of all elements, each combination once; a missing key gives an empty text. */
function keyValues(sources: readonly (Node | undefined)[], keys: readonly string[]): string[][] {
  const result: string[][] = [];
  const seen = new Set<string>();
  for (const source of sources) {
    if (source?.kind !== "sequence") continue;
    for (const element of source.content) {
      const values = keys.map((key) => {
        const value = field(element, key);
        return value === undefined || isEmpty(value) ? "" : value.value;
      });
      const id = values.join("\0");
      if (seen.has(id)) continue;
      seen.add(id);
      result.push(values);
    }
  }
  return result;
}

function plainValues(sources: readonly (Node | undefined)[]): string[][] {
  const values = sources.flatMap((source) => source?.content.map((item) => item.value) ?? []);
  return [...new Set(values)].map((value) => [value]);
}

interface Elements {
  readonly list: Node;
  readonly sources: readonly (Node | undefined)[];
  readonly values: readonly string[][];
  readonly keys: readonly string[];
  readonly element: Schema | undefined;
  readonly mergePair: typeof mergePair;
}

function mergeElements(elements: Elements, options: MergeOptions): Node | undefined {
  const { list, sources, keys } = elements;
  const values = keys.length > 1 ? completed(elements.values) : elements.values;
  const merged = emptyNode("sequence");
  let used: Entry = { keys: [], values: [] };
  for (const each of values) {
    used = usedKeys(values, each, keys);
    const [dest, patch] = sources.map((source) => findElement(source, usedKeys([used.values], used.values, used.keys)));
    const result = elements.mergePair({ dest, patch }, elements.element, options);
    const element = result !== undefined && "keep" in result ? result.keep : result;
    if (element === undefined || isEmptyMap(element)) {
      for (let i = 0; i < used.keys.length; i++) setElement(list, { ...used, element: undefined });
      continue;
    }
    fillKeys(element, used);
    setElement(merged, { ...used, element });
  }
  if (values.length === 0) return isNull(list) ? undefined : list;
  return options.prepend ? appendElements(merged, list, used.keys) : appendElements(list, merged, used.keys);
}

interface Entry {
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

function fillKeys(element: Node, { keys, values }: Entry): void {
  keys.forEach((key, at) => {
    const value = values[at] ?? "";
    if (value === "" || field(element, key) !== undefined) return;
    if (key === "") setScalar(element, scalarNode(value));
    else setField(element, key, scalarNode(value));
  });
}

/** With several keys, elements that agree in one and leave others out are the same element. */
function completed(values: readonly string[][]): string[][] {
  const result = [...values];
  for (let i = 0; i < result.length; i++) {
    const mine = result[i] ?? [];
    for (let j = 0; j < result.length; j++) {
      const joined = join(mine, result[j] ?? []);
      if (joined === undefined) continue;
      result[i] = joined;
      result[j] = joined;
    }
  }
  return result;
}

function join(a: readonly string[], b: readonly string[]): string[] | undefined {
  let common = false;
  const joined: string[] = [];
  for (let i = 0; i < a.length; i++) {
    const left = a[i] ?? "";
    const right = b[i] ?? "";
    if (left === right) common = true;
    else if (left !== "" && right !== "") return undefined;
    joined.push(left === "" ? right : left);
  }
  return common ? joined : undefined;
}

/** The keys that any element has, and their values. */
function usedKeys(all: readonly (readonly string[])[], values: readonly string[], keys: readonly string[]): Entry {
  const used = keys.map((_, at) => all.some((each) => (each[at] ?? "") !== ""));
  if (!used.includes(true)) return { keys, values };
  return { keys: keys.filter((_, at) => used[at]), values: values.filter((value, at) => value !== "" || used[at]) };
}

function findElement(source: Node | undefined, { keys, values }: Entry): Node | undefined {
  if (source?.kind !== "sequence") return undefined;
  if ((keys[0] ?? "") === "") return source.content.find((element) => element.value === (values[0] ?? ""));
  if (keys.length !== values.length) return undefined;
  return source.content.find(
    (element) => element.kind === "mapping" && keys.every((key, at) => elementMatches(element, key, values[at] ?? "")),
  );
}

/** Appends the elements of `source`; one that is there by its keys takes that place. */
function appendElements(target: Node, source: Node, keys: readonly string[]): Node | undefined {
  for (const element of [...source.content]) {
    if (keys[0] === "") {
      setElement(target, { keys: [""], values: [element.value], element });
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      const value = fieldOfMap(element, key);
      if (value === undefined) {
        demandKind(target, "sequence");
        target.content.push(element);
      } else values.push(value.value);
    }
    if (keys.length > 1) setElement(target, { keys, values, element: undefined });
    setElement(target, { keys, values, element });
  }
  return isNull(target) ? undefined : target;
}
