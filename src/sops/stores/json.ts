/** JSON, its keys in their order (sops 3.13, stores/json). */
import { GoError, type Value } from "../../go/index.ts";
import { marshal, withinStack } from "../../go/json/index.ts";
import { extractMetadata } from "../metadata.ts";
import { Comment, goTypeOf, isList, Timestamp, TreeBranch, type TreeBranches, type TreeValue } from "../tree.ts";
import { readJson } from "./read-json.ts";
import type { Store, StoreOptions } from "./store.ts";

export function jsonStore({ indent }: StoreOptions): Store {
  const writer = new Writer(indent === undefined || indent === -1 ? "\t" : " ".repeat(indent));
  return {
    load: (text) => extractMetadata([withinStack(() => readJson(text))], { nesting: "full" }),
    emit: (branches) => emit(branches, writer),
    emitValue: (value) => withinStack(() => writer.value(value, "\n")),
  };
}

function emit([branch = new TreeBranch([])]: TreeBranches, writer: Writer): string {
  try {
    return `${withinStack(() => writer.value(branch, "\n"))}\n`;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`Error marshaling to json: ${error.message}`);
  }
}

/** Comments are left out. */
class Writer {
  constructor(readonly indent: string) {}

  /** `lineBreak` begins a line at the level of the value. */
  value(value: TreeValue, lineBreak: string): string {
    if (value instanceof TreeBranch) return this.#branch(value, lineBreak);
    if (isList(value)) return this.#list(value, lineBreak);
    if (value instanceof Timestamp) return marshal(value.text);
    return marshal(value as Value);
  }

  #list(list: readonly TreeValue[], lineBreak: string): string {
    const inner = lineBreak + this.indent;
    const items = list.filter((item) => !(item instanceof Comment)).map((item) => inner + this.value(item, inner));
    return items.length === 0 ? "[]" : `[${items.join(",")}${lineBreak}]`;
  }

  #branch(branch: TreeBranch, lineBreak: string): string {
    const inner = lineBreak + this.indent;
    const entries = branch.items
      .filter(({ key }) => !(key instanceof Comment))
      .map(({ key, value }) => `${inner}${marshal(textKey(key))}: ${this.#entry(value, inner)}`);
    return entries.length === 0 ? "{}" : `{${entries.join(",")}${lineBreak}}`;
  }

  #entry(value: TreeValue, lineBreak: string): string {
    try {
      return this.value(value, lineBreak);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      throw new GoError(`Error encoding value : ${error.message}`);
    }
  }
}

/** sops ends in a panic. */
function textKey(key: TreeValue): string {
  if (typeof key === "string") return key;
  throw new GoError(`Error encoding key : ${goTypeOf(key)}`);
}
