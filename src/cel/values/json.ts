/** JSON without a schema as values: what `unstructured` objects are to expressions (cel-go 0.26 common/types/provider.go). */
import { CelList } from "./list.ts";
import { CelMap } from "./map.ts";
import type { Value } from "./value.ts";

export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

export function fromJson(json: Json): Value {
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (json === null || typeof json !== "object") return json;
  return isArray(json) ? new JsonList(json) : new JsonMap(json);
}

export function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

class JsonList extends CelList {
  constructor(readonly json: readonly Json[]) {
    super();
  }

  get size(): number {
    return this.json.length;
  }

  at(index: number): Value {
    return fromJson(this.json[index] ?? null);
  }
}

class JsonMap extends CelMap {
  readonly #json: { readonly [key: string]: Json };

  constructor(json: { readonly [key: string]: Json }) {
    super();
    this.#json = json;
  }

  get size(): number {
    return Object.keys(this.#json).length;
  }

  find(key: Value): Value | undefined {
    if (typeof key !== "string" || !Object.hasOwn(this.#json, key)) return undefined;
    return fromJson(this.#json[key] ?? null);
  }

  keys(): Iterable<Value> {
    return Object.keys(this.#json);
  }
}
