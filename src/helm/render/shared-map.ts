/**
 * The same Go map under another type. Helm hands one map to templates as `common.Values` here and as a plain map there: what
 * `set` writes through one shows through the other.
 */
import { type GoMap, TypedMap, type Value } from "../../go/index.ts";

export class SharedMap extends TypedMap {
  readonly #map: GoMap;

  constructor(type: string, map: GoMap) {
    super(type);
    this.#map = map;
  }

  /** The map that is shown. */
  override get shared(): GoMap {
    return this.#map;
  }

  override get size(): number {
    return this.#map.size;
  }

  override get(key: string): Value {
    return this.#map.get(key);
  }

  override has(key: string): boolean {
    return this.#map.has(key);
  }

  override set(key: string, value: Value): this {
    this.#map.set(key, value);
    return this;
  }

  override delete(key: string): boolean {
    return this.#map.delete(key);
  }

  override clear(): void {
    this.#map.clear();
  }

  override keys() {
    return this.#map.keys();
  }

  override values() {
    return this.#map.values();
  }

  override entries() {
    return this.#map.entries();
  }

  override forEach(visit: (value: Value, key: string, map: Map<string, Value>) => void): void {
    this.#map.forEach((value, key) => visit(value, key, this));
  }

  override [Symbol.iterator]() {
    return this.#map[Symbol.iterator]();
  }
}
