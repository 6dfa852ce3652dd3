import type { Origins } from "../../../base/index.ts";
import { type GoMap, Struct, TypedMap, listItems, type Value } from "../../value.ts";
import { type Tag, union } from "./tag.ts";

/** Tags of the entries of maps and lists: those that templates made, and before them the origins of what was loaded. */
export class TagTable {
  readonly #made = new WeakMap<object, Map<string | number, Tag | undefined>>();
  /** Of keys that stand somewhere else than what they lead to. */
  readonly #keys = new WeakMap<object, Map<string, Tag>>();

  constructor(readonly origins: Origins | undefined) {}

  set(container: object, key: string | number, tag: Tag | undefined): void {
    let entries = this.#made.get(container);
    if (entries === undefined) this.#made.set(container, (entries = new Map()));
    entries.set(key, tag);
  }

  /** The tag of an entry. `parent` is the tag of the container, which says where it stands. */
  of(container: object, key: string | number, parent?: Tag): Tag | undefined {
    const made = this.#made.get(container)?.get(key);
    if (made !== undefined) return made;
    const set = this.origins?.of(container, key);
    const path = childPath(parent?.path, key);
    if (set !== undefined) return { reads: [{ path: path ?? String(key), origin: set }], path: path ?? String(key) };
    if (path !== undefined) {
      const origin = nearestOrigin(parent);
      // What is not there was set by nobody; methods of built-in objects (`.Files.Get`) are no entries.
      const isMissing = container instanceof Map && !container.has(key) && origin?.source.kind !== "builtin";
      return { reads: [{ path, origin: isMissing ? undefined : origin }], path };
    }
    // An entry of something made from values: it was made from them too.
    return parent === undefined || parent.reads.length === 0 ? undefined : { reads: parent.reads };
  }

  setKey(container: object, key: string, tag: Tag): void {
    let keys = this.#keys.get(container);
    if (keys === undefined) this.#keys.set(container, (keys = new Map()));
    keys.set(key, tag);
  }

  copyKey(from: object, to: object, key: string): void {
    const tag = this.#keys.get(from)?.get(key);
    if (tag !== undefined) this.setKey(to, key, tag);
  }

  /** The tag of a key or an index, which was written where its entry was, unless a template put the two together. `parent` is that of the container. */
  ofKey(container: object, key: string | number, parent?: Tag): Tag | undefined {
    const known = typeof key === "string" ? this.#keys.get(container)?.get(key) : undefined;
    if (known !== undefined) return known;
    const tag = this.of(container, key, parent);
    if (tag?.path !== undefined) return { ...tag, reads: tag.reads.map((read) => ({ ...read, isKey: true })) };
    return tag?.segments === undefined ? tag : union([tag]);
  }

  has(container: object, key: string | number): boolean {
    return this.#made.get(container)?.has(key) === true || this.origins?.of(container, key) !== undefined;
  }
}

function nearestOrigin(parent: Tag | undefined): Tag["reads"][number]["origin"] {
  const [only] = parent?.reads ?? [];
  return parent?.reads.length === 1 && only?.path === parent.path ? only?.origin : undefined;
}

/** Keys with dots and the like are quoted: `.Values["grafana.ini"]`. */
const PLAIN_KEY = /^[\w-]+$/;

function childPath(parent: string | undefined, key: string | number): string | undefined {
  if (parent === undefined) return undefined;
  if (typeof key === "number") return `${parent}[${key}]`;
  return PLAIN_KEY.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}

/** What holds the fields that a template names: those of a struct, or the entries of a map. */
export function fieldsOf(value: Value): ReadonlyMap<string, Value> | undefined {
  return value instanceof Struct ? value.fields : mapOf(value);
}

/** The object that entries are recorded under; `undefined` for values without entries. */
export function containerOf(value: Value): object | undefined {
  return mapOf(value) ?? listItems(value);
}

/** The map that entries are recorded under; `undefined` for what is none. */
export function mapOf(value: unknown): GoMap | undefined {
  if (value instanceof TypedMap) return value.shared;
  return value instanceof Map ? value : undefined;
}
