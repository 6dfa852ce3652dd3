/** Who belongs to whom, by the uid of the owner; kept up to date from what happens in the store. */
import { listAt, textAt, valueAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { keyOf, type Store } from "../storage/store.ts";

export interface Owned {
  readonly collection: string;
  readonly key: string;
}

export class Owners {
  readonly #store: Store;
  /** Uid of the owner → places of what it owns. */
  readonly #owned = new Map<string, Map<string, Owned>>();

  constructor(store: Store) {
    this.#store = store;
    for (const collection of store.collections())
      for (const object of store.list(collection)) this.#add(collection, object);
    store.listen(({ type, collection, object, before }) => {
      if (before !== undefined) this.#drop(collection, before);
      if (type !== "DELETED") this.#add(collection, object);
    });
  }

  places(uid: string): readonly Owned[] {
    return [...(this.#owned.get(uid)?.values() ?? [])];
  }

  /** Objects of one collection that the owner controls. */
  controlled(uid: string, collection: string): JsonObject[] {
    return this.places(uid).flatMap((place) => {
      const object = place.collection === collection ? this.#store.get(collection, place.key) : undefined;
      return object !== undefined && textAt(controllerOf(object), "uid") === uid ? [object] : [];
    });
  }

  #add(collection: string, object: JsonObject): void {
    const place = { collection, key: keyOf(object) };
    for (const uid of ownerUids(object)) {
      const places = this.#owned.get(uid) ?? new Map<string, Owned>();
      places.set(`${collection} ${place.key}`, place);
      this.#owned.set(uid, places);
    }
  }

  #drop(collection: string, object: JsonObject): void {
    for (const uid of ownerUids(object)) {
      const places = this.#owned.get(uid);
      places?.delete(`${collection} ${keyOf(object)}`);
      if (places?.size === 0) this.#owned.delete(uid);
    }
  }
}

export function ownerUids(object: JsonObject): string[] {
  return listAt(object, "metadata", "ownerReferences").map((one) => textAt(one, "uid"));
}

export function controllerOf(object: JsonObject): JsonValue | undefined {
  return listAt(object, "metadata", "ownerReferences").find((one) => valueAt(one, "controller") === true);
}
