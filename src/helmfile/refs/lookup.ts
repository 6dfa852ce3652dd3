/** The value of a reference (helmfile/vals v0.46.1, vals.go, `Lookup`); documents are read once. */
import { GoError, type GoMap, isMap, TypedMap, typeOf, type Value } from "../../go/index.ts";
import { backendFor } from "./backends/index.ts";
import { parseReference, type Reference } from "./reference.ts";
import type { RefWorld } from "./world.ts";

export interface LookupOptions {
  /** A key that the document does not hold is an error; nothing otherwise. */
  readonly failOnMissingKey: boolean;
}

export class Lookup {
  readonly #texts = new Map<string, string>();
  readonly #maps = new Map<string, GoMap>();

  constructor(
    readonly world: RefWorld,
    readonly options: LookupOptions,
  ) {}

  /** Of `BACKEND://PATH?params#/fragment`. Throws `GoError`. */
  value(text: string): Value {
    const reference = parseReference(text);
    const backend = backendFor(reference, this.world);
    if (reference.keys.length === 0) {
      return cached(this.#texts, reference.text, () => backend.text(reference.path));
    }
    return this.#inside(
      cached(this.#maps, reference.document, () => backend.map(reference.path)),
      reference,
    );
  }

  #inside(document: GoMap, { keys }: Reference): Value {
    let value: Value = document;
    for (const [i, key] of keys.entries()) {
      if (!isStringKeyed(value)) throw notAMap(value, keys, i - 1);
      if (!value.has(key)) {
        if (this.options.failOnMissingKey) throw new GoError(`no value found for key ${keys.join("/")}`);
        return null;
      }
      value = value.get(key);
    }
    return value;
  }
}

function isStringKeyed(value: Value): value is GoMap {
  return isMap(value) && (!(value instanceof TypedMap) || value.type === "map[interface {}]interface {}");
}

/** vals shows the value as well. */
function notAMap(value: Value, keys: readonly string[], at: number): GoError {
  return new GoError(
    `unexpected type of value for key at ${at}=${keys[at]} in [${keys.join(" ")}]: expected a map, got ***(${typeOf(value)})`,
  );
}

function cached<T>(cache: Map<string, T>, key: string, read: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = read();
  cache.set(key, value);
  return value;
}
