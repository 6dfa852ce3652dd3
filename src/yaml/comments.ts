/**
 * Finds the node that a comment belongs to, as go.yaml.in/yaml v3.0.3 does (scannerc.go, parserc.go): a comment on the line
 * of a token is its line comment, one above it its head, one below it, up to the first empty line, its foot.
 */
import { isBlank, isBreak } from "./characters.ts";
import { type Comment, CommentBlock, LOOKAHEAD_MAX, NOWHERE, takeText } from "./comment-block.ts";
import type { CommentScan, ScannerState } from "./comment-scan.ts";
import { Kind, type Mark, type Token } from "./token.ts";

export class Comments implements CommentScan {
  readonly #scanner: ScannerState;
  readonly #queue: Comment[] = [];
  /** How many comments of the queue were handed out. */
  #taken = 0;
  /** Comments collected for the next node. */
  #head = "";
  #line = "";
  #foot = "";
  /** What stood above a `-` whose collection begins on the same line. */
  #stem = "";
  /** Comments of the node or end that the parser reports. */
  head = "";
  line = "";
  foot = "";

  constructor(scanner: ScannerState) {
    this.#scanner = scanner;
  }

  /** The token that a comment behind the next token belongs to. */
  tokenMark(): Mark {
    const { cursor, tokens, flowLevel } = this.#scanner;
    const code = cursor.code();
    const last = tokens.at(-1);
    const closes = flowLevel === 0 ? code === 58 : code === 44;
    return last !== undefined && closes ? last : cursor.mark();
  }

  /** Takes the comment on the line of the token just read. */
  afterToken(tokenMark: Mark): void {
    if (!NO_LINE_COMMENT.has(this.#scanner.tokens.at(-1)?.kind ?? Kind.streamEnd)) this.takeLineComment(tokenMark);
  }

  takeLineComment(tokenMark: Mark): void {
    const { cursor } = this.#scanner;
    if (cursor.newlines > 0) return;
    let blanks = 0;
    while (blanks < LOOKAHEAD_MAX && isBlank(cursor.code(blanks))) blanks++;
    if (blanks === LOOKAHEAD_MAX || cursor.code(blanks) !== 35) return;
    cursor.at += blanks;
    const startMark = cursor.mark();
    const line = takeText(cursor);
    this.#queue.push({ scanMark: NOWHERE, tokenMark, startMark, endMark: NOWHERE, head: "", line, foot: "" });
  }

  /** A comment right behind the first `-` of a sequence is a head of what follows: `- # comment`, then the item. */
  beforeComment(): void {
    const { cursor, tokens } = this.#scanner;
    const comment = this.#queue.at(-1);
    if (comment === undefined || comment.line === "" || isBreak(cursor.code())) return;
    if (tokens.at(-1)?.kind !== Kind.blockEntry || tokens.at(-2)?.kind !== Kind.blockSequenceStart) return;
    comment.head = comment.line;
    comment.line = "";
    if (comment.startMark.line === cursor.line - 1) comment.tokenMark = cursor.mark();
  }

  /** Takes the comment lines at the cursor, and those that follow; `before` is where the blanks before them began. */
  takeComments(before: Mark): void {
    new CommentBlock(this.#scanner, before, (comment) => this.#queue.push(comment)).take();
  }

  /** Where a block ends: before the comments at its own indentation that follow it. */
  blockEnd(end: Mark, indent: number): Mark {
    let mark = end;
    let stop = end.at;
    for (let i = this.#queue.length - 1; i >= 0; i--) {
      const comment = this.#queue[i];
      if (comment === undefined || comment.endMark.at < stop) break;
      if (comment.startMark.column === indent + 1) mark = comment.startMark;
      stop = comment.scanMark.at;
    }
    return mark;
  }

  /** Collects the comments that stand before the token. */
  unfold(token: Token): void {
    for (;;) {
      const comment = this.#queue[this.#taken];
      if (comment === undefined || token.at < comment.tokenMark.at) return;
      if (comment.head !== "") {
        if (token.kind === Kind.blockEnd) return;
        this.#head = join(this.#head, comment.head);
      }
      this.#foot = join(this.#foot, comment.foot);
      this.#line = join(this.#line, comment.line);
      this.#queue[this.#taken++] = { ...comment, ...TAKEN };
    }
  }

  get headLength(): number {
    return this.#head.length;
  }

  /** What stood above a `-` goes to the collection that begins behind it. */
  splitStem(length: number): void {
    if (length === 0) return;
    this.#stem = this.#head.slice(0, length);
    this.#head = this.#head.slice(length + 1);
  }

  /** The comments collected so far are the node's. */
  take(): void {
    this.head = this.#head;
    this.line = this.#line;
    this.foot = this.#foot;
    this.#head = this.#line = this.#foot = this.#stem = "";
  }

  /** A block collection has only the comment above its `-`: the others are its first entry's. */
  takeStem(): void {
    this.none();
    this.head = this.#stem;
    this.#stem = "";
  }

  none(): void {
    this.head = this.line = this.foot = "";
  }

  /** Comments before the first empty line are the document's, not the first node's. */
  documentStart(implicit: boolean): void {
    this.none();
    if (!implicit) return;
    const head = this.#head;
    for (let i = head.length - 1; i > 0; i--) {
      if (head.charCodeAt(i) !== 10) continue;
      const last = i === head.length - 1;
      if (!last && head.charCodeAt(i - 1) !== 10) continue;
      this.head = head.slice(0, last ? i : i - 1);
      this.#head = head.slice(i + 1);
      return;
    }
  }

  documentEnd(): void {
    this.take();
    if (this.head !== "" && this.foot === "") {
      this.foot = this.head;
      this.head = "";
    }
  }
}

const NO_LINE_COMMENT: ReadonlySet<number> = new Set([
  Kind.streamEnd,
  Kind.versionDirective,
  Kind.tagDirective,
  Kind.documentStart,
  Kind.documentEnd,
  Kind.blockEntry,
]);

const TAKEN = {
  head: "",
  line: "",
  foot: "",
  scanMark: NOWHERE,
  tokenMark: NOWHERE,
  startMark: NOWHERE,
  endMark: NOWHERE,
};

function join(text: string, more: string): string {
  if (more === "") return text;
  return text === "" ? more : `${text}\n${more}`;
}
