/** Documents to nodes, as go.yaml.in/yaml v3.0.3 builds them (decode.go, `parser`). */
import type { Comments } from "./comments.ts";
import type { Cursor } from "./cursor.ts";
import { type Dialect, YamlError } from "./errors.ts";
import { type Node, NodeStyles } from "./node.ts";
import { type Builder, type NodeProperties, Parser } from "./parser.ts";
import { readText } from "./read-text.ts";
import { plainTag, shortTag } from "./tags.ts";
import { DoubleQuoted, Folded, Literal, type Mark, Plain, SingleQuoted } from "./token.ts";

/** The documents of a text with styles, tags, anchors, comments and places. Throws `YamlError` with v3's text. */
export function parseNodes(text: string): Node[] {
  const documents: Node[] = [];
  const reader = new NodeReader(text, "v3");
  for (let node = reader.next(); node !== undefined; node = reader.next()) documents.push(node);
  return documents;
}

/** Reads one document after the other, so that an error in a later one does not hide the earlier. */
export class NodeReader {
  readonly #parser: Parser;
  readonly #composer: Composer;
  readonly #fault: YamlError | undefined;

  constructor(text: string, dialect: Dialect) {
    const source = readText(text);
    this.#fault = source.fault;
    this.#parser = new Parser(source.text, dialect, source.fault);
    const comments = dialect === "v3" ? this.#parser.keepComments() : undefined;
    this.#composer = new Composer(dialect, this.#parser.scanner.cursor, comments);
  }

  next(): Node | undefined {
    const composer = this.#composer;
    const more = this.#parser.document(composer, (mark) => composer.documentStart(mark));
    if (!more && this.#fault !== undefined) throw this.#fault;
    return more ? composer.documentEnd() : undefined;
  }
}

export function newNode(kind: Node["kind"]): Node {
  return {
    kind,
    style: 0,
    tag: "",
    value: "",
    anchor: "",
    content: [],
    headComment: "",
    lineComment: "",
    footComment: "",
    line: 0,
    column: 0,
  };
}

class Composer implements Builder {
  readonly #dialect: Dialect;
  readonly #cursor: Cursor;
  readonly #comments: Comments | undefined;
  #anchors = new Map<string, Node>();
  #open: Node[] = [];

  constructor(dialect: Dialect, cursor: Cursor, comments: Comments | undefined) {
    this.#dialect = dialect;
    this.#cursor = cursor;
    this.#comments = comments;
  }

  documentStart(mark: Mark): void {
    if (this.#dialect === "v2") this.#anchors = new Map();
    this.#open = [this.#node("document", mark)];
  }

  documentEnd(): Node {
    const [document] = this.#open;
    if (document === undefined) throw new Error("no document is open");
    document.footComment = this.#comments?.foot ?? "";
    return document;
  }

  scalar(properties: NodeProperties): void {
    const node = this.#node("scalar", properties.mark);
    node.value = properties.value;
    if (this.#dialect === "v2") node.tag = properties.tag;
    else this.#tag(node, properties, properties.style === Plain ? plainTag(properties.value) : "!!str");
    node.style |= STYLES[properties.style];
    this.#anchor(node, properties);
    this.#add(node);
    this.#completed(node);
  }

  alias(properties: NodeProperties): void {
    const node = this.#node("alias", properties.mark);
    node.value = properties.value;
    node.alias = this.#anchors.get(properties.value);
    const { line, column } = node;
    if (node.alias === undefined) throw new YamlError(`unknown anchor '${node.value}' referenced`, line, column);
    this.#add(node);
    this.#completed(node);
  }

  mappingStart(properties: NodeProperties): void {
    this.#collection("mapping", properties);
  }

  sequenceStart(properties: NodeProperties): void {
    this.#collection("sequence", properties);
  }

  end(): void {
    const node = this.#open.pop();
    if (node === undefined) return;
    if (this.#comments !== undefined) {
      node.lineComment = this.#comments.line;
      node.footComment = this.#comments.foot;
      if (node.kind === "mapping" && (node.style & NodeStyles.flow) === 0) giveFootToLastKey(node);
    }
    this.#completed(node);
  }

  #collection(kind: "mapping" | "sequence", properties: NodeProperties): void {
    const node = this.#node(kind, properties.mark);
    if (this.#dialect === "v2") node.tag = properties.tag;
    else this.#tag(node, properties, kind === "mapping" ? "!!map" : "!!seq");
    if (properties.flow) node.style |= NodeStyles.flow;
    this.#anchor(node, properties);
    this.#add(node);
    this.#open.push(node);
  }

  #node(kind: Node["kind"], mark: Mark): Node {
    const node = newNode(kind);
    node.line = mark.line + 1;
    node.column = this.#cursor.characters(mark.at - mark.column, mark.at) + 1;
    if (this.#comments === undefined) return node;
    node.headComment = this.#comments.head;
    node.lineComment = this.#comments.line;
    node.footComment = this.#comments.foot;
    return node;
  }

  #tag(node: Node, { tag }: NodeProperties, otherwise: string): void {
    if (tag === "" || tag === "!") node.tag = otherwise;
    else {
      node.tag = shortTag(tag);
      node.style |= NodeStyles.tagged;
    }
  }

  #anchor(node: Node, { anchor }: NodeProperties): void {
    if (anchor === "") return;
    node.anchor = anchor;
    this.#anchors.set(anchor, node);
  }

  #add(node: Node): void {
    this.#open.at(-1)?.content.push(node);
  }

  /** Moves foot comments from where they were read to the key they stand below. */
  #completed(node: Node): void {
    const parent = this.#open.at(-1);
    if (parent?.kind !== "mapping" || node.footComment === "") return;
    const { content } = parent;
    const isKey = content.length % 2 === 1;
    const owner = content[content.length - (isKey ? 3 : 2)];
    if (owner === undefined) return;
    if (isKey) {
      if ((parent.style & NodeStyles.flow) !== 0) return;
    } else if (owner.footComment !== "") return;
    owner.footComment = node.footComment;
    node.footComment = "";
  }
}

function giveFootToLastKey(mapping: Node): void {
  const key = mapping.content.at(-2);
  if (mapping.footComment === "" || key === undefined) return;
  key.footComment = mapping.footComment;
  mapping.footComment = "";
}

const STYLES = {
  [Plain]: 0,
  [SingleQuoted]: NodeStyles.singleQuoted,
  [DoubleQuoted]: NodeStyles.doubleQuoted,
  [Literal]: NodeStyles.literal,
  [Folded]: NodeStyles.folded,
} as const;
