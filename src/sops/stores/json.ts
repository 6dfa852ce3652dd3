/** JSON, its keys in their order (sops 3.13, stores/json). */
import { GoError, type Value, within } from "../../go/index.ts";
import { marshal, withinStack } from "../../go/json/index.ts";
import { extractMetadata } from "../metadata.ts";
import { Comment, goTypeOf, isList, Timestamp, TreeBranch, type TreeBranches, type TreeValue } from "../tree.ts";
import { readJson } from "./read-json.ts";
import type { Store, StoreOptions } from "./store.ts";

export function jsonStore({ indent }: StoreOptions): Store {
  return {
    load: (text) => extractMetadata([withinStack(() => readJson(text))], { nesting: "full" }),
    emit: (branches) => emit(branches, indent),
    emitValue: (value) => written(value, indent),
  };
}

/** A tab where nothing is said. */
function indentText(indent = -1): string {
  if (indent >= 0) return " ".repeat(indent);
  if (indent === -1) return "\t";
  throw new GoError("JSON Indentation parameter smaller than -1 is not accepted");
}

function written(value: TreeValue, indent: number | undefined): string {
  const writer = new Writer(indentText(indent));
  return withinStack(() => writer.value(value, "\n"));
}

function emit([branch = new TreeBranch([])]: TreeBranches, indent: number | undefined): string {
  return within("Error marshaling to json", () => `${written(branch, indent)}\n`);
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
    return within("Error encoding value ", () => this.value(value, lineBreak));
  }
}

/** sops ends in a panic. */
function textKey(key: TreeValue): string {
  if (typeof key === "string") return key;
  throw new GoError(`Error encoding key : ${goTypeOf(key)}`);
}
