/**
 * Nodes to YAML, as go.yaml.in/yaml v3.0.3's encoder writes them (encode.go, emitterc.go). Comments wait in the emitter
 * until a place comes where they can stand: the order of the steps below is the encoder's.
 */
import { byteLength } from "../go/index.ts";
import { withinStack } from "../go/json/index.ts";
import { YamlError } from "./errors.ts";
import { type Node, NodeStyles } from "./node.ts";
import { checkedAnchor, collectionTag, scalarOf, tagLength } from "./node-form.ts";
import { Output } from "./output.ts";
import { PendingComments } from "./pending-comments.ts";
import { writtenTag } from "./tags.ts";

export interface EmitNodesOptions {
  /** Two, as kyaml sets it, unless told. */
  readonly indent?: number;
  /** `compact` puts the `-` of a list in a map at the map's indentation: kyaml's choice. `wide` indents it. */
  readonly sequences?: "compact" | "wide";
  /** Texts are broken beyond this column; never unless told. */
  readonly width?: number;
}

/** One document for each node, `---` between them. Throws `YamlError` for anchors and tags that cannot be written. */
export function emitNodes(nodes: readonly Node[], options: EmitNodesOptions = {}): string {
  const emitter = new NodeEmitter(options);
  for (const node of nodes) withinStack(() => emitter.document(node));
  return emitter.text;
}

const SIMPLE_KEY_MAX = 128;

interface Context {
  /** What the node stands in. `block item` is a `-` line: the first indentation inside it is always two. */
  readonly parent: "root" | "block item" | "block map" | "flow";
  readonly simpleKey: boolean;
  /** What follows once the node has begun: comments, and the comma before them. */
  readonly begun: () => void;
}

const nothing = (): void => undefined;

class NodeEmitter {
  readonly #out: Output;
  readonly #compact: boolean;
  #documents = 0;
  #flowLevel = 0;
  readonly #comments: PendingComments;
  #keyLine = "";

  constructor({ indent = 2, sequences = "compact", width = Infinity }: EmitNodesOptions) {
    this.#out = new Output({ dialect: "v3", indent, width });
    this.#comments = new PendingComments(this.#out);
    this.#compact = sequences === "compact";
  }

  readonly #lineAndFoot = (): void => this.#comments.writeLineAndFoot();
  readonly #commaAndComments = (): void => this.#afterFlowEntry();

  get text(): string {
    return this.#out.text;
  }

  document(node: Node): void {
    const isDocument = node.kind === "document";
    if (isDocument) this.#comments.add({ head: node.headComment });
    if (this.#documents++ > 0) this.#separator();
    if (this.#comments.head !== "") {
      this.#comments.writeHead();
      this.#out.breakLine();
    }
    for (const child of isDocument ? node.content : [node]) this.#root(child);
    this.#comments.add({ foot: isDocument ? node.footComment : "" });
    this.#out.footIndent = 0;
    this.#comments.writeFoot();
    this.#out.footIndent = -1;
    this.#out.writeIndent();
  }

  #separator(): void {
    this.#out.writeIndent();
    this.#out.indicator("---");
    this.#out.writeIndent();
  }

  #root(node: Node): void {
    this.#nodeEvent(node);
    this.#comments.writeHead();
    this.#node(node, { parent: "root", simpleKey: false, begun: this.#lineAndFoot });
  }

  /** A collection's line and foot comments come with its end. */
  #nodeEvent(node: Node, tail = "", foot = node.footComment): void {
    const head = node.headComment;
    if (node.kind === "sequence") this.#comments.add({ head });
    else if (node.kind === "mapping") this.#comments.add({ head, tail });
    else this.#comments.add({ head, line: node.lineComment, foot, tail: node.kind === "alias" ? "" : tail });
  }

  /** Two calls for a level of nesting, and no more: ten thousand levels must fit on the stack. */
  #node(node: Node, context: Context): void {
    if (node.kind === "mapping" || node.kind === "sequence") {
      const flow = this.#beginCollection(node, context);
      if (node.kind === "sequence") {
        if (flow) this.#flowSequence(node, context);
        else this.#blockSequence(node, context);
      } else if (flow) this.#flowMapping(node, context);
      else this.#blockMapping(node, context);
    } else if (node.kind === "document") {
      throw new YamlError("expected SCALAR, SEQUENCE-START, MAPPING-START, or ALIAS, but got document start");
    } else {
      if (node.kind === "scalar") this.#scalar(node, context);
      else this.#out.indicator(`*${checkedAnchor(node.value, "alias")}`);
      context.begun();
    }
  }

  /** Writes anchor and tag; gives whether brackets follow. */
  #beginCollection(node: Node, context: Context): boolean {
    this.#properties(node.anchor, collectionTag(node));
    const empty = node.content.length < (node.kind === "mapping" ? 2 : 1);
    const flow = this.#flowLevel > 0 || (node.style & NodeStyles.flow) !== 0 || empty;
    context.begun();
    return flow;
  }

  #properties(anchor: string, tag: string): void {
    if (anchor !== "") this.#out.indicator(`&${checkedAnchor(anchor, "anchor")}`);
    if (tag !== "") this.#out.indicator(writtenTag(tag).text);
  }

  #deeper(context: Context, { flow = false, compact = false } = {}): number {
    const { indent } = this.#out;
    const step = this.#out.options.indent;
    if (indent < 0) return flow ? step : 0;
    if (context.parent === "block item") return indent + 2;
    return step * Math.floor((indent + step) / step) - (compact ? 2 : 0);
  }

  #scalar(node: Node, context: Context): void {
    const out = this.#out;
    const { text, style, tag } = scalarOf(node);
    const forms = out.analyze(text);
    const inFlow = this.#flowLevel > 0;
    const chosen = out.styleFor(style, { text, forms, inFlow, simpleKey: context.simpleKey });
    this.#properties(node.anchor, tag);
    const { indent } = out;
    out.indent = this.#deeper(context, { flow: true });
    out.write(text, chosen, { breaks: !context.simpleKey, onHeader: () => this.#comments.writeLine() });
    out.indent = indent;
  }

  #blockSequence(node: Node, context: Context): void {
    const out = this.#out;
    const { indent } = out;
    let first = true;
    for (const item of node.content) {
      this.#nodeEvent(item);
      if (first) {
        const inMap = context.parent === "block map" && (out.column === 0 || !out.indention);
        out.indent = this.#deeper(context, { compact: inMap && this.#compact });
        first = false;
      }
      this.#comments.writeHead();
      out.writeIndent();
      out.indicator("-", true);
      this.#node(item, { parent: "block item", simpleKey: false, begun: this.#lineAndFoot });
    }
    this.#comments.add({ line: node.lineComment, foot: node.footComment });
    out.indent = indent;
  }

  #blockMapping(node: Node, context: Context): void {
    const out = this.#out;
    const { indent } = out;
    out.indent = this.#deeper(context);
    let tail = "";
    for (let i = 0; i + 1 < node.content.length; i += 2) {
      const key = node.content[i] as Node;
      this.#nodeEvent(key, tail, "");
      tail = key.footComment;
      this.#blockKey(key);
      const value = node.content[i + 1] as Node;
      this.#colon(value);
      this.#node(value, { parent: "block map", simpleKey: false, begun: this.#lineAndFoot });
    }
    this.#comments.add({ tail, line: node.lineComment, foot: node.footComment });
    this.#comments.writeHead();
    out.indent = indent;
  }

  /** Writes the key and its `:`. */
  #blockKey(key: Node): void {
    const out = this.#out;
    this.#comments.writeHead();
    out.writeIndent();
    if (this.#comments.line !== "") {
      this.#keyLine = this.#comments.line;
      this.#comments.line = "";
    }
    const simple = this.#isSimpleKey(key);
    if (!simple) out.indicator("?", true);
    this.#node(key, { parent: "block map", simpleKey: simple, begun: nothing });
    this.#pendingColon = simple ? "simple" : "complex";
  }

  /** The `:` is written once the value's comments are known. */
  #pendingColon: "simple" | "complex" = "simple";

  #colon(value: Node): void {
    const out = this.#out;
    this.#nodeEvent(value);
    if (this.#pendingColon === "simple") out.suffix(":");
    else {
      out.writeIndent();
      out.indicator(":", true);
    }
    if (this.#keyLine !== "") this.#placeKeyLine(value);
  }

  /** A comment behind a key goes to a scalar on the same line, or stands before an indented block. */
  #placeKeyLine(value: Node): void {
    if (value.kind === "scalar") {
      if (this.#comments.line !== "") return;
      this.#comments.line = this.#keyLine;
      this.#keyLine = "";
    } else if (value.kind !== "alias" && (value.style & NodeStyles.flow) === 0) {
      const line = this.#comments.line;
      this.#comments.line = this.#keyLine;
      this.#comments.writeLine();
      this.#keyLine = line;
      [this.#comments.line, this.#keyLine] = [this.#keyLine, this.#comments.line];
    }
  }

  #isSimpleKey(key: Node): boolean {
    switch (key.kind) {
      case "alias":
        return byteLength(key.value) <= SIMPLE_KEY_MAX;
      case "scalar":
        return this.#isSimpleScalar(key);
      default: {
        if (key.content.length >= (key.kind === "mapping" ? 2 : 1)) return false;
        return byteLength(key.anchor) + tagLength(collectionTag(key)) <= SIMPLE_KEY_MAX;
      }
    }
  }

  #isSimpleScalar(key: Node): boolean {
    const { text, tag } = scalarOf(key);
    if (this.#out.analyze(text).multiline) return false;
    return byteLength(key.anchor) + tagLength(tag) + byteLength(text) <= SIMPLE_KEY_MAX;
  }

  #flowSequence(node: Node, context: Context): void {
    const out = this.#out;
    const indent = this.#openFlow("[", context);
    let comma = false;
    for (const item of node.content) {
      this.#nodeEvent(item);
      this.#beforeFlowEntry(comma);
      comma = !this.#comments.trailing;
      this.#node(item, { parent: "flow", simpleKey: false, begun: this.#commaAndComments });
    }
    this.#comments.add({ line: node.lineComment, foot: node.footComment });
    this.#closeFlow(indent);
    if (out.column === 0) out.writeIndent();
    out.suffix("]");
    this.#comments.writeLineAndFoot();
  }

  #openFlow(bracket: string, context: Context): number {
    const { indent } = this.#out;
    this.#out.open(bracket);
    this.#out.indent = this.#deeper(context, { flow: true });
    this.#flowLevel++;
    return indent;
  }

  #closeFlow(indent: number): void {
    this.#flowLevel--;
    this.#out.indent = indent;
  }

  #beforeFlowEntry(comma: boolean): void {
    if (comma) this.#out.suffix(",");
    this.#comments.writeHead();
    if (this.#out.column === 0) this.#out.writeIndent();
  }

  #afterFlowEntry(): void {
    if (this.#comments.trailing) this.#out.suffix(",");
    this.#comments.writeLineAndFoot();
  }

  #flowMapping(node: Node, context: Context): void {
    const out = this.#out;
    const indent = this.#openFlow("{", context);
    let comma = false;
    let tail = "";
    for (let i = 0; i + 1 < node.content.length; i += 2) {
      const key = node.content[i] as Node;
      this.#nodeEvent(key, tail, "");
      tail = key.footComment;
      this.#beforeFlowEntry(comma);
      const value = node.content[i + 1] as Node;
      this.#flowKey(key, value);
      comma = !this.#comments.trailing;
      this.#node(value, { parent: "flow", simpleKey: false, begun: this.#commaAndComments });
    }
    this.#comments.add({ tail, line: node.lineComment, foot: node.footComment });
    if (comma && (this.#comments.head !== "" || this.#comments.foot !== "" || this.#comments.tail !== ""))
      out.suffix(",");
    this.#comments.writeHead();
    this.#closeFlow(indent);
    out.suffix("}");
    this.#comments.writeLineAndFoot();
  }

  /** Writes the key and its `:`. */
  #flowKey(key: Node, value: Node): void {
    const simple = this.#isSimpleKey(key);
    if (!simple) this.#out.indicator("?");
    this.#node(key, { parent: "flow", simpleKey: simple, begun: nothing });
    this.#nodeEvent(value);
    if (simple) this.#out.suffix(":");
    else this.#out.indicator(":");
  }
}
