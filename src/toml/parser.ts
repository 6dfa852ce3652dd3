/** Reads a TOML text into tables: BurntSushi/toml v1.6.0, values, order of checks and messages. */
import { type GoMap, type List, type Value } from "../go/index.ts";
import { quote, quoteRune } from "../go/strconv/index.ts";
import { type GoTime, timeValue } from "../go/time/index.ts";
import { datetimeValue, type LocalZone, normalizeDatetime } from "./datetime.ts";
import { Document, KeyProblem } from "./document.ts";
import { formatKey, isBareKeyCharacter, isDigit, type Key } from "./key.ts";
import { floatValue, integerValue, NumberProblem } from "./number.ts";
import { END, isBlank, isNewline, Reader } from "./reader.ts";
import { isLetter, scanBool, scanInfOrNan, scanNumberOrDate, scanSigned } from "./scan-scalar.ts";
import { scanMultiline, scanString } from "./scan-string.ts";
import { EscapeProblem, unescape, withoutEscapedNewlines, withoutFirstNewline } from "./string-value.ts";
import type { Token } from "./token.ts";

const code = (character: string): number => character.charCodeAt(0);
const QUOTE = code('"');
const APOSTROPHE = code("'");
const HASH = code("#");
const DOT = code(".");
const COMMA = code(",");
const EQUALS = code("=");
const OPEN = code("[");
const CLOSE = code("]");

/** Arrays and inline tables inside each other; Go would go on until its stack is full. */
const DEPTH_MAX = 1000;

export class Parser {
  readonly #document = new Document();
  readonly #reader: Reader;
  readonly #local: LocalZone;
  /** Where the key being read begins: messages about keys are told of this line. */
  #keyLine = 1;
  #depth = 0;

  constructor(text: string, local: LocalZone) {
    this.#reader = new Reader(text, () => this.#document.lastKey());
    this.#local = local;
  }

  /** Reads the whole text. Throws TomlError. */
  parse(): GoMap {
    for (;;) {
      const mark = this.#reader.mark();
      const character = this.#reader.next();
      if (character === END) return this.#document.root;
      if (isBlank(character) || isNewline(character)) continue;
      if (character === HASH) {
        this.#skipComment();
        continue;
      }
      if (character === OPEN) this.#table();
      else this.#topLevelKey(mark);
      this.#endLine();
    }
  }

  #topLevelKey(mark: ReturnType<Reader["mark"]>): void {
    this.#reader.reset(mark);
    const outer = this.#document.context;
    this.#keyValue();
    this.#document.context = outer;
    this.#document.currentKey = "";
  }

  /** After a table header or a value only a comment may stand on the line. */
  #endLine(): void {
    this.#reader.skipBlanks();
    const character = this.#reader.next();
    if (isNewline(character) || character === END) return;
    if (character === HASH) {
      this.#skipComment();
      return;
    }
    throw this.#reader.failure(
      `expected a top-level item to end with a newline, comment, or EOF, but got ${quoteRune(character)} instead`,
    );
  }

  #skipComment(): void {
    this.#reader.skip((character) => character !== END && !isNewline(character));
  }

  // --- tables and keys

  #table(): void {
    const isArray = this.#reader.peek() === OPEN;
    if (isArray) this.#reader.next();
    const key = this.#tableName();
    if (isArray) this.#closeArrayHeader();
    this.#checked(this.#keyLine, () => {
      if (isArray) this.#document.enterElement(key);
      else this.#document.enterTable(key);
    });
    this.#document.markPath(this.#document.context, false);
  }

  #closeArrayHeader(): void {
    const character = this.#reader.next();
    if (character === CLOSE) return;
    throw this.#reader.failure(
      `expected end of table array name delimiter ']', but got ${quoteRune(character)} instead`,
    );
  }

  #tableName(): Key {
    const parts: string[] = [];
    for (;;) {
      this.#reader.skipBlanks();
      const first = this.#reader.peek();
      if (first === CLOSE || first === END) {
        throw this.#reader.failure("unexpected end of table name (table names cannot be empty)");
      }
      if (first === DOT) throw this.#reader.failure("unexpected table separator (table names cannot be empty)");
      parts.push(this.#keyPart(first, parts.length === 0));
      this.#reader.skipBlanks();
      const end = this.#reader.next();
      if (end === CLOSE) return parts;
      if (end === DOT) continue;
      throw this.#reader.failure(`expected '.' or ']' to end table name, but got ${quoteRune(end)} instead`);
    }
  }

  #keyPart(first: number, startsKey: boolean): string {
    const token = this.#keyToken(first);
    if (startsKey) this.#keyLine = token.line;
    return token.kind === "bare" ? token.text : this.#text(token);
  }

  #keyToken(first: number): Token {
    if (first === QUOTE || first === APOSTROPHE) {
      this.#reader.next();
      return scanString(this.#reader, first);
    }
    const start = this.#reader.position;
    this.#reader.skip(isBareKeyCharacter);
    return { kind: "bare", text: this.#reader.since(start), line: this.#reader.line };
  }

  /** Everything up to and with `=`. */
  #key(): Key {
    this.#reader.skipBlanks();
    const start = this.#reader.peek();
    if (start === EQUALS || start === END) throw this.#reader.failure("unexpected '=': key name appears blank");
    if (start === DOT) throw this.#reader.failure("unexpected '.': keys cannot start with a '.'");
    const parts: string[] = [];
    for (;;) {
      this.#reader.skipBlanks();
      const first = this.#reader.peek();
      if (first === EQUALS || first === END) throw this.#reader.failure("unexpected '='");
      if (first === DOT) throw this.#reader.failure("unexpected '.'");
      parts.push(this.#keyPart(first, parts.length === 0));
      this.#reader.skipBlanks();
      const end = this.#reader.next();
      if (end === EQUALS) return parts;
      if (end !== DOT) throw this.#keyEndFailure(end);
    }
  }

  #keyEndFailure(character: number): Error {
    if (character === END) return this.#reader.failure("unexpected EOF; expected key separator '='");
    const problem = `expected '.' or '=', but got ${quoteRune(character)} instead`;
    return character === code("\n") ? this.#reader.failureOnLineBefore(problem) : this.#reader.failure(problem);
  }

  #keyValue(): { key: Key; value: Value } {
    const key = this.#key();
    this.#document.currentKey = key.at(-1) ?? "";
    this.#checked(this.#keyLine, () => {
      for (const part of key.slice(0, -1)) this.#document.enterImplied([...this.#document.context, part]);
    });
    const { value, isArray } = this.#value(false);
    this.#checked(this.#keyLine, () => this.#document.set(this.#document.currentKey, value));
    this.#document.markValue(isArray);
    return { key, value };
  }

  // --- values

  #value(inArray: boolean): { value: Value; isArray: boolean } {
    this.#reader.skipBlanks();
    const mark = this.#reader.mark();
    const first = this.#reader.next();
    if (first === OPEN) return { value: this.#nested(() => this.#array()), isArray: true };
    if (first === code("{")) return { value: this.#nested(() => this.#inlineTable(inArray)), isArray: false };
    return { value: this.#scalar(this.#scalarToken(first, mark)), isArray: false };
  }

  #nested<Result>(read: () => Result): Result {
    if (++this.#depth > DEPTH_MAX) throw this.#reader.failure(`more than ${DEPTH_MAX} nested arrays and tables`);
    const result = read();
    this.#depth--;
    return result;
  }

  #scalarToken(first: number, mark: ReturnType<Reader["mark"]>): Token {
    const reader = this.#reader;
    if (isDigit(first)) {
      reader.reset(mark);
      return scanNumberOrDate(reader);
    }
    if (first === QUOTE || first === APOSTROPHE) return this.#stringToken(first);
    if (first === DOT) throw reader.failure("floats must start with a digit, not '.'");
    if (first === code("-") || first === code("+")) return scanSigned(reader, mark.position);
    if (first === code("i") || first === code("n")) {
      return scanInfOrNan(reader, mark.position) ?? scanBool(reader);
    }
    if (!isLetter(first)) throw this.#valueFailure(first);
    reader.reset(mark);
    return scanBool(reader);
  }

  #valueFailure(character: number): Error {
    if (character === END) return this.#reader.failure("unexpected EOF; expected value");
    const problem = `expected value but found ${quoteRune(character)} instead`;
    return character === code("\n") ? this.#reader.failureOnLineBefore(problem) : this.#reader.failure(problem);
  }

  /** Three quotes open a text of several lines, two are an empty one. */
  #stringToken(delimiter: number): Token {
    const mark = this.#reader.mark();
    if (this.#reader.accept(delimiter) && this.#reader.accept(delimiter)) return scanMultiline(this.#reader, delimiter);
    this.#reader.reset(mark);
    return scanString(this.#reader, delimiter);
  }

  #scalar(token: Token): Value {
    switch (token.kind) {
      case "bool":
        return token.text === "true";
      case "integer":
        return this.#checked(token.line, () => integerValue(token.text));
      case "float":
        return this.#checked(token.line, () => floatValue(token.text));
      case "datetime":
        return timeValue(this.#datetime(token), this.#local.location);
      default:
        return this.#text(token);
    }
  }

  #datetime(token: Token): GoTime {
    const text = normalizeDatetime(token.text);
    const time = datetimeValue(text, this.#local);
    if (time === undefined) throw this.#reader.failureAt(`invalid datetime: ${quote(text)}`, token.line);
    return time;
  }

  #text(token: Token): string {
    switch (token.kind) {
      case "basic-escaped":
        return this.#checked(token.line, () => unescape(token.text));
      case "multiline":
        return this.#checked(token.line, () => unescape(withoutEscapedNewlines(withoutFirstNewline(token.text))));
      case "multiline-literal":
        return withoutFirstNewline(token.text);
      default:
        return token.text;
    }
  }

  #array(): List {
    this.#document.markValue(true);
    const items: List = [];
    for (;;) {
      const mark = this.#nextInside();
      const character = this.#reader.next();
      if (character === CLOSE) return items;
      if (character === COMMA) throw this.#reader.failure("unexpected comma");
      this.#reader.reset(mark);
      items.push(this.#value(true).value);
      this.#nextInside();
      const end = this.#reader.next();
      if (end === CLOSE) return items;
      if (end === COMMA) continue;
      throw this.#reader.failure(`expected a comma (',') or array terminator (']'), but got ${shown(end)}`);
    }
  }

  /** Skips white space, newlines and comments. */
  #nextInside(): ReturnType<Reader["mark"]> {
    for (;;) {
      this.#reader.skip((character) => isBlank(character) || isNewline(character));
      const mark = this.#reader.mark();
      if (this.#reader.next() !== HASH) {
        this.#reader.reset(mark);
        return mark;
      }
      this.#skipComment();
    }
  }

  #inlineTable(inArray: boolean): GoMap {
    const document = this.#document;
    const { context: outerContext, currentKey: outerKey } = document;
    document.context = [...outerContext, outerKey];
    const context = document.context;
    document.currentKey = "";
    document.markImplicit(context);
    this.#checked(this.#keyLine, () => {
      if (inArray) document.enterElement(context);
      else document.enterTable(context);
    });
    const table: GoMap = new Map();
    while (this.#atInlineKey()) {
      const { key, value } = this.#keyValue();
      if (!setNested(table, key, value)) throw this.#notATable();
      document.context = context;
      if (!this.#inlineComma()) break;
    }
    document.context = outerContext;
    document.currentKey = outerKey;
    return table;
  }

  #notATable(): Error {
    const path = formatKey(this.#document.context);
    return this.#reader.failureAt(`${quote(path)} is not a table`, this.#keyLine);
  }

  /** Whether another key follows, rather than the end of the table, which is taken. */
  #atInlineKey(): boolean {
    const mark = this.#nextInside();
    const character = this.#reader.next();
    if (character === COMMA) throw this.#reader.failure("unexpected comma");
    if (character === code("}")) return false;
    this.#reader.reset(mark);
    return true;
  }

  /** Whether a comma was taken, rather than the end of the table. */
  #inlineComma(): boolean {
    this.#nextInside();
    const character = this.#reader.next();
    if (character === code("}")) return false;
    if (character === COMMA) return true;
    const found = shown(character);
    throw this.#reader.failure(`expected a comma or an inline table terminator '}', but got ${found} instead`);
  }

  /** Adds the line to what is said to be wrong with a value or a key. */
  #checked<Result>(line: number, read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      const isProblem = error instanceof NumberProblem || error instanceof EscapeProblem || error instanceof KeyProblem;
      throw isProblem ? this.#reader.failureAt(error.message, line) : error;
    }
  }
}

function shown(character: number): string {
  return character === END ? "end of file" : `'${String.fromCodePoint(character)}'`;
}

/** Puts a value under a dotted key of an inline table; false when a part of the key is no table. */
function setNested(table: GoMap, key: Key, value: Value): boolean {
  let inner = table;
  for (const part of key.slice(0, -1)) {
    const existing = inner.get(part) ?? new Map();
    if (!(existing instanceof Map)) return false;
    inner.set(part, existing);
    inner = existing;
  }
  inner.set(key.at(-1) ?? "", value);
  return true;
}
