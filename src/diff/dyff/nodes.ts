/** The nodes that dyff compares. */
import { type Node, parseNodes, YamlError } from "../../yaml/index.ts";

/** The documents of a text. One that is no YAML has none. */
export function loadDocuments(text: string): Node[] {
  if (["", "---"].includes(text.trim())) return [newNode("document", "", [newNode("scalar", "!!null")])];
  try {
    return parseNodes(text);
  } catch (error) {
    if (error instanceof YamlError) throw new Unreadable(error.message, { cause: error });
    throw error;
  }
}

/** Then dyff finds nothing at all. */
export class Unreadable extends Error {}

export function newNode(kind: Node["kind"], tag: string, content: readonly Node[] = []): Node {
  return {
    ...{ kind, tag, content: [...content] },
    ...{ style: 0, value: "", anchor: "", headComment: "", lineComment: "", footComment: "", line: 0, column: 0 },
  };
}

export function textNodes(texts: readonly string[]): Node {
  return newNode(
    "sequence",
    "",
    texts.map((value) => ({ ...newNode("scalar", "!!str"), value })),
  );
}

export function followAlias(node: Node): Node {
  return node.alias === undefined ? node : followAlias(node.alias);
}

export interface Entry {
  readonly key: Node;
  readonly value: Node;
}

export function entriesOf({ content }: Node): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0; i + 1 < content.length; i += 2)
    entries.push({ key: content[i] as Node, value: content[i + 1] as Node });
  return entries;
}

/** The value under a key, itself and not what it stands for. */
export function valueUnder(map: Node, name: string): Node | undefined {
  return entriesOf(map).find(({ key }) => key.value === name)?.value;
}

/** Like nodes have like texts. */
export function fingerprint(node: Node): string {
  const target = followAlias(node);
  return target.kind === "scalar" ? `${target.tag}/${target.value}` : JSON.stringify(plainForm(target));
}

/** Without tags, and maps without an order. */
function plainForm(node: Node): unknown {
  const target = followAlias(node);
  if (target.kind === "sequence") return target.content.map(plainForm);
  if (target.kind !== "mapping") return target.value;
  const entries = new Map(
    entriesOf(target).map(({ key, value }) => [JSON.stringify(plainForm(key)), plainForm(value)] as const),
  );
  return { map: [...entries].sort(([a], [b]) => (a < b ? -1 : 1)) };
}
