/** Trees to YAML nodes (sops 3.13, stores/yaml, `appendTreeBranch`): comments go to the entry below them, the last to the one above. */
import { ByteSlice, Int } from "../../go/index.ts";
import { formatFloat } from "../../go/strconv/index.ts";
import { encodeText, newNode, type Node } from "../../yaml/index.ts";
import { Comment, isList, Timestamp, TreeBranch, type TreeValue } from "../tree.ts";

export function valueNode(value: TreeValue): Node {
  if (typeof value === "string") return encodeText(value);
  if (value instanceof TreeBranch) return branchNode(value);
  if (isList(value)) return listNode(value);
  if (value instanceof ByteSlice) return listNode([...value.bytes].map((byte) => new Int(BigInt(byte))));
  return { ...newNode("scalar"), value: plainText(value) };
}

function plainText(value: Exclude<TreeValue, string | TreeBranch | readonly TreeValue[]>): string {
  if (typeof value === "number") return floatText(value);
  if (value instanceof Int) return value.value.toString();
  if (value instanceof Timestamp) return value.text;
  return String(value);
}

const SPECIAL: Readonly<Record<string, string>> = { "+Inf": ".inf", "-Inf": "-.inf", NaN: ".nan" };

function floatText(value: number): string {
  const text = formatFloat(value, "g");
  return SPECIAL[text] ?? text;
}

export function branchNode(branch: TreeBranch): Node {
  const mapping = newNode("mapping");
  const comments = new WaitingComments(mapping);
  for (const { key, value } of branch.items) {
    if (key instanceof Comment) {
      comments.add(key);
      continue;
    }
    const [keyNode, node] = [valueNode(key), valueNode(value)];
    comments.attach({ head: keyNode, line: node });
    mapping.content.push(keyNode, node);
  }
  comments.finish(mapping.content.at(-2));
  return mapping;
}

function listNode(list: readonly TreeValue[]): Node {
  const sequence = newNode("sequence");
  const comments = new WaitingComments(sequence);
  for (const item of list) {
    if (item instanceof Comment) {
      comments.add(item);
      continue;
    }
    const node = valueNode(item);
    comments.attach({ head: node, line: node });
    sequence.content.push(node);
  }
  comments.finish(sequence.content.at(-1));
  return sequence;
}

/** Comments that were read and have no node yet. */
class WaitingComments {
  #head: string[] = [];
  #inline: string[] = [];
  #begun = false;

  constructor(readonly collection: Node) {}

  add(comment: Comment): void {
    (comment.inline ? this.#inline : this.#head).push(comment.value);
  }

  /** What stands before the first entry belongs to the collection. */
  attach({ head, line }: { head: Node; line: Node }): void {
    const owner = this.#begun ? head : this.collection;
    this.#begun = true;
    owner.headComment = joined(written(this.#head), owner.headComment);
    line.lineComment = joined(line.lineComment, written(this.#inline));
    this.#head = [];
    this.#inline = [];
  }

  finish(last: Node | undefined): void {
    const rest = written([...this.#head, ...this.#inline]);
    if (last === undefined) this.collection.headComment = joined(rest, this.collection.headComment);
    else last.footComment = joined(last.footComment, rest);
  }
}

function written(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `#${lines.join("\n#")}`;
}

function joined(first: string, second: string): string {
  return first === "" || second === "" ? first + second : `${first}\n${second}`;
}
