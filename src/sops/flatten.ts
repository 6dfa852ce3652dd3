/** Metadata of formats without nesting: `age__list_0__map_enc` is `enc` of the first of `age` (sops 3.13, stores/flatten.go). */
import { compareStrings, GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { Comment, TreeBranch, type TreeItem, type TreeValue } from "./tree.ts";

type Step = { readonly key: string } | { readonly position: number };

interface Place {
  value?: TreeValue;
  readonly keys: Map<string, Place>;
  readonly positions: Map<number, Place>;
}

/** Throws `GoError`. */
export function unflatten(items: readonly TreeItem[]): TreeBranch {
  const root = newPlace();
  for (const { key, value } of items) {
    if (key instanceof Comment) continue;
    if (typeof key !== "string") throw new GoError("Found non-string key when unflattening");
    if (!put(root, stepsOf(key), value)) throw new GoError(`Error while unflattening ${quote(key)}: Duplicate value`);
  }
  const result = built(root);
  if (result instanceof TreeBranch) return result;
  throw new GoError("Internal error: cannot find root");
}

function newPlace(): Place {
  return { keys: new Map(), positions: new Map() };
}

/** Deeper is no metadata: sops itself goes as deep as the text is long. */
const STEPS_MAX = 1000;

function stepsOf(path: string): Step[] {
  const parts = path.split(/(__map_|__list_)/);
  if (parts.length / 2 > STEPS_MAX) throw new GoError(`Error while unflattening: more than ${STEPS_MAX} levels`);
  const steps: Step[] = [{ key: parts[0] ?? "" }];
  for (let i = 1; i < parts.length; i += 2) {
    const text = parts[i + 1] ?? "";
    steps.push(parts[i] === "__map_" ? { key: text } : { position: /^[+-]?\d+$/.test(text) ? Number(text) : 0 });
  }
  return steps;
}

function put(root: Place, steps: readonly Step[], value: TreeValue): boolean {
  let place = root;
  for (const step of steps) place = "key" in step ? child(place.keys, step.key) : child(place.positions, step.position);
  if (place.value !== undefined) return false;
  place.value = value;
  return true;
}

function child<Key>(children: Map<Key, Place>, key: Key): Place {
  const known = children.get(key);
  if (known !== undefined) return known;
  const place = newPlace();
  children.set(key, place);
  return place;
}

function built({ value, keys, positions }: Place): TreeValue {
  const kinds = Number(value !== undefined) + Number(keys.size > 0) + Number(positions.size > 0);
  if (kinds > 1) throw new GoError("Error while unflattening: Type mismatch");
  if (value !== undefined) return value;
  if (positions.size === 0) return new TreeBranch(entries(keys));
  return Array.from({ length: checkedLength(positions) }, (_, i) => built(positions.get(i) ?? newPlace()));
}

function entries(keys: ReadonlyMap<string, Place>): TreeItem[] {
  const sorted = [...keys].sort(([a], [b]) => compareStrings(a, b));
  return sorted.map(([key, place]) => ({ key, value: built(place) }));
}

function checkedLength(positions: ReadonlyMap<number, Place>): number {
  for (let i = 0; i < positions.size; i++) {
    if (!positions.has(i)) throw new GoError("Error while unflattening: Incomplete list");
  }
  return positions.size;
}
