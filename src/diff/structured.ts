/** A change of an object as data: which fields were added, removed or replaced (helm-diff 3.15.11, diff/structured.go). */
import { compareStrings, GoError, type GoMap, type List, type Value } from "../go/index.ts";
import { trimSpace } from "../go/unicode/index.ts";
import { unmarshal } from "../yaml/index.ts";
import type { MappedObject } from "./manifest.ts";
import { nameParts } from "./object-name.ts";

export interface StructuredEntry {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly changeType: string;
  readonly oldExists: boolean;
  readonly newExists: boolean;
  readonly changes: readonly FieldChange[];
  readonly suppressed: boolean;
}

export interface FieldChange {
  readonly path: string;
  readonly field: string;
  readonly change: "add" | "remove" | "replace";
  /** Null is left out, as what is not there. */
  readonly oldValue?: Value;
  readonly newValue?: Value;
}

interface EntryInput {
  readonly key: string;
  readonly changeType: string;
  /** The kind is not to be shown: the fields are not looked at. */
  readonly suppressed: boolean;
  readonly old: MappedObject | undefined;
  readonly current: MappedObject | undefined;
}

/** Throws `GoError` where the objects cannot be compared field by field. */
export function structuredEntry({ key, changeType, suppressed, old, current }: EntryInput): StructuredEntry {
  const before = orFramed("old", () => objectOf(old));
  const after = orFramed("new", () => objectOf(current));
  const compared = changeType === "MODIFY" && !suppressed && before !== undefined && after !== undefined;
  return {
    ...identityOf(key, [before, after]),
    changeType,
    oldExists: exists(old),
    newExists: exists(current),
    changes: compared ? fieldChanges(before ?? new Map(), after ?? new Map()) : [],
    suppressed,
  };
}

function exists(object: MappedObject | undefined): boolean {
  return object !== undefined && trimSpace(object.content) !== "";
}

/** What is said before an error by those who read YAML by way of JSON: here the plugin does that itself. */
const CONVERSION = /^error converting YAML to JSON: /;

function orFramed<T>(which: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    throw new GoError(`convert ${which} manifest: ${message.replace(CONVERSION, "")}`, { cause: error });
  }
}

/** The object; `null` where its text is YAML's null. */
function objectOf(object: MappedObject | undefined): GoMap | null | undefined {
  if (object === undefined || !exists(object)) return undefined;
  const value = unmarshal(object.content);
  if (value === null || value instanceof Map) return value;
  const kind = typeof value === "boolean" ? "bool" : Array.isArray(value) ? "array" : typeof value;
  throw new GoError(`json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`);
}

function identityOf(key: string, objects: readonly (GoMap | null | undefined)[]) {
  const first = (read: (object: GoMap) => Value): string => {
    for (const object of objects) {
      const found = object && read(object);
      if (typeof found === "string" && found !== "") return found;
    }
    return "";
  };
  const ofMetadata = (name: string) => (object: GoMap) => {
    const metadata = object.get("metadata");
    return metadata instanceof Map ? metadata.get(name) : undefined;
  };
  const parts = nameParts(key);
  return {
    apiVersion: first((object) => object.get("apiVersion")) || (parts?.api ?? ""),
    kind: first((object) => object.get("kind")) || (parts?.kind ?? ""),
    namespace: first(ofMetadata("namespace")) || (parts?.namespace ?? ""),
    name: first(ofMetadata("name")) || (parts?.name ?? ""),
  };
}

function fieldChanges(before: GoMap, after: GoMap): FieldChange[] {
  const walk = new Walk();
  walk.patch([], mergeDiff(before, after), { old: before, current: after });
  return walk.changes;
}

/** What a JSON merge patch from one object to the other holds: null for what is gone. */
function mergeDiff(before: GoMap, after: GoMap): GoMap {
  const patch: GoMap = new Map();
  for (const [key, value] of after) {
    const was = before.get(key);
    if (was instanceof Map && value instanceof Map) {
      const below = mergeDiff(was, value);
      if (below.size > 0) patch.set(key, below);
    } else if (!before.has(key) || !isSame(was, value)) patch.set(key, value);
  }
  for (const key of before.keys()) if (!after.has(key)) patch.set(key, null);
  return patch;
}

function isSame(a: Value, b: Value): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => isSame(one, b[i]));
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key)));
  }
  return a === b;
}

interface Sides {
  readonly old: Value;
  readonly current: Value;
}

/** Goes through a patch, and says what of it is a change. */
class Walk {
  readonly changes: FieldChange[] = [];

  patch(path: readonly string[], patch: Value, sides: Sides): void {
    if (patch instanceof Map) return this.#map(path, patch, sides);
    if (Array.isArray(patch)) return this.#list(path, sides);
    const { old, current } = sides;
    if (patch === null) this.#add(path, { change: "remove", oldValue: old });
    else if (isNothing(old)) this.#add(path, { change: "add", newValue: current });
    else if (!isSame(old, current)) this.#add(path, { change: "replace", oldValue: old, newValue: current });
  }

  #add(path: readonly string[], change: Omit<FieldChange, "path" | "field">): void {
    this.changes.push({ path: pathText(path.slice(0, -1)), field: path.at(-1) ?? "", ...change });
  }

  #map(path: readonly string[], patch: GoMap, { old, current }: Sides): void {
    const below = (value: Value, key: string): Value => (value instanceof Map ? (value.get(key) ?? null) : null);
    for (const key of [...patch.keys()].sort(compareStrings)) {
      this.patch([...path, key], patch.get(key), { old: below(old, key), current: below(current, key) });
    }
  }

  #list(path: readonly string[], { old, current }: Sides): void {
    const [before, after] = [listOf(old), listOf(current)];
    for (let i = 0; i < Math.max(before.length, after.length); i++) {
      this.#item([...path, String(i)], { old: before[i] ?? null, current: after[i] ?? null });
    }
  }

  #item(path: readonly string[], { old, current }: Sides): void {
    if (isNothing(old) && isNothing(current)) return;
    if (isNothing(current)) return this.#add(path, { change: "remove", oldValue: old });
    if (isNothing(old)) return this.#add(path, { change: "add", newValue: current });
    if (isSame(old, current)) return;
    const patch = isScalar(old) && isScalar(current) ? undefined : patchOfItem(old, current);
    if (patch === undefined) this.#add(path, { change: "replace", oldValue: old, newValue: current });
    else this.patch(path, patch, { old, current });
  }
}

function isNothing(value: Value): boolean {
  return value === null || value === undefined;
}

function isScalar(value: Value): boolean {
  return typeof value !== "object";
}

function listOf(value: Value): List {
  return Array.isArray(value) ? value : [];
}

/** Merge patches are of objects, and of lists of objects that are as long: anything else has none. */
function patchOfItem(old: Value, current: Value): Value {
  if (old instanceof Map && current instanceof Map) {
    const patch = mergeDiff(old, current);
    return patch.size === 0 ? undefined : patch;
  }
  if (Array.isArray(old) !== Array.isArray(current)) throw new GoError("Mismatched JSON Documents");
  if (!Array.isArray(old) || !Array.isArray(current) || old.length !== current.length) {
    throw new GoError("Invalid JSON Document");
  }
  return old.map((one, i) => {
    const other = current[i];
    if (isNothing(one) || isNothing(other)) return mergeDiff(mapOrEmpty(one), mapOrEmpty(other));
    if (!(one instanceof Map && other instanceof Map)) throw new GoError("Invalid JSON Document");
    return mergeDiff(one, other);
  });
}

function mapOrEmpty(value: Value): GoMap {
  if (isNothing(value)) return new Map();
  if (!(value instanceof Map)) throw new GoError("Invalid JSON Document");
  return value;
}

/** `spec.ports[0].name`. */
function pathText(path: readonly string[]): string {
  let text = "";
  for (const part of path) {
    if (part === "") continue;
    if (/^[0-9]+$/.test(part)) text += `[${part}]`;
    else text += text === "" ? part : `.${part}`;
  }
  return text;
}
