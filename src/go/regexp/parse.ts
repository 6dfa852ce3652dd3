/**
 * RE2 syntax as Go 1.26's regexp/syntax reads it with Perl flags. Errors have its texts and are found in its order:
 * one pass, left to right. The tree is left as written, since its simplifications change no match.
 */
import { oneChar, readBrackets, readPerlClass, readUnicodeClass } from "./char-class.ts";
import { readEscape } from "./escape.ts";
import { checkRepeats, checkShape } from "./limits.ts";
import { syntaxError, type Assertion, type CharItem, type Node, type Syntax } from "./node.ts";
import { checkUtf8, Source } from "./source.ts";

interface Flags {
  readonly fold: boolean;
  readonly multiLine: boolean;
  readonly dotNewline: boolean;
  readonly nonGreedy: boolean;
}

/** A group that is still open. */
interface Frame {
  readonly alternatives: Node[];
  current: Node[];
  /** The flags to return to behind the group. */
  readonly outerFlags: Flags;
  /** Its number; 0 where it does not capture. */
  readonly index: number;
}

const REPEATS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  "*": [0, Infinity],
  "+": [1, Infinity],
  "?": [0, 1],
};

/** Throws `error parsing regexp: ...`. */
export function parse(pattern: string): Syntax {
  return new Parser(pattern).parse();
}

class Parser {
  readonly #source: Source;
  readonly #names: string[] = [""];
  readonly #frames: Frame[] = [];
  #frame: Frame;
  #flags: Flags = { fold: false, multiLine: false, dotNewline: false, nonGreedy: false };
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
    const char = this.#source.peek();
    switch (char) {
      case "(":
        this.#open();
        return false;
      case ")":
        this.#close();
        return false;
      case "*":
      case "+":
      case "?":
        this.#repeatOperator(char);
        return true;
      case "{":
        return this.#braces();
      default:
        this.#simple(char);
        return false;
    }
  }

  #simple(char: string): void {
    switch (char) {
      case "|":
        this.#source.at++;
        this.#frame.alternatives.push(concat(this.#frame.current));
        this.#frame.current = [];
        return;
      case "^":
        return this.#assertion(this.#flags.multiLine ? "beginLine" : "beginText", 1);
      case "$":
        return this.#assertion(this.#flags.multiLine ? "endLine" : "endText", 1);
      case ".":
        this.#source.at++;
        return this.#chars(this.#flags.dotNewline ? [] : [oneChar(10)], true);
      case "[": {
        const { items, negated } = readBrackets(this.#source);
        return this.#chars(items, negated);
      }
      case "\\":
        return this.#backslash();
      default:
        return this.#literal(this.#source.next());
    }
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

  /** `(?i)`, `(?s-m:`: flags for the rest of this group, or for a new one. */
  #flagGroup(): void {
    const source = this.#source;
    const start = source.at;
    source.at += 2;
    let flags = this.#flags;
    let isOn = true;
    let sawFlag = false;
    while (!source.isAtEnd) {
      const char = source.next();
      const name = FLAGS[char];
      if (name !== undefined) {
        flags = { ...flags, [name]: isOn };
        sawFlag = true;
      } else if (char === "-" && isOn) {
        isOn = false;
        sawFlag = false;
      } else if ((char === ":" || char === ")") && (isOn || sawFlag)) {
        if (char === ":") this.#enter(0);
        this.#flags = flags;
        return;
      } else {
        break;
      }
    }
    throw syntaxError("invalid or unsupported Perl syntax", source.since(start));
  }

  // --- repetition

  #repeatOperator(char: string): void {
    const start = this.#source.at++;
    const [min, max] = REPEATS[char] ?? [0, 0];
    this.#repeat(start, { min, max });
  }

  /** `{2,3}`; a brace that begins no repetition is a literal. */
  #braces(): boolean {
    const start = this.#source.at;
    const match = BRACES.exec(this.#source.rest);
    if (match === null) {
      this.#literal(this.#source.next());
      return false;
    }
    const [text = "", low = "", comma, high = ""] = match;
    this.#source.at += text.length;
    const min = Number(low);
    const max = comma === undefined ? min : high === "" ? Infinity : Number(high);
    const isTooMuch = min > REPEAT_MAX || (max > REPEAT_MAX && max !== Infinity) || min > max;
    if (isTooMuch) throw syntaxError("invalid repeat count", this.#source.since(start));
    this.#repeat(start, { min, max });
    return true;
  }

  #repeat(start: number, { min, max }: { min: number; max: number }): void {
    const isLazy = this.#source.take("?");
    if (this.#lastRepeat !== undefined) {
      throw syntaxError("invalid nested repetition operator", this.#source.since(this.#lastRepeat));
    }
    const node = this.#frame.current.pop();
    const text = this.#source.since(start);
    if (node === undefined) throw syntaxError("missing argument to repetition operator", text);
    const repeat = { kind: "repeat", node, min, max, greedy: isLazy === this.#flags.nonGreedy } as const;
    if (BRACES.test(text)) checkRepeats(repeat, text);
    this.#push(repeat);
  }
}

const REPEAT_MAX = 1000;
const BRACES = /^\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/;
const FLAGS: Readonly<Record<string, keyof Flags>> = {
  i: "fold",
  m: "multiLine",
  s: "dotNewline",
  U: "nonGreedy",
};

function closed(frame: Frame): Node {
  const last = concat(frame.current);
  return frame.alternatives.length === 0 ? last : { kind: "alternate", nodes: [...frame.alternatives, last] };
}

function concat(nodes: readonly Node[]): Node {
  const [only] = nodes;
  if (only === undefined) return { kind: "empty" };
  return nodes.length === 1 ? only : { kind: "concat", nodes };
}
