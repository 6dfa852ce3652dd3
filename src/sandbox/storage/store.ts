/**
 * All objects, and what happened to them: the part of etcd. Objects are never changed in place. Every write has a revision of
 * its own, is in the storage before it is seen, and is told to whoever listens.
 */
import { objectAt, textAt, type JsonObject } from "../../kube/index.ts";
import { Refusal } from "../wire/refusal.ts";
import { jsonText } from "./json-text.ts";
import type { Storage, StoredObject } from "./storage.ts";

export interface StoreEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly collection: string;
  readonly revision: number;
  readonly object: JsonObject;
  /** As it was, for those who watch by selectors. */
  readonly before: JsonObject | undefined;
}

type Listener = (event: StoreEvent) => void;

/** Watches may begin this many changes ago. */
const EVENTS_MAX = 20_000;
/** Of the objects in them, about. */
const EVENTS_LETTERS_MAX = 64_000_000;

export class Store {
  readonly #storage: Storage;
  readonly #collections = new Map<string, Map<string, JsonObject>>();
  readonly #sorted = new Map<string, readonly string[]>();
  readonly #listeners = new Set<Listener>();
  #events: StoreEvent[] = [];
  #eventsLetters = 0;
  #revision: number;
  /** Events up to this one are forgotten. */
  #forgotten: number;

  constructor(storage: Storage) {
    this.#storage = storage;
    const { revision, objects } = storage.load();
    // A revision of 0 means "any" to clients.
    this.#revision = Math.max(revision, 1);
    this.#forgotten = this.#revision;
    for (const { collection, key, object } of objects) this.#collection(collection).set(key, object);
  }

  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return [...this.#collections.values()].reduce((sum, one) => sum + one.size, 0);
  }

  get(collection: string, key: string): JsonObject | undefined {
    return this.#collections.get(collection)?.get(key);
  }

  /** In the order of their keys. */
  keys(collection: string): readonly string[] {
    let keys = this.#sorted.get(collection);
    if (keys === undefined) this.#sorted.set(collection, (keys = [...this.#collection(collection).keys()].sort()));
    return keys;
  }

  list(collection: string): JsonObject[] {
    return [...(this.#collections.get(collection)?.values() ?? [])];
  }

  collections(): string[] {
    return [...this.#collections.keys()];
  }

  /** Gives the object with its new resource version. */
  put(collection: string, key: string, object: JsonObject): JsonObject {
    const before = this.get(collection, key);
    const revision = this.#revision + 1;
    const stored = withRevision(object, revision);
    checkSize(jsonText(stored));
    this.#storage.write({ collection, key, revision, object: stored });
    this.#revision = revision;
    this.#collection(collection).set(key, stored);
    if (before === undefined) this.#sorted.delete(collection);
    this.#tell({ type: before === undefined ? "ADDED" : "MODIFIED", collection, revision, object: stored, before });
    return stored;
  }

  delete(collection: string, key: string): void {
    const before = this.get(collection, key);
    if (before === undefined) return;
    const revision = this.#revision + 1;
    this.#storage.write({ collection, key, revision, object: undefined });
    this.#revision = revision;
    this.#collection(collection).delete(key);
    this.#sorted.delete(collection);
    this.#tell({ type: "DELETED", collection, revision, object: withRevision(before, revision), before });
  }

  /** Everything, as it can be put into another store. */
  snapshot(): StoredObject[] {
    return this.collections().flatMap((collection) =>
      this.keys(collection).flatMap((key) => {
        const object = this.get(collection, key);
        return object === undefined ? [] : [{ collection, key, object }];
      }),
    );
  }

  /** Forgets everything but the revision. Who watches is told. */
  clear(): void {
    for (const collection of this.collections()) for (const key of this.keys(collection)) this.delete(collection, key);
    this.#storage.clear();
  }

  close(): void {
    this.#listeners.clear();
    this.#storage.close();
  }

  /** What happened after `revision`; undefined where that is forgotten. */
  eventsAfter(revision: number): readonly StoreEvent[] | undefined {
    if (revision < this.#forgotten) return undefined;
    const from = this.#events.findIndex((event) => event.revision > revision);
    return from < 0 ? [] : this.#events.slice(from);
  }

  /** All objects of a collection as they were; undefined where that is forgotten. */
  stateAt(collection: string, revision: number): ReadonlyMap<string, JsonObject> | undefined {
    const since = this.eventsAfter(revision);
    if (since === undefined) return undefined;
    const objects = new Map(this.#collections.get(collection));
    for (const { collection: of, object, before } of since.toReversed()) {
      if (of !== collection) continue;
      if (before === undefined) objects.delete(keyOf(object));
      else objects.set(keyOf(object), before);
    }
    return objects;
  }

  /** Gives the function that ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #collection(name: string): Map<string, JsonObject> {
    let found = this.#collections.get(name);
    if (found === undefined) this.#collections.set(name, (found = new Map<string, JsonObject>()));
    return found;
  }

  /** The older half. */
  #forget(): void {
    this.#events = this.#events.slice(Math.ceil(this.#events.length / 2));
    this.#eventsLetters = this.#events.reduce((sum, { object }) => sum + lettersOf(object), 0);
    this.#forgotten = (this.#events[0]?.revision ?? this.#revision + 1) - 1;
  }

  #tell(event: StoreEvent): void {
    this.#events.push(event);
    this.#eventsLetters += lettersOf(event.object);
    if (this.#events.length > 2 * EVENTS_MAX || this.#eventsLetters > EVENTS_LETTERS_MAX) this.#forget();
    for (const listener of [...this.#listeners]) listener(event);
  }
}

const letters = new WeakMap<JsonObject, number>();

/** Of its JSON, which was written out when it was stored. */
function lettersOf(object: JsonObject): number {
  let count = letters.get(object);
  if (count === undefined) letters.set(object, (count = jsonText(object).length));
  return count;
}

/** As much as etcd takes in one request (its --max-request-bytes). */
const OBJECT_BYTES_MAX = 1.5 * 1024 * 1024;
const BYTES_OF_A_LETTER_MAX = 3;

/** Throws where it is larger. */
function checkSize(text: string): void {
  // Most are far from it, which is seen without counting bytes.
  if (text.length * BYTES_OF_A_LETTER_MAX <= OBJECT_BYTES_MAX) return;
  if (new TextEncoder().encode(text).length > OBJECT_BYTES_MAX)
    throw new Refusal(500, "", "etcdserver: request is too large");
}

function withRevision(object: JsonObject, revision: number): JsonObject {
  return { ...object, metadata: { ...objectAt(object, "metadata"), resourceVersion: String(revision) } };
}

export function keyOf(object: JsonObject): string {
  const [namespace, name] = [textAt(object, "metadata", "namespace"), textAt(object, "metadata", "name")];
  return namespace === "" ? name : `${namespace}/${name}`;
}
