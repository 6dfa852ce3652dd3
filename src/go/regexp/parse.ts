/**
 * RE2 syntax as Go 1.26's regexp/syntax reads it with Perl flags. Errors have its texts and are found in its order:
 * one pass, left to right. The tree is left as written, since its simplifications change no match.
 */
import { oneChar, readBrackets, readPerlClass, readUnicodeClass } from "./char-class.ts";
import { readEscape } from "./escape.ts";
import { NO_FLAGS, readFlags, type Flags } from "./flags.ts";
import { checkRepeats, checkShape } from "./limits.ts";
import { syntaxError, type Assertion, type CharItem, type Node, type Syntax } from "./node.ts";
import { readRepetition } from "./repetition.ts";
import { checkUtf8, Source } from "./source.ts";

/** A group that is still open. */
interface Frame {
  readonly alternatives: Node[];
  current: Node[];
  /** The flags to return to behind the group. */
  readonly outerFlags: Flags;
  /** Its number; 0 where it does not capture. */
  readonly index: number;
}

/** Throws `error parsing regexp: ...`. */
export function parse(pattern: string): Syntax {
  return new Parser(pattern).parse();
}

class Parser {
  readonly #source: Source;
  readonly #names: string[] = [""];
  readonly #frames: Frame[] = [];
  #frame: Frame;
  #flags: Flags = NO_FLAGS;
  /** Where the repetition began that was read last, if nothing followed it. */
  #lastRepeat: number | undefined;

  constructor(pattern: string) {
    this.#source = new Source(pattern);
    this.#frame = this.#newFrame(0);
  }

  parse(): Syntax {
    const { text } = this.#source;
    while (!this.#source.isAtEnd) {
      const start = this.#source.at;
      const isRepeat = this.#step();
      this.#lastRepeat = isRepeat ? start : undefined;
    }
    if (this.#frames.length > 0) throw syntaxError("missing closing )", text);
    const node = closed(this.#frame);
    checkShape(node, text);
    return { node, names: this.#names };
  }

  #newFrame(index: number): Frame {
    return { alternatives: [], current: [], outerFlags: this.#flags, index };
  }

  /** Reads one element. True when it was a repetition. */
  #step(): boolean {
    if (this.#repeat()) return true;
    switch (this.#source.peek()) {
      case "(":
        this.#open();
        break;
      case ")":
        this.#close();
        break;
      case "|":
        this.#source.at++;
        this.#frame.alternatives.push(concat(this.#frame.current));
        this.#frame.current = [];
        break;
      case "^":
        this.#assertion(this.#flags.multiLine ? "beginLine" : "beginText", 1);
        break;
      case "$":
        this.#assertion(this.#flags.multiLine ? "endLine" : "endText", 1);
        break;
      case ".":
        this.#source.at++;
        this.#chars(this.#flags.dotNewline ? [] : [NEWLINE], true);
        break;
      case "[": {
        const { items, negated } = readBrackets(this.#source);
        this.#chars(items, negated);
        break;
      }
      case "\\":
        this.#backslash();
        break;
      default:
        this.#literal(this.#source.next());
    }
    return false;
  }

  #push(node: Node): void {
    this.#frame.current.push(node);
  }

  #chars(items: readonly CharItem[], negated = false): void {
    this.#push({ kind: "chars", set: { items, negated, fold: this.#flags.fold } });
  }

  #literal(char: string): void {
    this.#chars([oneChar(char.codePointAt(0) ?? 0)]);
  }

  #assertion(assertion: Assertion, length: number): void {
    this.#source.at += length;
    this.#push({ kind: "assert", assertion });
  }

  #backslash(): void {
    const source = this.#source;
    switch (source.peek(1)) {
      case "A":
        return this.#assertion("beginText", 2);
      case "z":
        return this.#assertion("endText", 2);
      case "b":
        return this.#assertion("wordBoundary", 2);
      case "B":
        return this.#assertion("noWordBoundary", 2);
      case "C":
        throw syntaxError("invalid escape sequence", String.raw`\C`);
      case "Q":
        return this.#quoted();
      default: {
        const item = readUnicodeClass(source) ?? readPerlClass(source) ?? oneChar(readEscape(source));
        this.#chars([item]);
      }
    }
  }

  /** `\Q...\E`, or to the end. */
  #quoted(): void {
    const source = this.#source;
    const [text = ""] = source.rest.slice(2).split(String.raw`\E`, 1);
    checkUtf8(text);
    for (const char of text) this.#literal(char);
    source.at += 2 + text.length;
    source.take(String.raw`\E`);
  }

  // --- groups

  #open(): void {
    if (this.#source.startsWith("(?")) return this.#perlGroup();
    this.#source.at++;
    this.#names.push("");
    this.#enter(this.#names.length - 1);
  }

  #enter(index: number): void {
    this.#frames.push(this.#frame);
    this.#frame = this.#newFrame(index);
  }

  #close(): void {
    const outer = this.#frames.pop();
    if (outer === undefined) throw syntaxError("unexpected )", this.#source.text);
    this.#source.at++;
    const { index, outerFlags } = this.#frame;
    const node = closed(this.#frame);
    this.#frame = outer;
    this.#flags = outerFlags;
    this.#push(index === 0 ? node : { kind: "capture", index, node });
  }

  #perlGroup(): void {
    const { rest } = this.#source;
    // Go asks for one more character behind the name's opening before it takes it for one.
    if ((rest.startsWith("(?P<") && rest.length > 4) || (rest.startsWith("(?<") && rest.length > 3)) {
      this.#namedGroup(rest);
    } else {
      this.#flagGroup();
    }
  }

  #namedGroup(rest: string): void {
    const end = rest.indexOf(">");
    if (end < 0) {
      checkUtf8(rest);
      throw syntaxError("invalid named capture", rest);
    }
    const name = rest.slice(rest.indexOf("<") + 1, end);
    checkUtf8(name);
    if (!/^[0-9A-Za-z_]+$/.test(name)) throw syntaxError("invalid named capture", rest.slice(0, end + 1));
    this.#source.at += end + 1;
    this.#names.push(name);
    this.#enter(this.#names.length - 1);
  }

  #flagGroup(): void {
    const { flags, opensGroup } = readFlags(this.#source, this.#flags);
    if (opensGroup) this.#enter(0);
    this.#flags = flags;
  }

  /** Puts a repetition around what was read last. False where none stands. */
  #repeat(): boolean {
    const start = this.#source.at;
    const repetition = readRepetition(this.#source);
    if (repetition === undefined) return false;
    const isLazy = this.#source.take("?");
    if (this.#lastRepeat !== undefined) {
      throw syntaxError("invalid nested repetition operator", this.#source.since(this.#lastRepeat));
    }
    const node = this.#frame.current.pop();
    const text = this.#source.since(start);
    if (node === undefined) throw syntaxError("missing argument to repetition operator", text);
    const { min, max, isCounted } = repetition;
    const repeat = { kind: "repeat", node, min, max, greedy: isLazy === this.#flags.nonGreedy } as const;
    if (isCounted) checkRepeats(repeat, text);
    this.#push(repeat);
    return true;
  }
}

const NEWLINE = oneChar(10);

function closed(frame: Frame): Node {
  const last = concat(frame.current);
  return frame.alternatives.length === 0 ? last : { kind: "alternate", nodes: [...frame.alternatives, last] };
}

function concat(nodes: readonly Node[]): Node {
  const [only] = nodes;
  if (only === undefined) return { kind: "empty" };
  return nodes.length === 1 ? only : { kind: "concat", nodes };
}
