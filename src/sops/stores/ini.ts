/** INI files (sops 3.13, stores/ini): a section holds keys and comments, and the comments below a key are the key's. */
import { GoError, type Value, within } from "../../go/index.ts";
import { marshal } from "../../go/json/index.ts";
import { extractMetadata } from "../metadata.ts";
import { Comment, isList, Timestamp, TreeBranch, type TreeBranches, type TreeItem, type TreeValue } from "../tree.ts";
import { readIni, type IniSection } from "./read-ini.ts";
import type { Store } from "./store.ts";
import { printed, valueText } from "./value-text.ts";
import { writeIni } from "./write-ini.ts";

export const iniStore: Store = {
  load: (text) => extractMetadata([read(text)], { nesting: "below sops" }),
  emit,
  emitValue: goJson,
};

/** JSON as Go writes sops' own values: maps are lists of keys and values. */
function goJson(value: TreeValue): string {
  if (isList(value)) return `[${value.map(goJson).join(",")}]`;
  if (value instanceof Comment) return `{"Value":${marshal(value.value)},"Inline":${value.inline}}`;
  if (value instanceof Timestamp) return marshal(value.text);
  if (!(value instanceof TreeBranch)) return marshal(value as Value);
  return `[${value.items.map((item) => `{"Key":${goJson(item.key)},"Value":${goJson(item.value)}}`).join(",")}]`;
}

function read(text: string): TreeBranch {
  return within("Could not unmarshal input data", () => new TreeBranch(readIni(text).map(sectionItem)));
}

function sectionItem({ name, comment, keys }: IniSection): TreeItem {
  const entries = [...keys].flatMap(([key, entry]): TreeItem[] => [
    { key, value: entry.value },
    ...commentItem(entry.comment),
  ]);
  return { key: name, value: new TreeBranch([...commentItem(comment), ...entries]) };
}

function commentItem(comment: string): TreeItem[] {
  if (comment === "") return [];
  const sign = comment.startsWith(";") ? /^[; ]+/ : comment.startsWith("#") ? /^[# ]+/ : /^(?!)/;
  return [{ key: new Comment(comment.replace(sign, "")), value: null }];
}

function emit(branches: TreeBranches): string {
  return within("Error marshaling to INI", () => writeIni(branches.flatMap(({ items }) => items).flatMap(sectionOf)));
}

function sectionOf({ key, value }: TreeItem): IniSection[] {
  if (key instanceof Comment) return [];
  const name = printed(key);
  if (name === "") throw new GoError("Error encoding section : empty section name");
  if (!(value instanceof TreeBranch)) {
    throw new GoError("Error encoding section: Section values should always be TreeBranches");
  }
  const [first, ...rest] = value.items;
  const headed = first?.key instanceof Comment;
  const section = { name, comment: first?.key instanceof Comment ? first.key.value : "", keys: new Map() };
  fill(section, headed ? rest : value.items);
  return [section];
}

function fill({ keys }: IniSection, items: readonly TreeItem[]): void {
  let last: { value: string; comment: string } | undefined;
  for (const { key, value } of items) {
    if (key instanceof Comment) {
      if (last !== undefined) last.comment = key.value;
      continue;
    }
    const name = printed(key);
    if (name === "") throw new GoError("Error encoding key: error creating new key: empty key name");
    const known = keys.get(name);
    last = known ?? { value: "", comment: "" };
    last.value = valueText(value);
    keys.set(name, last);
  }
}
