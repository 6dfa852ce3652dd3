/**
 * From text to tokens, as libyaml's scanner in go.yaml.in/yaml v2.4.4 and v3.0.3 (scannerc.go): the same tokens, the same
 * errors at the same moment. Comments are read only for v3, which keeps them (comments.ts).
 */
import { isBlankOrEnd, isBreak, SPACE, TAB } from "./characters.ts";
import type { CommentScan, ScannerState } from "./comment-scan.ts";
import { Cursor } from "./cursor.ts";
import type { Dialect, YamlError } from "./errors.ts";
import { scanBlock } from "./scan-block.ts";
import { scanDirective } from "./scan-directive.ts";
import { scanPlain } from "./scan-plain.ts";
import { scanQuoted } from "./scan-quoted.ts";
import { scanAnchor, scanTag } from "./scan-tag.ts";
import { SimpleKeys } from "./simple-keys.ts";
import { Kind, type Mark, Token } from "./token.ts";

export const DEPTH_MAX = 10_000;
/** Tokens that have been read but are kept for the comment scanner, which looks back. */
const CONSUMED_MAX = 256;
/** About as far the first buffer of the reader goes. */
const FIRST_BUFFER = 500;
/** `--- ` is the longest indicator: so many characters must be readable where a token begins. */
const TOKEN_LOOKAHEAD = 4;

export class Scanner implements ScannerState {
  readonly cursor: Cursor;
  /** Column of the current block collection, -1 outside. */
  indent = -1;
  flowLevel = 0;
  readonly tokens: Token[] = [];
  readonly #indents: number[] = [];
  readonly #keys = new SimpleKeys();
  #head = 0;
  #consumed = 0;
  #keyAllowed = true;
  #comments: CommentScan | undefined;
  /** How many tokens beyond the next are read before it is handed out. Comments need two to find their place. */
  #lookahead = 0;

  /** `fault` is what the reader failed with where the text ends, instead of an end. */
  readonly #fault: YamlError | undefined;
  /** The text began with two byte order marks: the reader has dropped one. */
  readonly #secondMark: boolean;

  constructor(text: string, dialect: Dialect, fault?: YamlError) {
    this.cursor = new Cursor(text + "\0", dialect);
    this.#fault = fault;
    this.#secondMark = text.startsWith("\ufeff");
  }

  keepComments(comments: CommentScan): void {
    this.#comments = comments;
    this.#lookahead = 2;
  }

  get keyAllowed(): boolean {
    return this.#keyAllowed;
  }

  peek(): Token {
    while (this.#needsMore()) {
      if (this.#fault === undefined) this.#fetch();
      else this.#fetchBefore(this.#fault);
    }
    return this.tokens[this.#head] as Token;
  }

  skip(): void {
    this.#consumed++;
    this.#head++;
    if (this.#lookahead === 0) {
      if (this.#head === this.tokens.length) this.tokens.length = this.#head = 0;
    } else if (this.#head > CONSUMED_MAX) {
      this.tokens.splice(0, this.#head - 2);
      this.#head = 2;
    }
  }

  #needsMore(): boolean {
    if (this.#head >= this.tokens.length - this.#lookahead) return true;
    return this.#keys.mayBeKey(this.#consumed, this.cursor);
  }

  #nextNumber(): number {
    return this.#consumed + this.tokens.length - this.#head;
  }

  #fetch(): void {
    const { cursor } = this;
    const before = this.#comments === undefined ? undefined : cursor.mark();
    this.#skipToToken(before);
    this.#unrollIndent(cursor.column, before);
    const commentAt = this.#comments?.tokenMark();
    this.#fetchToken();
    if (commentAt !== undefined) this.#comments?.afterToken(commentAt);
  }

  /** The reader's error comes first where the scanner has to look as far as the end of what could be read. */
  #fetchBefore(fault: YamlError): void {
    const { cursor } = this;
    let failure: unknown;
    try {
      this.#fetch();
    } catch (error) {
      failure = error;
    }
    if (cursor.at + TOKEN_LOOKAHEAD >= cursor.text.length) throw fault;
    if (failure !== undefined) throw failure;
  }

  #fetchToken(): void {
    const { cursor } = this;
    const code = cursor.code();
    if (code === 0) return this.#fetchStreamEnd();
    if (cursor.at === cursor.lineStart) {
      if (code === 37) return this.#fetchDirective();
      if (cursor.atDocumentIndicator()) return this.#fetchDocumentIndicator(code);
    }
    const inFlow = this.flowLevel > 0;
    switch (code) {
      case 91: // [
        return this.#openFlow(Kind.flowSequenceStart);
      case 123: // {
        return this.#openFlow(Kind.flowMappingStart);
      case 93: // ]
        return this.#closeFlow(Kind.flowSequenceEnd);
      case 125: // }
        return this.#closeFlow(Kind.flowMappingEnd);
      case 44: // ,
        return this.#fetchFlowEntry();
      case 45: // -
        if (isBlankOrEnd(cursor.code(1))) return this.#fetchBlockEntry();
        break;
      case 63: // ?
        if (inFlow || isBlankOrEnd(cursor.code(1))) return this.#fetchKey();
        break;
      case 58: // :
        if (inFlow || isBlankOrEnd(cursor.code(1))) return this.#fetchValue();
        break;
      case 42: // *
      case 38: // &
        this.#saveKey();
        this.#keyAllowed = false;
        return this.#push(scanAnchor(cursor));
      case 33: // !
        this.#saveKey();
        this.#keyAllowed = false;
        return this.#push(scanTag(cursor));
      case 124: // |
      case 62: // >
        if (!inFlow) return this.#fetchBlockScalar();
        throw cursor.error("found character that cannot start any token");
      case 39: // '
      case 34: // "
        this.#saveKey();
        this.#keyAllowed = false;
        return this.#push(scanQuoted(cursor));
      case 35: // #
      case 37: // %
      case 64: // @
      case 96: // back quote
      case TAB:
        throw cursor.error("found character that cannot start any token");
    }
    this.#fetchPlain();
  }

  /** Blanks, comments and line breaks. A tab may not stand where it could be taken for indentation. */
  #skipToToken(before: Mark | undefined): void {
    const { cursor } = this;
    for (;;) {
      if (this.#secondMark && cursor.at === cursor.lineStart) this.#skipForMark();
      let code = cursor.code();
      while (code === SPACE || (code === TAB && (this.flowLevel > 0 || !this.#keyAllowed))) {
        cursor.at++;
        code = cursor.code();
      }
      this.#comments?.beforeComment();
      if (code === 35) {
        if (this.#comments !== undefined && before !== undefined) this.#comments.takeComments(before);
        else cursor.skipLine();
        code = cursor.code();
      }
      if (!isBreak(code)) return;
      cursor.takeBreak();
      if (this.flowLevel === 0) this.#keyAllowed = true;
    }
  }

  /** libyaml looks for the mark at the beginning of its buffer, not of the line: it drops a character of each line. */
  #skipForMark(): void {
    if (this.cursor.at < FIRST_BUFFER && this.cursor.code() !== 0) this.cursor.at++;
  }

  #push(token: Token): void {
    this.tokens.push(token);
  }

  #indicator(kind: number): void {
    const { cursor } = this;
    this.#push(new Token(kind, cursor.at, cursor.line, cursor.column, 1));
    cursor.advance();
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    const required = this.flowLevel === 0 && this.indent === this.cursor.column;
    this.#keys.save(this.cursor, { tokenNumber: this.#nextNumber(), required });
  }

  /** Opens a block collection where the column is deeper than the current one; `before` is the token it goes in front of. */
  #rollIndent(kind: number, mark: Mark, before?: number): void {
    if (this.flowLevel > 0 || this.indent >= mark.column) return;
    this.#indents.push(this.indent);
    this.indent = mark.column;
    if (this.#indents.length > DEPTH_MAX) {
      throw this.cursor.error(`exceeded max depth of ${DEPTH_MAX}`, this.#keys.top.line);
    }
    const token = new Token(kind, mark.at, mark.line, mark.column, 0);
    if (before === undefined) this.#push(token);
    else this.#insert(token, before);
  }

  #insert(token: Token, number: number): void {
    const at = this.#head + number - this.#consumed;
    // A token that was handed out already cannot have anything put before it.
    if (number < this.#consumed || at === this.tokens.length) this.tokens.push(token);
    else this.tokens.splice(at, 0, token);
  }

  /** Closes the block collections that are deeper than the column. */
  #unrollIndent(column: number, before: Mark | undefined): void {
    if (this.flowLevel > 0) return;
    let mark: Mark = this.cursor;
    if (before !== undefined) mark = { ...before, at: before.at - 1 };
    while (this.indent > column) {
      if (this.#comments !== undefined) mark = this.#comments.blockEnd(mark, this.indent);
      this.#push(new Token(Kind.blockEnd, mark.at, mark.line, mark.column, 0));
      this.indent = this.#indents.pop() ?? -1;
    }
  }

  #leaveBlocks(): void {
    this.#unrollIndent(-1, this.#comments === undefined ? undefined : this.cursor.mark());
    this.#keys.remove(this.cursor);
    this.#keyAllowed = false;
  }

  #fetchStreamEnd(): void {
    const { cursor } = this;
    if (cursor.column !== 0) {
      cursor.line++;
      cursor.lineStart = cursor.at;
    }
    this.#leaveBlocks();
    this.#push(new Token(Kind.streamEnd, cursor.at, cursor.line, 0, 0));
  }

  #fetchDirective(): void {
    this.#leaveBlocks();
    this.#push(scanDirective(this.cursor));
  }

  #fetchDocumentIndicator(code: number): void {
    const { cursor } = this;
    this.#leaveBlocks();
    this.#push(new Token(code === 45 ? Kind.documentStart : Kind.documentEnd, cursor.at, cursor.line, 0, 3));
    cursor.advance(3);
  }

  #openFlow(kind: number): void {
    this.#saveKey();
    this.#keys.open(this.#nextNumber());
    if (++this.flowLevel > DEPTH_MAX) throw this.cursor.error(`exceeded max depth of ${DEPTH_MAX}`);
    this.#keyAllowed = true;
    this.#indicator(kind);
  }

  #closeFlow(kind: number): void {
    this.#keys.remove(this.cursor);
    if (this.flowLevel > 0) {
      this.flowLevel--;
      this.#keys.close();
    }
    this.#keyAllowed = false;
    this.#indicator(kind);
  }

  #fetchFlowEntry(): void {
    this.#keys.remove(this.cursor);
    this.#keyAllowed = true;
    this.#indicator(Kind.flowEntry);
  }

  #fetchBlockEntry(): void {
    if (this.flowLevel === 0) {
      if (!this.#keyAllowed) throw this.cursor.error("block sequence entries are not allowed in this context");
      this.#rollIndent(Kind.blockSequenceStart, this.cursor);
    }
    this.#keys.remove(this.cursor);
    this.#keyAllowed = true;
    this.#indicator(Kind.blockEntry);
  }

  #fetchKey(): void {
    if (this.flowLevel === 0) {
      if (!this.#keyAllowed) throw this.cursor.error("mapping keys are not allowed in this context");
      this.#rollIndent(Kind.blockMappingStart, this.cursor);
    }
    this.#keys.remove(this.cursor);
    this.#keyAllowed = this.flowLevel === 0;
    this.#indicator(Kind.key);
  }

  #fetchValue(): void {
    const key = this.#keys.top;
    if (this.#keys.isOpen(key, this.cursor)) {
      this.#insert(new Token(Kind.key, key.at, key.line, key.column, 0), key.tokenNumber);
      this.#rollIndent(Kind.blockMappingStart, key, key.tokenNumber);
      this.#keys.take(key);
      this.#keyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.#keyAllowed) throw this.cursor.error("mapping values are not allowed in this context");
        this.#rollIndent(Kind.blockMappingStart, this.cursor);
      }
      this.#keyAllowed = this.flowLevel === 0;
    }
    this.#indicator(Kind.value);
  }

  #fetchBlockScalar(): void {
    const { cursor } = this;
    this.#keys.remove(cursor);
    this.#keyAllowed = true;
    const comments = this.#comments;
    const mark = cursor.mark();
    const onComment = comments === undefined ? undefined : () => comments.takeLineComment(mark);
    this.#push(scanBlock(cursor, { parentIndent: this.indent, onComment }));
  }

  #fetchPlain(): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const { token, brokeLine } = scanPlain(this.cursor, { inFlow: this.flowLevel > 0, indent: this.indent + 1 });
    if (brokeLine) this.#keyAllowed = true;
    this.#push(token);
  }
}
