/** Reads JSON that has odd numbers, or fields that are given twice: what the parser of the runtime loses is remembered (as-written.ts). */
import { integer, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { remember } from "./as-written.ts";

const ODD_NUMBER = /(?:^|"\s*:|[[,])\s*-?\d+(?:\d{15}|[.eE])/;

/** Whether there may be a number that is more than a few digits; texts within texts look so, too. */
export const hasOddNumbers = (text: string): boolean => ODD_NUMBER.test(text);

const DEPTH_MAX = 10_000;

export interface Exact {
  readonly value: JsonValue;
  /** A number that no float64 holds; empty where there is none. */
  readonly tooLarge: string;
}

/** The text is known to be JSON. Undefined where it is too deep. */
export function readExactly(text: string): Exact | undefined {
  try {
    const reader = new Reader(text);
    return { value: reader.value(0), tooLarge: reader.tooLarge };
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

class TooDeep extends Error {
  override name = "TooDeep";
}

const BLANK = /[ \t\r\n]*/y;
const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;
const INTEGER = /^-?\d+$/;

class Reader {
  readonly #text: string;
  #at = 0;
  tooLarge = "";

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): JsonValue {
    if (depth > DEPTH_MAX) throw new TooDeep();
    const letter = this.#next();
    if (letter === "{") return this.#object(depth);
    return letter === "[" ? this.#list(depth) : this.#scalar().value;
  }

  /** What comes after blanks; it is not taken. */
  #next(): string {
    BLANK.lastIndex = this.#at;
    BLANK.test(this.#text);
    this.#at = BLANK.lastIndex;
    return this.#text[this.#at] ?? "";
  }

  /** A comma, or the end. */
  #goesOn(end: string): boolean {
    const letter = this.#next();
    this.#at++;
    return letter !== end;
  }

  #object(depth: number): JsonObject {
    const object: JsonObject = {};
    const [numbers, earlier] = [new Map<string, string>(), [] as (readonly [string, JsonValue])[]];
    this.#at++;
    if (this.#next() === "}") this.#at++;
    else
      do {
        this.#next();
        const key = String(this.#scalar().value);
        this.#next();
        this.#at++;
        if (Object.hasOwn(object, key)) earlier.push([key, object[key] ?? null]);
        const value = this.#member(depth, (text) => numbers.set(key, text));
        // To set `__proto__` would be something else.
        Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
      } while (this.#goesOn("}"));
    remember(object, { numbers, earlier });
    return object;
  }

  #list(depth: number): JsonValue[] {
    const list: JsonValue[] = [];
    const numbers = new Map<number, string>();
    this.#at++;
    if (this.#next() === "]") this.#at++;
    else
      do list.push(this.#member(depth, (text) => numbers.set(list.length, text)));
      while (this.#goesOn("]"));
    remember(list, { numbers, earlier: [] });
    return list;
  }

  #member(depth: number, tell: (text: string) => void): JsonValue {
    const letter = this.#next();
    if (letter === "{" || letter === "[") return this.value(depth + 1);
    const { value, text } = this.#scalar();
    if (typeof value === "number" && String(value) !== text) tell(text);
    return value;
  }

  #scalar(): { readonly value: JsonValue; readonly text: string } {
    SCALAR.lastIndex = this.#at;
    const text = SCALAR.exec(this.#text)?.[0] ?? "";
    this.#at = SCALAR.lastIndex;
    const value = INTEGER.test(text) ? integer(BigInt(text)) : (JSON.parse(text) as JsonValue);
    if (typeof value === "number" && !Number.isFinite(value)) this.tooLarge ||= text;
    return { value, text };
  }
}
