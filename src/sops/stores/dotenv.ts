/** `NAME=value` lines (sops 3.13, stores/dotenv). Line breaks are written `\n`, nothing is quoted. */
import { GoError } from "../../go/index.ts";
import { HIDDEN } from "../error.ts";
import { extractMetadata } from "../metadata.ts";
import { Comment, goTypeOf, isList, TreeBranch, type TreeBranches, type TreeItem } from "../tree.ts";
import type { Store } from "./store.ts";
import { printed, valueText } from "./value-text.ts";

export const dotenvStore: Store = {
  load: (text) => extractMetadata([read(text)], { nesting: "none" }),
  emit,
  emitValue(value) {
    if (typeof value === "string") return value;
    throw new GoError(`the dotenv store only supports emitting strings, got ${goTypeOf(value)}`);
  },
};

function read(text: string): TreeBranch {
  return new TreeBranch(
    text
      .split("\n")
      .filter((line) => line !== "")
      .map(readLine),
  );
}

function readLine(line: string): TreeItem {
  if (line.startsWith("#")) return { key: new Comment(line.slice(1)), value: null };
  const at = line.indexOf("=");
  // sops shows the line here
  if (at < 0) throw new GoError(`invalid dotenv input line: ${HIDDEN}`);
  return { key: line.slice(0, at), value: line.slice(at + 1).replaceAll("\\n", "\n") };
}

function emit(branches: TreeBranches): string {
  return (branches[0]?.items ?? []).map(emitItem).join("");
}

function emitItem({ key, value }: TreeItem): string {
  if (isList(value) || value instanceof TreeBranch) {
    throw new GoError(`cannot use complex value in dotenv file; offending key ${printed(key)}`);
  }
  if (key instanceof Comment) return `#${key.value}\n`;
  return `${printed(key)}=${typeof value === "string" ? value.replaceAll("\n", "\\n") : valueText(value)}\n`;
}
