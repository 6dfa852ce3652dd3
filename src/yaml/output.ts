/**
 * Writes scalars and indicators as libyaml's emitter does (go.yaml.in/yaml v2.4.4 and v3.0.3, emitterc.go): where lines are
 * broken, when a blank is needed, how text is quoted. What the document looks like as a whole is up to its users.
 */
import { analyzeScalar, type ScalarForms } from "./analyze-scalar.ts";
import { isBlankOrEnd, isBreak, LF, SPACE } from "./characters.ts";
import type { Dialect } from "./errors.ts";
import { escapeRune, NEEDS_ESCAPE } from "./escape.ts";
import { DoubleQuoted, Folded, Literal, Plain, type ScalarStyle, SingleQuoted } from "./token.ts";

export interface OutputOptions {
  readonly dialect: Dialect;
  readonly indent: number;
  /** Lines are broken at the first single space beyond this column. */
  readonly width: number;
}

export interface ScalarContext {
  readonly inFlow: boolean;
  /** A key on one line with its value: never broken. */
  readonly simpleKey: boolean;
}

export class Output {
  text = "";
  column = 0;
  /** The current indentation, -1 before the root. */
  indent = -1;
  /** The last character was a blank. */
  whitespace = true;
  /** Nothing but indentation and `-`, `?`, `:` stands on the line. */
  indention = true;
  /** Where a foot comment has just ended at this indentation an empty line follows; -1 where not. */
  footIndent = -1;

  constructor(readonly options: OutputOptions) {}

  put(text: string): void {
    this.text += text;
    this.column += text.length;
  }

  breakLine(): void {
    this.text += "\n";
    this.column = 0;
    if (this.options.dialect === "v3") this.indention = true;
  }

  /** Goes to the current indentation, on a new line where there is something on this one. */
  writeIndent(): void {
    const indent = Math.max(this.indent, 0);
    if (!this.indention || this.column > indent || (this.column === indent && !this.whitespace)) this.breakLine();
    if (this.footIndent === indent) this.breakLine();
    if (this.column < indent) this.put(padding(indent - this.column));
    this.whitespace = true;
    if (this.options.dialect === "v2") this.indention = true;
    this.footIndent = -1;
  }

  /** Indentation and a text that ends in no blank, in one step. */
  line(text: string): void {
    const indent = Math.max(this.indent, 0);
    if (!this.indention || this.column > indent || (this.column === indent && !this.whitespace)) {
      this.text += `\n${padding(indent)}${text}`;
    } else this.text += padding(indent - this.column) + text;
    this.column = indent + text.length;
    this.whitespace = false;
    this.indention = false;
  }

  /** An indicator that a blank must stand before. `indents` says that it counts as indentation. */
  indicator(text: string, indents = false): void {
    const { indention } = this;
    if (!this.whitespace) this.put(" ");
    this.suffix(text);
    this.indention = indention && indents;
  }

  /** An indicator that stands right behind what is written. */
  suffix(text: string): void {
    this.put(text);
    this.whitespace = false;
    this.indention = false;
  }

  /** An opening bracket: no blank has to follow. */
  open(bracket: string): void {
    this.indicator(bracket);
    this.whitespace = true;
  }

  /** Chooses the style nearest to the wanted one in which the text can be read back. */
  styleFor(wanted: ScalarStyle, options: ScalarContext & { text: string; forms: ScalarForms }): ScalarStyle {
    const { forms, inFlow, simpleKey, text } = options;
    let style = simpleKey && forms.multiline ? DoubleQuoted : wanted;
    if (style === Plain) {
      const allowed = inFlow ? forms.flowPlain : forms.blockPlain;
      if (!allowed || (text === "" && (inFlow || simpleKey))) style = SingleQuoted;
    }
    if (style === SingleQuoted && !forms.singleQuoted) style = DoubleQuoted;
    if ((style === Literal || style === Folded) && (!forms.block || inFlow || simpleKey)) style = DoubleQuoted;
    return style;
  }

  analyze(text: string): ScalarForms {
    return analyzeScalar(text, this.options.dialect);
  }

  plain(text: string, breaks: boolean): void {
    if (text === "" && this.options.dialect === "v3") {
      this.indention = false;
      return;
    }
    if (!this.whitespace) this.put(" ");
    if (!this.#fits(text, breaks)) this.#pieces(text, { breaks, from: 0, to: text.length });
    this.whitespace = false;
    this.indention = false;
  }

  /** Writes the text at once where no line has to be broken. */
  #fits(text: string, breaks: boolean): boolean {
    if (BREAKS.test(text)) return false;
    if (breaks && this.column + text.length > this.options.width && text.includes(" ")) return false;
    this.put(text);
    if (HIGH_SURROGATE.test(text)) this.column -= text.length - Array.from(text).length;
    return true;
  }

  singleQuoted(text: string, breaks: boolean): void {
    this.indicator("'");
    const escaped = text.includes("'") ? text.replaceAll("'", "''") : text;
    if (!this.#fits(escaped, breaks)) this.#pieces(escaped, { breaks, from: 1, to: escaped.length - 1 });
    this.suffix("'");
  }

  /** Plain or single quoted text that must be broken: at spaces, and twice for every line break it holds. */
  #pieces(text: string, { breaks, from, to }: { breaks: boolean; from: number; to: number }): void {
    let afterSpace = false;
    let afterBreak = false;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === SPACE) {
        const full = breaks && !afterSpace && this.column > this.options.width && i >= from && i < to;
        if (full && text.charCodeAt(i + 1) !== SPACE) this.writeIndent();
        else this.put(" ");
        afterSpace = true;
      } else if (isBreak(code)) {
        if (!afterBreak && code === LF) this.breakLine();
        this.#lineBreak(code);
        afterBreak = true;
      } else {
        if (afterBreak) this.writeIndent();
        i += this.#rune(text, i);
        this.indention = afterSpace = afterBreak = false;
      }
    }
  }

  /** Writes the character at `at`; gives how many more units than one it took. */
  #rune(text: string, at: number): number {
    const code = text.charCodeAt(at);
    const pair = code >= 0xd800 && code <= 0xdbff;
    this.text += pair ? text.slice(at, at + 2) : text.charAt(at);
    this.column++;
    return pair ? 1 : 0;
  }

  #lineBreak(code: number): void {
    if (code === LF) this.breakLine();
    else {
      this.text += String.fromCharCode(code);
      this.column = 0;
    }
    this.indention = true;
  }

  doubleQuoted(text: string, breaks: boolean): void {
    this.indicator('"');
    if (NEEDS_ESCAPE.test(text) || !this.#fits(text, breaks)) this.#escaped(text, breaks);
    this.suffix('"');
  }

  #escaped(text: string, breaks: boolean): void {
    let afterSpace = false;
    const last = text.length - 1;
    // libyaml looks for the byte order mark at the beginning of the text, not at the character: it escapes all of it.
    const all = text.startsWith("\ufeff");
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === SPACE && !all) {
        if (breaks && !afterSpace && this.column > this.options.width && i > 0 && i < last) {
          this.writeIndent();
          if (text.charCodeAt(i + 1) === SPACE) this.put("\\");
        } else this.put(" ");
        afterSpace = true;
        continue;
      }
      afterSpace = false;
      if (all || NEEDS_ESCAPE.test(text.charAt(i))) {
        const rune = text.codePointAt(i) ?? 0;
        this.put(escapeRune(rune));
        if (rune > 0xffff) i++;
      } else this.put(text.charAt(i));
    }
  }

  literal(text: string, onHeader?: () => boolean): void {
    this.indicator("|");
    this.#blockHints(text);
    if (onHeader?.() !== true) this.breakLine();
    this.indention = true;
    this.whitespace = true;
    let afterBreak = true;
    for (let i = 0; i < text.length;) {
      const code = text.charCodeAt(i);
      if (isBreak(code)) {
        this.#lineBreak(code);
        afterBreak = true;
        i++;
        continue;
      }
      if (afterBreak) this.writeIndent();
      const end = lineEnd(text, i);
      this.put(text.slice(i, end));
      this.indention = afterBreak = false;
      i = end;
    }
  }

  folded(text: string, onHeader?: () => boolean): void {
    this.indicator(">");
    this.#blockHints(text);
    if (onHeader?.() !== true) this.breakLine();
    this.indention = true;
    this.whitespace = true;
    let afterBreak = true;
    let leadingBlank = true;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (isBreak(code)) {
        if (!afterBreak && !leadingBlank && code === LF && !startsBlank(text)) this.breakLine();
        this.#lineBreak(code);
        afterBreak = true;
        continue;
      }
      if (afterBreak) {
        this.writeIndent();
        leadingBlank = code === SPACE || code === 9;
      }
      const full = code === SPACE && !afterBreak && this.column > this.options.width;
      if (full && text.charCodeAt(i + 1) !== SPACE) this.writeIndent();
      else i += this.#rune(text, i);
      this.indention = afterBreak = false;
    }
  }

  /** `2` where the text begins with a blank, `-` or `+` where it ends in no line break or in several. */
  #blockHints(text: string): void {
    const first = text.charCodeAt(0);
    if (first === SPACE || isBreak(first)) this.suffix(String(this.options.indent));
    const last = text.charCodeAt(text.length - 1);
    if (text === "" || !isBreak(last)) this.suffix("-");
    else if (text.length === 1 || isBreak(text.charCodeAt(text.length - 2))) this.suffix("+");
  }

  write(text: string, style: ScalarStyle, options: { breaks: boolean; onHeader?: (() => boolean) | undefined }): void {
    switch (style) {
      case Plain:
        return this.plain(text, options.breaks);
      case SingleQuoted:
        return this.singleQuoted(text, options.breaks);
      case DoubleQuoted:
        return this.doubleQuoted(text, options.breaks);
      case Literal:
        return this.literal(text, options.onHeader);
      case Folded:
        return this.folded(text, options.onHeader);
    }
  }
}

const paddings: string[] = [];

function padding(length: number): string {
  return (paddings[length] ??= " ".repeat(length));
}

const BREAKS = /[\r\n\x85\u2028\u2029]/;
const HIGH_SURROGATE = /[\ud800-\udbff]/;
function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** libyaml looks here at the beginning of the whole text, not of the line: its folding differs where that is blank. */
function startsBlank(text: string): boolean {
  let at = 0;
  while (isBreak(text.charCodeAt(at))) at++;
  return at >= text.length || isBlankOrEnd(text.charCodeAt(at));
}
