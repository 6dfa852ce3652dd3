/**
 * The tables of a TOML text as they are being read, and which of them may still be defined: BurntSushi/toml v1.6.0
 * parse.go (addContext, setValue), with its messages. Tables are known by their written key, so what is remembered of
 * one element of an array of tables holds for all of them, as there.
 */
import { type GoMap, Slice, type Value } from "../go/index.ts";
import { formatKey, type Key } from "./key.ts";

/** The type that BurntSushi/toml gives `[[name]]`. */
export const TABLE_ARRAY_TYPE = "[]map[string]interface {}";

/** Says which key cannot be defined again. */
export class KeyProblem extends Error {}

export class Document {
  readonly root: GoMap = new Map();
  /** The table that keys are added to. */
  context: Key = [];
  /** The key being given a value; empty between keys. */
  currentKey = "";
  /** Tables made because a longer key needed them: they may be defined once. */
  readonly #implicit = new Set<string>();
  readonly #arrays = new Set<string>();

  /** As messages name it. */
  lastKey(): string {
    if (this.currentKey === "") return formatKey(this.context);
    return this.context.length === 0 ? this.currentKey : `${formatKey(this.context)}.${this.currentKey}`;
  }

  /** Enters a table that `[key]`, a dotted key or an inline table names, and makes it. */
  enterTable(key: Key): void {
    this.#enterParent(key);
    this.set(key.at(-1) ?? "", new Map());
    this.context = [...this.context, key.at(-1) ?? ""];
  }

  /** Enters a table that a dotted key implies: it may be implied again. */
  enterImplied(key: Key): void {
    this.markImplicit(key);
    this.enterTable(key);
  }

  /** Enters a new element of `[[key]]`. */
  enterElement(key: Key): void {
    const parent = this.#enterParent(key);
    const name = key.at(-1) ?? "";
    const existing = parent.get(name);
    if (existing === undefined) parent.set(name, new Slice(TABLE_ARRAY_TYPE, [new Map()]));
    else if (isTableArray(existing)) existing.items.push(new Map());
    else throw new KeyProblem(`Key '${formatKey(key)}' was already created and cannot be used as an array.`);
    this.context = [...this.context, name];
  }

  /** Makes the tables above a key, sets the context to them, and gives the last. */
  #enterParent(key: Key): GoMap {
    let table = this.root;
    const path: string[] = [];
    for (const part of key.slice(0, -1)) {
      path.push(part);
      if (!table.has(part)) {
        this.markImplicit(path);
        table.set(part, new Map());
      }
      const inner = tableOf(table.get(part));
      if (inner === undefined) throw new KeyProblem(`Key '${formatKey(path)}' was already created as a hash.`);
      table = inner;
    }
    this.context = path;
    return table;
  }

  /** Gives a key of the current table its value; an implied table is kept and becomes a defined one. */
  set(name: string, value: Value): void {
    const table = this.#currentTable();
    const path = formatKey([...this.context, name]);
    if (!table.has(name)) {
      table.set(name, value);
      return;
    }
    if (!this.#implicit.has(path)) throw new KeyProblem(`Key '${path}' has already been defined.`);
    this.#implicit.delete(path);
    if (this.#arrays.has(path)) table.set(name, value);
  }

  #currentTable(): GoMap {
    let table = this.root;
    for (const [i, part] of this.context.entries()) {
      const inner = tableOf(table.get(part));
      if (inner === undefined) {
        throw new KeyProblem(`Key '${formatKey(this.context.slice(0, i + 1))}' has already been defined.`);
      }
      table = inner;
    }
    return table;
  }

  markImplicit(key: Key): void {
    this.#implicit.add(formatKey(key));
  }

  /** Remembers whether the value of the current key is an array. */
  markValue(isArray: boolean): void {
    const path = this.currentKey === "" ? this.context : [...this.context, this.currentKey];
    this.markPath(path, isArray);
  }

  markPath(path: Key, isArray: boolean): void {
    const key = path.length === 0 ? '""' : formatKey(path);
    if (isArray) this.#arrays.add(key);
    else this.#arrays.delete(key);
  }
}

function isTableArray(value: Value): value is Slice {
  return value instanceof Slice && value.type === TABLE_ARRAY_TYPE;
}

/** The table that a key leads into: for an array of tables its last element. */
function tableOf(value: Value): GoMap | undefined {
  const inner = isTableArray(value) ? value.items.at(-1) : value;
  return inner instanceof Map ? inner : undefined;
}
