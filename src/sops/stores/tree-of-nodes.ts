/** YAML nodes to trees (sops 3.13, stores/yaml, `appendYamlNodeToTreeBranch`): comments become entries, aliases what they stand for. */
import { attempt, ELEMENTS_MAX, GoError, Int, tooManyElements, type Value } from "../../go/index.ts";
import { decodeNode, type Node } from "../../yaml/index.ts";
import { Comment, Timestamp, TreeBranch, type TreeItem, type TreeValue } from "../tree.ts";

/** Throws `GoError`. */
export function documentBranch(document: Node): TreeBranch {
  const [root] = document.content;
  const reader = new TreeReader();
  const items = root === undefined ? [] : reader.root(root);
  return new TreeBranch([
    ...commentItems(document.headComment),
    ...commentItems(document.lineComment),
    ...items,
    ...commentItems(document.footComment),
  ]);
}

class TreeReader {
  #elements = 0;

  root(node: Node): TreeItem[] {
    const within = this.#rootItems(node);
    return [
      ...commentItems(node.headComment),
      ...commentItems(node.lineComment),
      ...within,
      ...commentItems(node.footComment),
    ];
  }

  #rootItems(node: Node): TreeItem[] {
    switch (node.kind) {
      case "mapping":
        return this.#entries(node);
      case "alias":
        return node.alias === undefined ? [] : this.root(node.alias);
      case "sequence":
        throw new GoError("YAML documents that are sequences are not supported");
      default:
        if (node.tag === "!!null") return [];
        throw new GoError("YAML documents that are values are not supported");
    }
  }

  #entries(node: Node): TreeItem[] {
    const items: TreeItem[] = [];
    for (let i = 0; i + 1 < node.content.length; i += 2) {
      const key = node.content[i] as Node;
      const value = node.content[i + 1] as Node;
      const own = value.kind === "scalar" || value.kind === "alias";
      items.push(...commentItems(key.headComment), ...commentItems(key.lineComment));
      if (own) items.push(...commentItems(value.headComment), ...commentItems(value.lineComment, true));
      items.push({ key: scalar(key), value: this.#value(value, own) });
      if (own) items.push(...commentItems(value.footComment));
      items.push(...commentItems(key.footComment));
    }
    return items;
  }

  /** `commentsDone` says that the node's own comments stand where it stands. */
  #value(node: Node, commentsDone: boolean): TreeValue {
    if (++this.#elements > ELEMENTS_MAX) throw tooManyElements();
    switch (node.kind) {
      case "mapping":
        return new TreeBranch(commentsDone ? this.#entries(node) : this.root(node));
      case "sequence":
        return this.#list(node, commentsDone);
      case "alias":
        return node.alias === undefined ? null : this.#value(node.alias, false);
      default:
        return scalar(node);
    }
  }

  #list(node: Node, commentsDone: boolean): TreeValue[] {
    const list: TreeValue[] = commentsDone ? [] : [...comments(node.headComment), ...comments(node.lineComment)];
    for (const item of node.content) {
      list.push(...comments(item.headComment), ...comments(item.lineComment, true));
      list.push(this.#value(item, true), ...comments(item.footComment));
    }
    if (!commentsDone) list.push(...comments(node.footComment));
    return list;
  }
}

function comments(text: string, inline = false): Comment[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => new Comment(line.slice(1), inline));
}

function commentItems(text: string, inline = false): TreeItem[] {
  return comments(text, inline).map((key) => ({ key, value: null }));
}

/** What cannot be decoded is nothing. A key that is no scalar becomes what keeps it from being decrypted. */
function scalar(node: Node): TreeValue {
  const value = attempt((): Value => decodeNode(node)) ?? null;
  if (typeof value === "string") return node.tag === "!!timestamp" ? new Timestamp(value) : value;
  if (value === null || typeof value === "number" || typeof value === "boolean" || value instanceof Int) return value;
  return Array.isArray(value) ? [] : new TreeBranch([]);
}
