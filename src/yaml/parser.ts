/**
 * From tokens to nodes: the grammar of YAML 1.1 as libyaml's parser in go.yaml.in/yaml v2.4.4 and v3.0.3 reads it
 * (parserc.go). It keeps its own stack, so that nesting costs no JavaScript stack, and calls a builder.
 */
import { Comments } from "./comments.ts";
import { type Dialect, syntaxError, type YamlError } from "./errors.ts";
import { Scanner } from "./scanner.ts";
import { Kind, type Mark, Plain, type ScalarStyle, type Token } from "./token.ts";

/** What a node carries besides its content. The parser reuses one object: builders copy what they keep. */
export interface NodeProperties {
  anchor: string;
  /** In long form, `tag:yaml.org,2002:str`; empty where none is written. */
  tag: string;
  /** A scalar's text, an alias's name. */
  value: string;
  style: ScalarStyle;
  /** Of a collection: written with brackets. */
  flow: boolean;
  mark: Mark;
}

export interface Builder {
  scalar(node: NodeProperties): void;
  alias(node: NodeProperties): void;
  mappingStart(node: NodeProperties): void;
  sequenceStart(node: NodeProperties): void;
  end(): void;
}

/** What the parser expects next, in each open construct. */
const Expect = {
  blockEntry: 0,
  indentlessEntry: 1,
  blockKey: 2,
  blockValue: 3,
  firstFlowEntry: 4,
  flowEntry: 5,
  pairKey: 6,
  pairValue: 7,
  pairEnd: 8,
  firstFlowKey: 9,
  flowKey: 10,
  flowValue: 11,
  flowEmptyValue: 12,
} as const;

const DEFAULT_TAGS: readonly (readonly [string, string])[] = [
  ["!", "!"],
  ["!!", "tag:yaml.org,2002:"],
];

export class Parser {
  readonly scanner: Scanner;
  readonly #dialect: Dialect;
  readonly #stack: number[] = [];
  /** Where each open collection began, for error messages. */
  readonly #starts: Mark[] = [];
  readonly #tags = new Map<string, string>();
  readonly #node: NodeProperties = {
    anchor: "",
    tag: "",
    value: "",
    style: Plain,
    flow: false,
    mark: { at: 0, line: 0, column: 0 },
  };
  #comments: Comments | undefined;
  #documents = 0;

  constructor(text: string, dialect: Dialect, fault?: YamlError) {
    this.scanner = new Scanner(text, dialect, fault);
    this.#dialect = dialect;
  }

  /** Comments are read, and those of each node stand in the returned object while the builder is called. */
  keepComments(): Comments {
    const comments = new Comments(this.scanner);
    this.scanner.keepComments(comments);
    return (this.#comments = comments);
  }

  #peek(): Token {
    const token = this.scanner.peek();
    this.#comments?.unfold(token);
    return token;
  }

  #next(): Token {
    this.scanner.skip();
    return this.#peek();
  }

  #error(problem: string, { at, line, column }: Token, contextLine = 0): YamlError {
    const characters = this.scanner.cursor.characters(at - column, at);
    const place = { problemLine: line, contextLine, column: characters + 1 };
    return syntaxError(this.#dialect, problem, { stage: "parser", ...place });
  }

  /** Reads the next document into the builder; false at the end of the text. `onStart` is called before its root. */
  document(builder: Builder, onStart?: (mark: Mark) => void): boolean {
    let token = this.#peek();
    if (this.#documents > 0) while (token.kind === Kind.documentEnd) token = this.#next();
    if (token.kind === Kind.streamEnd) return false;
    const implicit = this.#documents++ === 0 && !isDocumentPrefix(token);
    const start = token;
    token = this.#directives();
    if (!implicit && token.kind !== Kind.documentStart) {
      throw this.#error("did not find expected <document start>", token);
    }
    this.#comments?.documentStart(implicit);
    onStart?.(start);
    if (!implicit) {
      token = this.#next();
      if (isDocumentPrefix(token) || token.kind === Kind.documentEnd || token.kind === Kind.streamEnd) {
        this.#empty(builder, token);
        return this.#documentEnd();
      }
    }
    this.#parseNode(builder, BLOCK);
    while (this.#stack.length > 0) this.#step(builder);
    return this.#documentEnd();
  }

  #documentEnd(): true {
    if (this.#peek().kind === Kind.documentEnd) this.scanner.skip();
    this.#comments?.documentEnd();
    this.#tags.clear();
    return true;
  }

  #directives(): Token {
    let hasVersion = false;
    let token = this.#peek();
    for (; token.kind === Kind.versionDirective || token.kind === Kind.tagDirective; token = this.#next()) {
      if (token.kind === Kind.tagDirective) {
        if (this.#tags.has(token.value)) throw this.#error("found duplicate %TAG directive", token);
        this.#tags.set(token.value, token.suffix);
        continue;
      }
      if (hasVersion) throw this.#error("found duplicate %YAML directive", token);
      if (token.suffix !== "1.1") throw this.#error("found incompatible YAML document", token);
      hasVersion = true;
    }
    for (const [handle, prefix] of DEFAULT_TAGS) if (!this.#tags.has(handle)) this.#tags.set(handle, prefix);
    return token;
  }

  #step(builder: Builder): void {
    const expected = this.#stack.pop();
    switch (expected) {
      case Expect.blockEntry:
        return this.#blockEntry(builder);
      case Expect.indentlessEntry:
        return this.#indentlessEntry(builder);
      case Expect.blockKey:
        return this.#blockKey(builder);
      case Expect.blockValue:
        return this.#blockValue(builder);
      case Expect.firstFlowEntry:
      case Expect.flowEntry:
        return this.#flowEntry(builder, expected);
      case Expect.pairKey:
        return this.#pairKey(builder);
      case Expect.pairValue:
        return this.#pairValue(builder);
      case Expect.pairEnd:
        this.#peek();
        this.#comments?.none();
        return builder.end();
      case Expect.firstFlowKey:
      case Expect.flowKey:
        return this.#flowKey(builder, expected);
      case Expect.flowValue:
        return this.#flowValue(builder);
      default:
        this.#stack.push(Expect.flowKey);
        return this.#empty(builder, this.#peek());
    }
  }

  /** A node that is not written: `key:` and nothing more. */
  #empty(builder: Builder, mark: Mark): void {
    const node = this.#node;
    node.anchor = node.tag = node.value = "";
    node.style = Plain;
    node.mark = mark;
    this.#comments?.none();
    builder.scalar(node);
  }

  /** Opens a collection whose first token stays until its first step. */
  #open(expected: number, start: Token): void {
    this.#starts.push(start);
    this.#stack.push(expected);
    this.scanner.skip();
  }

  #close(builder: Builder): void {
    this.#starts.pop();
    builder.end();
  }

  #parseNode(builder: Builder, context: NodeContext): void {
    let token = this.#peek();
    const node = this.#node;
    if (token.kind === Kind.scalar) return this.#scalar(builder, token, token);
    if (token.kind === Kind.alias) {
      node.value = token.value;
      node.mark = token;
      this.#comments?.take();
      this.scanner.skip();
      return builder.alias(node);
    }
    const start = token;
    if (token.kind === Kind.anchor || token.kind === Kind.tag) {
      token = this.#properties(token);
      if (token.kind === Kind.scalar) return this.#scalar(builder, token, start);
    } else {
      node.anchor = node.tag = "";
    }
    node.mark = start;
    if (this.#collection(builder, token, context)) return;
    if (node.anchor === "" && node.tag === "") {
      throw this.#error("did not find expected node content", token, start.line);
    }
    node.value = "";
    node.style = Plain;
    this.#comments?.none();
    builder.scalar(node);
  }

  #scalar(builder: Builder, token: Token, start: Token): void {
    const node = this.#node;
    if (token === start) node.anchor = node.tag = "";
    node.value = token.value;
    node.style = token.style;
    node.mark = start;
    this.#comments?.take();
    this.scanner.skip();
    builder.scalar(node);
  }

  /** Anchor and tag, in either order; gives the token that follows. */
  #properties(first: Token): Token {
    const node = this.#node;
    node.anchor = node.tag = "";
    let tag: Token | undefined;
    let token = first;
    for (const kind of first.kind === Kind.anchor ? ANCHOR_FIRST : TAG_FIRST) {
      if (token.kind !== kind) break;
      if (kind === Kind.anchor) node.anchor = token.value;
      else tag = token;
      token = this.#next();
    }
    if (tag !== undefined) node.tag = this.#resolveTag(tag, first);
    return token;
  }

  #resolveTag(tag: Token, start: Token): string {
    if (tag.value === "") return tag.suffix;
    const prefix = this.#tags.get(tag.value);
    if (prefix === undefined) throw this.#error("found undefined tag handle", tag, start.line);
    return prefix + tag.suffix;
  }

  #collection(builder: Builder, token: Token, { block, indentless }: NodeContext): boolean {
    switch (token.kind) {
      case Kind.blockEntry:
        if (!indentless) return false;
        this.#stack.push(Expect.indentlessEntry);
        this.#comments?.none();
        this.#start(builder, { mapping: false, flow: false });
        return true;
      case Kind.flowSequenceStart:
        this.#comments?.take();
        this.#start(builder, { mapping: false, flow: true });
        this.#open(Expect.firstFlowEntry, token);
        return true;
      case Kind.flowMappingStart:
        this.#comments?.take();
        this.#start(builder, { mapping: true, flow: true });
        this.#open(Expect.firstFlowKey, token);
        return true;
      case Kind.blockSequenceStart:
        if (!block) return false;
        this.#comments?.takeStem();
        this.#start(builder, { mapping: false, flow: false });
        this.#open(Expect.blockEntry, token);
        return true;
      case Kind.blockMappingStart:
        if (!block) return false;
        this.#comments?.takeStem();
        this.#start(builder, { mapping: true, flow: false });
        this.#open(Expect.blockKey, token);
        return true;
      default:
        return false;
    }
  }

  #start(builder: Builder, { mapping, flow }: { mapping: boolean; flow: boolean }): void {
    this.#node.flow = flow;
    if (mapping) builder.mappingStart(this.#node);
    else builder.sequenceStart(this.#node);
  }

  #blockEntry(builder: Builder): void {
    const token = this.#peek();
    if (token.kind === Kind.blockEntry) {
      this.#stack.push(Expect.blockEntry);
      const next = this.#nextSplittingComments();
      if (next.kind !== Kind.blockEntry && next.kind !== Kind.blockEnd) return this.#parseNode(builder, BLOCK);
      return this.#empty(builder, after(token));
    }
    if (token.kind !== Kind.blockEnd) throw this.#unclosed("did not find expected '-' indicator", token);
    this.#comments?.none();
    this.scanner.skip();
    this.#close(builder);
  }

  /** The token after `-`, with the comments before and behind the `-` kept apart. */
  #nextSplittingComments(): Token {
    if (this.#comments === undefined) return this.#next();
    const headLength = this.#comments.headLength;
    const next = this.#next();
    if (next.kind === Kind.blockSequenceStart || next.kind === Kind.blockMappingStart) {
      this.#comments.splitStem(headLength);
    }
    return next;
  }

  #indentlessEntry(builder: Builder): void {
    const token = this.#peek();
    if (token.kind !== Kind.blockEntry) {
      this.#comments?.none();
      return builder.end();
    }
    this.#stack.push(Expect.indentlessEntry);
    const { kind } = this.#nextSplittingComments();
    if (kind === Kind.blockEntry || kind === Kind.key || kind === Kind.value || kind === Kind.blockEnd) {
      return this.#empty(builder, after(token));
    }
    this.#parseNode(builder, BLOCK);
  }

  #blockKey(builder: Builder): void {
    const token = this.#peek();
    if (token.kind === Kind.key) {
      this.#stack.push(Expect.blockValue);
      return this.#blockContent(builder, token);
    }
    if (token.kind !== Kind.blockEnd) throw this.#unclosed("did not find expected key", token);
    this.#comments?.take();
    this.scanner.skip();
    this.#close(builder);
  }

  #blockValue(builder: Builder): void {
    this.#stack.push(Expect.blockKey);
    const token = this.#peek();
    if (token.kind === Kind.value) return this.#blockContent(builder, token);
    this.#empty(builder, token);
  }

  /** What follows the indicator of a key or value in a block mapping. */
  #blockContent(builder: Builder, indicator: Token): void {
    const { kind } = this.#next();
    if (kind === Kind.key || kind === Kind.value || kind === Kind.blockEnd) {
      return this.#empty(builder, after(indicator));
    }
    this.#parseNode(builder, BLOCK_OR_INDENTLESS);
  }

  #unclosed(problem: string, token: Token): YamlError {
    return this.#error(problem, token, this.#starts.at(-1)?.line);
  }

  #flowEntry(builder: Builder, expected: number): void {
    let token = this.#peek();
    if (token.kind !== Kind.flowSequenceEnd) {
      if (expected === Expect.flowEntry) {
        if (token.kind !== Kind.flowEntry) throw this.#unclosed("did not find expected ',' or ']'", token);
        token = this.#next();
      }
      if (token.kind === Kind.key) return this.#pairStart(builder, token);
      if (token.kind !== Kind.flowSequenceEnd) {
        this.#stack.push(Expect.flowEntry);
        return this.#parseNode(builder, FLOW);
      }
    }
    this.#closeFlow(builder);
  }

  #closeFlow(builder: Builder): void {
    this.#comments?.take();
    this.scanner.skip();
    this.#close(builder);
  }

  /** `[a: b]`: a mapping of one pair. */
  #pairStart(builder: Builder, token: Token): void {
    this.#node.anchor = this.#node.tag = "";
    this.#node.mark = token;
    this.#comments?.none();
    this.#start(builder, { mapping: true, flow: true });
    this.scanner.skip();
    this.#stack.push(Expect.flowEntry, Expect.pairKey);
  }

  #pairKey(builder: Builder): void {
    const token = this.#peek();
    this.#stack.push(Expect.pairValue);
    if (token.kind !== Kind.value && token.kind !== Kind.flowEntry && token.kind !== Kind.flowSequenceEnd) {
      return this.#parseNode(builder, FLOW);
    }
    // libyaml takes the token here although it belongs to what follows: `[?: a]` is an error there.
    this.scanner.skip();
    this.#empty(builder, after(token));
  }

  #pairValue(builder: Builder): void {
    const token = this.#peek();
    this.#stack.push(Expect.pairEnd);
    if (token.kind === Kind.value) {
      const next = this.#next();
      if (next.kind !== Kind.flowEntry && next.kind !== Kind.flowSequenceEnd) return this.#parseNode(builder, FLOW);
    }
    this.#empty(builder, token);
  }

  #flowKey(builder: Builder, expected: number): void {
    let token = this.#peek();
    if (token.kind !== Kind.flowMappingEnd) {
      if (expected === Expect.flowKey) {
        if (token.kind !== Kind.flowEntry) throw this.#unclosed("did not find expected ',' or '}'", token);
        token = this.#next();
      }
      if (token.kind === Kind.key) {
        this.#stack.push(Expect.flowValue);
        return this.#flowContent(builder, this.#next());
      }
      if (token.kind !== Kind.flowMappingEnd) {
        this.#stack.push(Expect.flowEmptyValue);
        return this.#parseNode(builder, FLOW);
      }
    }
    this.#closeFlow(builder);
  }

  #flowContent(builder: Builder, token: Token): void {
    const { kind } = token;
    if (kind === Kind.value || kind === Kind.flowEntry || kind === Kind.flowMappingEnd) {
      return this.#empty(builder, token);
    }
    this.#parseNode(builder, FLOW);
  }

  #flowValue(builder: Builder): void {
    this.#stack.push(Expect.flowKey);
    let token = this.#peek();
    if (token.kind === Kind.value) {
      token = this.#next();
      if (token.kind !== Kind.flowEntry && token.kind !== Kind.flowMappingEnd) return this.#parseNode(builder, FLOW);
    }
    this.#empty(builder, token);
  }
}

interface NodeContext {
  /** Block collections may begin here. */
  readonly block: boolean;
  /** A sequence may begin at the indentation of its key. */
  readonly indentless: boolean;
}

const BLOCK: NodeContext = { block: true, indentless: false };
const BLOCK_OR_INDENTLESS: NodeContext = { block: true, indentless: true };
const FLOW: NodeContext = { block: false, indentless: false };
const ANCHOR_FIRST = [Kind.anchor, Kind.tag];
const TAG_FIRST = [Kind.tag, Kind.anchor];

/** The place behind an indicator. */
function after(token: Token): Mark {
  return { at: token.at + token.width, line: token.line, column: token.column + token.width };
}

function isDocumentPrefix({ kind }: Token): boolean {
  return kind === Kind.versionDirective || kind === Kind.tagDirective || kind === Kind.documentStart;
}
