/**
 * JSON as Go's decoder hands it out token by token (Go 1.26, encoding/json): a key may stand twice, and what follows the outermost object
 * is not looked at. Integers of 64 bits are ints, other numbers floats.
 */
import { attempt, GoError, Int, toBytes, type Value, within } from "../../go/index.ts";
import { JsonNumber, unmarshal } from "../../go/json/index.ts";
import { parseFloat, parseInt, quote } from "../../go/strconv/index.ts";
import { TreeBranch, type TreeItem, type TreeValue } from "../tree.ts";

/** Throws `GoError` with sops' text. */
export function readJson(text: string): TreeBranch {
  return within("Could not unmarshal input data", () => new Reader(text).document());
}

const DEPTH_MAX = 10_000;

/** A number or a word: what of it is wrong is said by who reads it. */
const WORD = /[^\s{}[\],:"]+/y;
const QUOTE = 34;
const BACKSLASH = 92;
const BLANKS = /[ \t\r\n]*/y;

class Reader {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  document(): TreeBranch {
    const first = this.#peek();
    if (first === "") throw new GoError("EOF");
    if (first === "{") return this.#nested(() => this.#object());
    if (first === "[") throw new GoError(topLevel(`arrays or other types. Got delimiter [ instead. ${WRAP}`));
    throw new GoError(topLevel(`other JSON types. Got ${shown(this.#scalar())} instead`));
  }

  #peek(): string {
    BLANKS.lastIndex = this.#at;
    BLANKS.exec(this.text);
    this.#at = BLANKS.lastIndex;
    return this.text.charAt(this.#at);
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > DEPTH_MAX) throw new GoError("exceeded max depth");
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  /** Where the text ends is where an object ends, too. */
  #object(): TreeBranch {
    const items: TreeItem[] = [];
    for (let first = this.#peek(); first !== "}"; first = this.#next("}", "object key:value pair")) {
      if (first === "") throw new GoError("Expected JSON object key, got %!s(<nil>) of type <nil> instead");
      // Go forgets to say where, for the first.
      if (first !== '"') throw this.#unexpected(items.length === 0 ? "" : "looking for beginning of object key string");
      const key = String(this.#scalar());
      if (this.#peek() === "") return new TreeBranch(items);
      if (this.#peek() !== ":") throw this.#unexpected("after object key");
      this.#at++;
      if (this.#peek() === "") return new TreeBranch(items);
      items.push({ key, value: this.#value() });
    }
    this.#at++;
    return new TreeBranch(items);
  }

  #array(): TreeValue[] {
    const list: TreeValue[] = [];
    for (let first = this.#peek(); first !== "]"; first = this.#next("]", "array element")) {
      if (first === "") throw new GoError("EOF");
      list.push(this.#value());
    }
    this.#at++;
    return list;
  }

  /** Goes past a comma; gives what follows it. */
  #next(end: string, after: string): string {
    const found = this.#peek();
    if (found === end || found === "") return found;
    if (found !== ",") throw this.#unexpected(`after ${after}`);
    this.#at++;
    const following = this.#peek();
    if (following === end) {
      throw this.#unexpected(`looking for beginning of ${end === "]" ? "value" : "object key string"}`);
    }
    return following;
  }

  #value(): TreeValue {
    const first = this.#peek();
    if (first === "{") return this.#nested(() => this.#object());
    if (first === "[") return this.#nested(() => this.#array());
    return this.#scalar();
  }

  #scalar(): TreeValue {
    const written = this.text.charAt(this.#at) === '"' ? this.#string() : this.#word();
    const value = this.#read(written);
    this.#at += written.length;
    if (value instanceof JsonNumber) return numberOf(value.literal);
    return typeof value === "boolean" || typeof value === "string" ? value : null;
  }

  /** What the text breaks off in is reported as such. */
  #read(written: string): Value {
    try {
      return unmarshal(written, { ints: "literal" });
    } catch (error) {
      if (error instanceof GoError && this.#at + written.length === this.text.length)
        throw new GoError("unexpected EOF");
      throw error;
    }
  }

  #word(): string {
    WORD.lastIndex = this.#at;
    const found = WORD.exec(this.text);
    if (found === null) throw this.#unexpected("looking for beginning of value");
    return found[0];
  }

  /** Up to the quote that no backslash stands before. It may hold a whole file. */
  #string(): string {
    let end = this.#at + 1;
    while (end < this.text.length) {
      const code = this.text.charCodeAt(end);
      if (code === QUOTE) return this.text.slice(this.#at, end + 1);
      end += code === BACKSLASH ? 2 : 1;
    }
    return this.text.slice(this.#at);
  }

  /** Shows the byte as the character of its number, as Go does. */
  #unexpected(context: string): GoError {
    const [byte = 0] = toBytes(this.text.slice(this.#at, this.#at + 2));
    const character = String.fromCharCode(byte);
    const shownCharacter =
      character === "'" ? String.raw`'\''` : character === '"' ? `'"'` : `'${quote(character).slice(1, -1)}'`;
    return new GoError(`invalid character ${shownCharacter} ${context}`.trimEnd());
  }
}

function numberOf(literal: string): Int | number {
  const whole = attempt(() => parseInt(literal, 10, 64));
  if (whole !== undefined) return new Int(whole);
  return parseFloat(literal);
}

const WRAP = 'To encrypt this file, wrap it in an object, e.g., {"data": [...]}';

function topLevel(what: string): string {
  return `SOPS only supports JSON files with a top-level object (starting with '{'), not ${what}`;
}

/** sops shows the value as well. */
function shown(value: TreeValue): string {
  if (value === null) return "<nil> of type <nil>";
  if (typeof value === "string") return "*** of type string";
  return `*** of type ${typeof value === "boolean" ? "bool" : value instanceof Int ? "int" : "float64"}`;
}
