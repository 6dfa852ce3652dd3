/**
 * Nodes to YAML, as go.yaml.in/yaml v3.0.3's encoder writes them (encode.go, emitterc.go). Comments wait in the emitter
 * until a place comes where they can stand: the order of the steps below is the encoder's.
 */
import { byteLength, toBytes } from "../go/index.ts";
import { withinStack } from "../go/json/index.ts";
import { isBreak, isWord } from "./characters.ts";
import { binaryLines } from "./emit-values.ts";
import { YamlError } from "./errors.ts";
import { type Node, NodeStyles } from "./node.ts";
import { Output } from "./output.ts";
import { resolveTag, shortTag, writtenTag } from "./tags.ts";
import { DoubleQuoted, Folded, Literal, Plain, type ScalarStyle, SingleQuoted } from "./token.ts";

export interface EmitNodesOptions {
  /** Two, as kyaml sets it, unless told. */
  readonly indent?: number;
  /** `compact` puts the `-` of a list in a map at the map's indentation: kyaml's choice. `wide` indents it. */
  readonly sequences?: "compact" | "wide";
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

/** A scalar as it will be written. */
interface Scalar {
  readonly text: string;
  readonly style: ScalarStyle;
  readonly tag: string;
}

class NodeEmitter {
  readonly #out: Output;
  readonly #compact: boolean;
  #documents = 0;
  #flowLevel = 0;
  #head = "";
  #line = "";
  #foot = "";
  #tail = "";
  #keyLine = "";

  constructor({ indent = 2, sequences = "compact" }: EmitNodesOptions) {
    this.#out = new Output({ dialect: "v3", indent, width: Infinity });
    this.#compact = sequences === "compact";
  }

  readonly #lineAndFoot = (): void => this.#writeLineAndFoot();
  readonly #commaAndComments = (): void => this.#afterFlowEntry();

  get text(): string {
    return this.#out.text;
  }

  document(node: Node): void {
    const isDocument = node.kind === "document";
    if (isDocument) this.#event({ head: node.headComment });
    if (this.#documents++ > 0) this.#separator();
    if (this.#head !== "") {
      this.#writeHead();
      this.#out.breakLine();
    }
    for (const child of isDocument ? node.content : [node]) this.#root(child);
    this.#event({ foot: isDocument ? node.footComment : "" });
    this.#out.footIndent = 0;
    this.#writeFoot();
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
    this.#writeHead();
    this.#node(node, { parent: "root", simpleKey: false, begun: this.#lineAndFoot });
  }

  /** Takes over the comments that the encoder sends with an event. */
  #event(comments: { head?: string; line?: string; foot?: string; tail?: string }): void {
    this.#head = comments.head || this.#head;
    this.#line = comments.line || this.#line;
    this.#foot = comments.foot || this.#foot;
    this.#tail = comments.tail || this.#tail;
  }

  /** A collection's line and foot comments come with its end. */
  #nodeEvent(node: Node, tail = "", foot = node.footComment): void {
    const head = node.headComment;
    if (node.kind === "sequence") this.#event({ head });
    else if (node.kind === "mapping") this.#event({ head, tail });
    else this.#event({ head, line: node.lineComment, foot, tail: node.kind === "alias" ? "" : tail });
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
    out.write(text, chosen, { breaks: !context.simpleKey, onHeader: () => this.#writeLine() });
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
      this.#writeHead();
      out.writeIndent();
      out.indicator("-", true);
      this.#node(item, { parent: "block item", simpleKey: false, begun: this.#lineAndFoot });
    }
    this.#event({ line: node.lineComment, foot: node.footComment });
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
    this.#event({ tail, line: node.lineComment, foot: node.footComment });
    this.#writeHead();
    out.indent = indent;
  }

  /** Writes the key and its `:`. */
  #blockKey(key: Node): void {
    const out = this.#out;
    this.#writeHead();
    out.writeIndent();
    if (this.#line !== "") {
      this.#keyLine = this.#line;
      this.#line = "";
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
      if (this.#line !== "") return;
      this.#line = this.#keyLine;
      this.#keyLine = "";
    } else if (value.kind !== "alias" && (value.style & NodeStyles.flow) === 0) {
      const line = this.#line;
      this.#line = this.#keyLine;
      this.#writeLine();
      this.#keyLine = line;
      [this.#line, this.#keyLine] = [this.#keyLine, this.#line];
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

  #hasTrailing(): boolean {
    return this.#line !== "" || this.#foot !== "" || this.#tail !== "";
  }

  #flowSequence(node: Node, context: Context): void {
    const out = this.#out;
    const indent = this.#openFlow("[", context);
    let comma = false;
    for (const item of node.content) {
      this.#nodeEvent(item);
      this.#beforeFlowEntry(comma);
      comma = !this.#hasTrailing();
      this.#node(item, { parent: "flow", simpleKey: false, begun: this.#commaAndComments });
    }
    this.#event({ line: node.lineComment, foot: node.footComment });
    this.#closeFlow(indent);
    if (out.column === 0) out.writeIndent();
    out.suffix("]");
    this.#writeLineAndFoot();
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
    this.#writeHead();
    if (this.#out.column === 0) this.#out.writeIndent();
  }

  #afterFlowEntry(): void {
    if (this.#hasTrailing()) this.#out.suffix(",");
    this.#writeLineAndFoot();
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
      comma = !this.#hasTrailing();
      this.#node(value, { parent: "flow", simpleKey: false, begun: this.#commaAndComments });
    }
    this.#event({ tail, line: node.lineComment, foot: node.footComment });
    if (comma && (this.#head !== "" || this.#foot !== "" || this.#tail !== "")) out.suffix(",");
    this.#writeHead();
    this.#closeFlow(indent);
    out.suffix("}");
    this.#writeLineAndFoot();
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

  #writeHead(): void {
    const out = this.#out;
    if (this.#tail !== "") {
      out.writeIndent();
      this.#comment(this.#tail);
      this.#tail = "";
      out.footIndent = Math.max(out.indent, 0);
    }
    if (this.#head === "") return;
    out.writeIndent();
    this.#comment(this.#head);
    this.#head = "";
  }

  #writeLineAndFoot(): void {
    this.#writeLine();
    this.#writeFoot();
  }

  /** Gives whether there was a comment: the line is ended then. */
  #writeLine(): boolean {
    if (this.#line === "") return false;
    if (!this.#out.whitespace) this.#out.put(" ");
    this.#comment(this.#line);
    this.#line = "";
    return true;
  }

  #writeFoot(): void {
    if (this.#foot === "") return;
    this.#out.writeIndent();
    this.#comment(this.#foot);
    this.#foot = "";
    this.#out.footIndent = Math.max(this.#out.indent, 0);
  }

  #comment(comment: string): void {
    const out = this.#out;
    let lineStart = true;
    let afterBreak = false;
    for (const character of comment) {
      if (isBreak(character.charCodeAt(0))) {
        if (character === "\n") out.breakLine();
        else {
          out.put(character);
          out.column = 0;
          out.indention = true;
        }
        afterBreak = lineStart = true;
        continue;
      }
      if (afterBreak) out.writeIndent();
      if (lineStart && character !== "#") out.put("# ");
      out.put(character);
      out.indention = lineStart = afterBreak = false;
    }
    if (!afterBreak) out.breakLine();
    out.whitespace = true;
  }
}

function checkedAnchor(name: string, what: "anchor" | "alias"): string {
  if (name === "") throw new YamlError(`${what} value must not be empty`);
  for (let i = 0; i < name.length; i++) {
    if (!isWord(name.charCodeAt(i))) throw new YamlError(`${what} value must contain alphanumerical characters only`);
  }
  return name;
}

/** The tag to write: none where it was not written and the text means the same without. */
function collectionTag(node: Node): string {
  if ((node.style & NodeStyles.tagged) !== 0) return node.tag;
  return shortTag(node.tag) === (node.kind === "mapping" ? "!!map" : "!!seq") ? "" : node.tag;
}

function tagLength(tag: string): number {
  return tag === "" ? 0 : writtenTag(tag).length;
}

const QUOTED = NodeStyles.singleQuoted | NodeStyles.doubleQuoted | NodeStyles.literal | NodeStyles.folded;

function scalarOf(node: Node): Scalar {
  const { tag, quote } = scalarTag(node);
  if (!node.value.isWellFormed()) return binary(node);
  return { text: node.value, style: scalarStyle(node, quote), tag };
}

/** `quote` says that the text would be something else than a string without quotes. */
function scalarTag(node: Node): { tag: string; quote: boolean } {
  const { tag, style } = node;
  if (tag === "" || (style & NodeStyles.tagged) !== 0) return { tag, quote: false };
  const short = shortTag(tag);
  if (short === "!!str" && (style & QUOTED) !== 0) return { tag: "", quote: false };
  if (resolveTag(node.value, "v3") === short) return { tag: "", quote: false };
  return short === "!!str" ? { tag: "", quote: true } : { tag, quote: false };
}

function scalarStyle({ style, value }: Node, quote: boolean): ScalarStyle {
  if ((style & NodeStyles.doubleQuoted) !== 0) return DoubleQuoted;
  if ((style & NodeStyles.singleQuoted) !== 0) return SingleQuoted;
  if ((style & NodeStyles.literal) !== 0) return Literal;
  if ((style & NodeStyles.folded) !== 0) return Folded;
  if (value.includes("\n")) return Literal;
  return quote ? DoubleQuoted : Plain;
}

/** Bytes that are not text are written in base64. */
function binary(node: Node): Scalar {
  const short = shortTag(node.tag);
  if (short === "!!binary") throw new YamlError("explicitly tagged !!binary data must be base64-encoded");
  if (short !== "") throw new YamlError(`cannot marshal invalid UTF-8 data as ${short}`);
  const text = binaryLines(toBytes(node.value));
  return { text, style: scalarStyle({ ...node, value: text }, false), tag: "!!binary" };
}
