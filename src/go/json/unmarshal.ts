/** Go's json.Unmarshal (Go 1.26, encoding/json) into `interface{}`: its errors, its numbers, its way with bad UTF-8. */
import { toBytes } from "../bytes.ts";
import { quote } from "../strconv/index.ts";
import { withinStack } from "./depth.ts";
import { GoError, type GoMap, int64, type List, Struct, type Value } from "../value.ts";

export interface UnmarshalOptions {
  /** The Go type that is decoded into: what else the text holds is an error. Anything goes without it. */
  readonly into?: "map[string]interface {}" | "[]interface {}";
  /** Whole numbers that fit are int64, not float64; `literal`: numbers stay as they are written. */
  readonly ints?: boolean | "literal";
  /** Told of a key that stands twice in an object; the last value counts. */
  readonly onRepeated?: (object: GoMap, key: string) => void;
}

/** Go's `json.Number`: for those who must know how a number was written. */
export class JsonNumber extends Struct {
  constructor(readonly literal: string) {
    super("json.Number", NO_FIELDS);
  }
}

const NO_FIELDS: ReadonlyMap<string, Value> = new Map();

const DEPTH_MAX = 10_000;

/** Go's `json.SyntaxError`. */
export class JsonSyntaxError extends GoError {
  constructor(
    message: string,
    /** How many bytes were read up to and with the wrong one. */
    readonly offset: number,
  ) {
    super(message);
  }
}

/** Valid JSON that does not fit: `partial` is what was decoded all the same, null in place of what was not. */
export class JsonTypeError extends GoError {
  constructor(
    message: string,
    readonly partial: Value,
  ) {
    super(message);
  }
}

/** Numbers are float64. Throws `GoError`. */
export function unmarshal(text: string, options: UnmarshalOptions = {}): Value {
  const reader = new Reader(text, options);
  const value = withinStack(() => reader.document());
  if (options.into !== undefined) checkKind(value, options.into);
  if (reader.badNumber !== undefined) throw new JsonTypeError(reader.badNumber, value);
  return value;
}

function checkKind(value: Value, into: "map[string]interface {}" | "[]interface {}"): void {
  const kind = jsonKind(value);
  if (kind === "null" || kind === (into === "[]interface {}" ? "array" : "object")) return;
  throw new GoError(`json: cannot unmarshal ${kind} into Go value of type ${into}`);
}

/** What JSON calls a value. */
export function jsonKind(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Map) return "object";
  return typeof value === "boolean" ? "bool" : typeof value === "string" ? "string" : "number";
}

class Reader {
  #at = 0;
  #depth = 0;
  /** Found only when the whole text is known to be JSON: the first is reported. */
  badNumber: string | undefined;

  constructor(
    readonly text: string,
    readonly options: UnmarshalOptions,
  ) {}

  document(): Value {
    const value = this.#value("looking for beginning of value");
    this.#blanks();
    if (this.#at < this.text.length) throw this.#invalid("after top-level value");
    return value;
  }

  #blanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 9 && code !== 13) return;
      this.#at++;
    }
  }

  /** The error for the byte at the current place, or for the end of the text. */
  #invalid(context: string): GoError {
    if (this.#at >= this.text.length) return new GoError("unexpected end of JSON input");
    const [byte = 0] = toBytes(this.text.slice(this.#at, this.#at + 2));
    const offset = toBytes(this.text.slice(0, this.#at)).length + 1;
    return new JsonSyntaxError(`invalid character ${quoteByte(byte)} ${context}`, offset);
  }

  /** The same inside a word, a number or an escape: the end of the text counts as a blank there. */
  #broken(context: string): GoError {
    return this.#at < this.text.length ? this.#invalid(context) : new GoError(`invalid character ' ' ${context}`);
  }

  #value(context: string): Value {
    this.#blanks();
    switch (this.text.charCodeAt(this.#at)) {
      case 123: // {
        return this.#nested(() => this.#object());
      case 91: // [
        return this.#nested(() => this.#array());
      case 34: // "
        return this.#string();
      case 116: // t
        return this.#literal("true", true);
      case 102: // f
        return this.#literal("false", false);
      case 110: // n
        return this.#literal("null", null);
      default:
        return this.#number(context);
    }
  }

  #nested(read: () => Value): Value {
    if (++this.#depth > DEPTH_MAX) {
      throw new GoError(`invalid character '${this.text.charAt(this.#at)}' exceeded max depth`);
    }
    this.#at++;
    this.#blanks();
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): GoMap {
    const map: GoMap = new Map();
    if (this.#take(125)) return map;
    for (;;) {
      this.#blanks();
      if (this.text.charCodeAt(this.#at) !== 34) throw this.#invalid("looking for beginning of object key string");
      const key = this.#string();
      this.#blanks();
      if (!this.#take(58)) throw this.#invalid("after object key");
      const value = this.#value("looking for beginning of value");
      if (map.has(key)) this.options.onRepeated?.(map, key);
      map.set(key, value);
      this.#blanks();
      if (this.#take(125)) return map;
      if (!this.#take(44)) throw this.#invalid("after object key:value pair");
    }
  }

  #array(): List {
    const list: List = [];
    if (this.#take(93)) return list;
    for (;;) {
      list.push(this.#value("looking for beginning of value"));
      this.#blanks();
      if (this.#take(93)) return list;
      if (!this.#take(44)) throw this.#invalid("after array element");
    }
  }

  #take(code: number): boolean {
    if (this.text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  #literal<T>(word: string, value: T): T {
    const start = this.#at;
    while (this.#at < start + word.length) {
      const expected = word.charAt(this.#at - start);
      if (this.text.charAt(this.#at) !== expected) {
        throw this.#broken(`in literal ${word} (expecting '${expected}')`);
      }
      this.#at++;
    }
    return value;
  }

  #number(context: string): Value {
    const start = this.#at;
    const negative = this.#take(45);
    if (!this.#take(48) && !this.#digits())
      throw negative ? this.#broken("in numeric literal") : this.#invalid(context);
    let whole = true;
    if (this.#take(46)) {
      whole = false;
      if (!this.#digits()) throw this.#broken("after decimal point in numeric literal");
    }
    if (this.#take(101) || this.#take(69)) {
      whole = false;
      if (!this.#take(43)) this.#take(45);
      if (!this.#digits()) throw this.#broken("in exponent of numeric literal");
    }
    return this.#toNumber(this.text.slice(start, this.#at), whole);
  }

  #digits(): boolean {
    const start = this.#at;
    for (let code = this.text.charCodeAt(start); code >= 48 && code <= 57;) code = this.text.charCodeAt(++this.#at);
    return this.#at > start;
  }

  #toNumber(text: string, whole: boolean): Value {
    const { ints } = this.options;
    if (ints === "literal") return new JsonNumber(text);
    if (ints === true && whole) {
      const value = BigInt(text);
      if (BigInt.asIntN(64, value) === value) return int64(value);
    }
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    this.badNumber ??= `json: cannot unmarshal number ${text} into Go value of type float64`;
    return null;
  }

  #string(): string {
    const start = ++this.#at;
    let plain = true;
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code === 34) break;
      if (code === 92) {
        plain = false;
        this.#escape();
      } else if (code < 32 || Number.isNaN(code)) throw this.#invalid("in string literal");
      else this.#at++;
    }
    const raw = this.text.slice(start, this.#at++);
    const clean = raw.isWellFormed() ? raw : raw.replace(/[\ud800-\udfff]/gu, "\ufffd");
    return plain ? clean : unescape(clean);
  }

  #escape(): void {
    this.#at++;
    const letter = this.text.charAt(this.#at);
    if (letter === "u") {
      for (let i = 0; i < 4; i++) {
        this.#at++;
        if (!/[0-9a-fA-F]/.test(this.text.charAt(this.#at))) {
          throw this.#broken("in \\u hexadecimal character escape");
        }
      }
    } else if (letter === "" || !'bfnrt\\/"'.includes(letter)) throw this.#broken("in string escape code");
    this.#at++;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Escapes of half a surrogate pair become U+FFFD. */
function unescape(text: string): string {
  const plain = text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, hexadecimal: string | undefined, letter: string) => {
    if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
    return ESCAPES[letter] ?? letter;
  });
  return plain.toWellFormed();
}

/** A byte as Go shows it: as the character of that number. */
function quoteByte(byte: number): string {
  if (byte === 39) return "'\\''";
  if (byte === 34) return "'\"'";
  return `'${quote(String.fromCharCode(byte)).slice(1, -1)}'`;
}
