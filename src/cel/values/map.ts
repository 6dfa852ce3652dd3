/** Maps; their values may be made only when they are read. */
import { CelError, type Value } from "./value.ts";
import { Uint } from "./uint.ts";

export abstract class CelMap {
  abstract readonly size: number;

  abstract find(key: Value): Value | undefined;

  abstract keys(): Iterable<Value>;

  has(key: Value): boolean {
    return this.find(key) !== undefined;
  }

  get(key: Value): Value {
    const found = this.find(key);
    if (found === undefined) throw new CelError(`no such key: ${keyText(key)}`);
    return found;
  }
}

export function keyText(key: Value): string {
  return key instanceof Uint ? String(key.value) : String(key);
}

/** Keys of one type that are equal have the same name. */
function nameOf(key: Value): string | undefined {
  if (key === null) return "null";
  if (typeof key === "string") return `s${key}`;
  if (typeof key === "object") return key instanceof Uint ? `u${key.value}` : undefined;
  return `${typeof key} ${key}`;
}

/** Names of keys of other types that are the same number. */
function namesLike(key: Value): readonly string[] {
  const number = key instanceof Uint ? key.value : key;
  if (typeof number !== "number" && typeof number !== "bigint") return [];
  if (typeof number === "number" && !Number.isInteger(number)) return [];
  const whole = BigInt(number);
  return [`bigint ${whole}`, `u${whole}`, `number ${Number(whole)}`];
}

export class EntryMap extends CelMap {
  readonly #entries = new Map<unknown, readonly [Value, Value]>();

  constructor(entries: Iterable<readonly [Value, Value]>) {
    super();
    for (const entry of entries) this.#entries.set(nameOf(entry[0]) ?? entry[0], entry);
  }

  get size(): number {
    return this.#entries.size;
  }

  find(key: Value): Value | undefined {
    const own = this.#entries.get(nameOf(key) ?? key);
    if (own !== undefined) return own[1];
    for (const name of namesLike(key)) {
      const found = this.#entries.get(name);
      if (found !== undefined) return found[1];
    }
    return undefined;
  }

  *keys(): Iterable<Value> {
    for (const [key] of this.#entries.values()) yield key;
  }

  /** Throws where it is there already. */
  with(key: Value, value: Value): EntryMap {
    if (this.has(key)) throw new CelError(`insert failed: key ${keyText(key)} already exists`);
    return new EntryMap([...this.#entries.values(), [key, value]]);
  }
}
