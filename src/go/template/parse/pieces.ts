/**
 * Cuts the text of a template into what stands outside of actions and the actions, as the lexer would find them. One pattern over the
 * whole text does it: looking for each delimiter, and for what ends a phrase, costs more than parsing the phrases.
 */
import { CHARACTER, QUOTED, RAW_QUOTED } from "./lexer.ts";
import { isSpace } from "./space.ts";

const LITERAL = [QUOTED, RAW_QUOTED, CHARACTER].map(({ source }) => source).join("|");
const UNQUOTED = "[^\"'`{}]*";
const TRIM_BEFORE = String.raw`(?:-[ \t\r\n])?`;
const COMMENT = String.raw`\{\{${TRIM_BEFORE}\/\*[^*]*\*+(?:[^*\/][^*]*\*+)*\/(?:[ \t\r\n]-)?\}\}`;
/** An action that holds nothing odd outside of quotes. */
const PLAIN = String.raw`\{\{(?!${TRIM_BEFORE}\/\*)${UNQUOTED}(?:(?:${LITERAL})${UNQUOTED})*\}\}`;
/** What else opens is left to the lexer. */
const ODD = "{{";

const ACTION = new RegExp(`(${COMMENT}|${PLAIN}|\\{\\{)`);
const ACTION_HERE = new RegExp(ACTION.source, "y");

export class Pieces {
  /** The text before an action, and the action itself; empty at the end. */
  text = "";
  action = "";
  /** Where the text begins, and the action. */
  start = 0;
  open = 0;
  /** The action before trims the text. */
  trimsNext = false;

  readonly #parts: readonly string[];
  #next = 0;
  #at = 0;
  /** Behind an odd action the cuts no longer hold: what follows is cut one by one. */
  #isCut = true;

  constructor(readonly source: string) {
    this.#parts = source.split(ACTION);
  }

  next(): void {
    this.start = this.#at;
    this.text = this.#parts[this.#next] ?? "";
    this.action = this.#parts[this.#next + 1] ?? "";
    this.#next += 2;
    // The engine of patterns gives up on actions of a million words.
    if (this.action === "" && this.text.includes(ODD)) this.#isCut = false;
    if (!this.#isCut) this.#cut();
    this.open = this.start + this.text.length;
    this.#at = this.open + this.action.length;
  }

  /** Only the lexer can tell where the action ends. */
  get isOdd(): boolean {
    return this.action === ODD;
  }

  /** Goes on where the lexer has come to. */
  resume(at: number): void {
    this.#at = at;
    this.#isCut = false;
    this.trimsNext = false;
  }

  #cut(): void {
    const { source, start } = this;
    const open = source.indexOf(ODD, start);
    this.text = open < 0 ? source.slice(start) : source.slice(start, open);
    ACTION_HERE.lastIndex = open;
    this.action = open < 0 ? "" : (ACTION_HERE.exec(source)?.[0] ?? ODD);
  }

  /** Leaves out of the text what the actions around it trim. */
  trim(trimsEnd: boolean): void {
    const { source, start, open } = this;
    let from = start;
    let to = open;
    if (this.trimsNext) while (from < open && isSpace(source.charCodeAt(from))) from++;
    if (trimsEnd) while (to > from && isSpace(source.charCodeAt(to - 1))) to--;
    if (to - from === this.text.length) return;
    this.start = from;
    this.text = source.slice(from, to);
  }
}
