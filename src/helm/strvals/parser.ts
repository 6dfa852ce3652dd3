/**
 * The grammar of `--set` and its relatives, as helm.sh/helm pkg/strvals (4.3.1, 3.22.0) reads it:
 *   a.b=1,c[0].d=x,e={1,2},f\.g=h
 * Each expression is written into an existing map, so that later ones override earlier ones.
 * Left out: building a new map (`Parse`), which nothing here needs.
 */
import { sprintf } from "../../go/fmt/index.ts";
import * as json from "../../go/json/index.ts";
import * as strconv from "../../go/strconv/index.ts";
import { GoError, Int, Slice, type GoMap, type List, type Value, typeOf } from "../../go/index.ts";
import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import { jsonPrefixEnd } from "./json-prefix.ts";
import { RuneReader } from "./runes.ts";
import { typedValue } from "./values.ts";

/** Told of every value written, so that its origin can be noted. */
export interface Recorder {
  assigned(container: object, key: string | number): void;
  /** A list grew into a new one. */
  moved(from: object, to: object): void;
}

export type Flavour = "set" | "string" | "file" | "json" | "literal";

export interface ParseOptions {
  readonly flavour: Flavour;
  readonly dialect: Dialect;
  /** The content of the file that a `--set-file` value names. */
  readonly readFile?: (path: string) => string;
  readonly recorder?: Recorder | undefined;
}

/** The largest list index, and the deepest nesting of keys, that Helm accepts. */
const INDEX_MAX = 65536;
const NESTING_MAX = 30;

/** Writes `expression` into `data`. Throws `GoError` with Helm's text; `data` may then be half written. */
export function parseInto(data: GoMap, expression: string, options: ParseOptions): void {
  const parser = new Parser(expression, options);
  while (!parser.key(data, 0));
}

/** What stands after `=`; `ended` when the text ended right there. */
interface Assigned {
  readonly value: Value;
  readonly ended: boolean;
}

class Parser {
  readonly #in: RuneReader;
  readonly #options: ParseOptions;
  readonly #literal: boolean;

  constructor(expression: string, options: ParseOptions) {
    this.#in = new RuneReader(expression);
    this.#options = options;
    this.#literal = options.flavour === "literal";
  }

  /** Reads one `key=value`, or the rest of one below a dot. True when the text has ended. */
  key(data: GoMap, level: number): boolean {
    const { runes, stop } = this.#until(this.#literal ? "=[." : "=[,.");
    const key = runes.join("");
    switch (stop) {
      case "[":
        return this.#indexed(data, key, level);
      case "=": {
        const { value, ended } = this.#assigned();
        this.#set(data, key, value);
        return ended;
      }
      case ".":
        return this.#nested(data, key, level + 1);
      case ",":
        throw new GoError(sprintf("key %q has no value (cannot end with ,)", [key]));
      default:
        if (key === "") return true;
        throw new GoError(sprintf("key %q has no value", [key]));
    }
  }

  #nested(data: GoMap, key: string, level: number): boolean {
    if (level > NESTING_MAX) {
      throw new GoError(`value name nested level is greater than maximum supported nested level of ${NESTING_MAX}`);
    }
    const inner = data.has(key) ? asMap(data.get(key)) : new Map<string, Value>();
    const ended = this.key(inner, level);
    if (!ended && inner.size === 0) throw new GoError(sprintf("key map %q has no value", [key]));
    if (inner.size !== 0 && key !== "") data.set(key, inner);
    return ended;
  }

  #indexed(data: GoMap, key: string, level: number): boolean {
    const index = this.#index();
    if (index === undefined) return true;
    const { list, ended } = this.#item(data.has(key) ? asList(data.get(key)) : [], index, level);
    if (key !== "") data.set(key, list);
    return ended;
  }

  /** Reads what follows `[i]`, and gives the list with that item set. */
  #item(list: List, index: number, level: number): { list: List; ended: boolean } {
    if (index < 0) throw new GoError(`negative ${index} index not allowed`);
    const { runes, stop } = this.#until("[.=");
    if (runes.length > 0) throw new GoError(`unexpected data at end of array index: ${quoteRunes(runes)}`);
    switch (stop) {
      case "=": {
        const { value } = this.#assigned();
        return { list: this.#setItem(list, index, value), ended: false };
      }
      case "[": {
        const next = this.#index();
        if (next === undefined) return { list, ended: true };
        const current = list[index] ?? null;
        const inner = this.#item(current === null ? [] : asList(current), next, level);
        if (inner.ended) return { list, ended: true };
        return { list: this.#place(list, index, inner.list), ended: false };
      }
      case ".": {
        const current = list[index];
        const inner = current instanceof Map ? current : new Map<string, Value>();
        if (index < list.length) list[index] = inner;
        if (this.key(inner, level)) return { list, ended: true };
        return { list: this.#place(list, index, inner), ended: false };
      }
      default:
        return { list, ended: true };
    }
  }

  /** The number before `]`, `undefined` when the text ends first: Helm 4 takes that for the end of the expression. */
  #index(): number | undefined {
    const { runes, stop } = this.#until("]");
    if (stop !== undefined) return Number(wrap("error parsing index", () => strconv.atoi(runes.join(""))));
    if (this.#options.dialect === "helm4") return undefined;
    throw new GoError("error parsing index: EOF");
  }

  #assigned(): Assigned {
    switch (this.#options.flavour) {
      case "literal": {
        const value = this.#in.rest();
        this.#in.skip(Infinity);
        return { value, ended: false };
      }
      case "json":
        return { value: this.#jsonValue(), ended: false };
      default:
        return this.#listOrText();
    }
  }

  #listOrText(): Assigned {
    const first = this.#in.peek();
    if (first === undefined) return { value: "", ended: true };
    if (first === "{") return { value: this.#braceList(), ended: false };
    return { value: this.#convert(this.#until(",").runes.join("")), ended: false };
  }

  #braceList(): List {
    this.#in.skip(1);
    const list: List = [];
    for (;;) {
      const { runes, stop } = this.#until(",}");
      if (stop === undefined) throw new GoError("list must terminate with '}'");
      if (stop === "}" && this.#in.peek() === ",") this.#in.skip(1);
      list.push(this.#convert(runes.join("")));
      if (stop === "}") return list;
    }
  }

  #convert(text: string): Value {
    switch (this.#options.flavour) {
      case "file":
        return this.#options.readFile?.(text) ?? "";
      case "set":
        return typedValue(text);
      default:
        return text;
    }
  }

  #jsonValue(): Value {
    if (this.#skipToValue()) return null;
    const rest = this.#in.rest();
    const end = jsonPrefixEnd(rest);
    if (end === undefined) throw new GoError("invalid JSON");
    const text = rest.slice(0, end);
    const value = json.unmarshal(text);
    this.#in.skip(Array.from(text).length);
    this.#skipToValue();
    return value;
  }

  /** Skips white space; true when nothing but a comma, which is skipped too, or the end follows. */
  #skipToValue(): boolean {
    for (;;) {
      const rune = this.#in.peek();
      if (rune !== undefined && rune !== "," && !GO_SPACE.test(rune)) return false;
      this.#in.skip(1);
      if (rune === undefined || rune === ",") return true;
    }
  }

  #until(stops: string): { runes: string[]; stop: string | undefined } {
    return this.#in.until(stops, { escapes: !this.#literal });
  }

  #set(data: GoMap, key: string, value: Value): void {
    if (key === "") return;
    data.set(key, value);
    this.#options.recorder?.assigned(data, key);
  }

  #setItem(list: List, index: number, value: Value): List {
    const target = this.#place(list, index, value);
    this.#options.recorder?.assigned(target, index);
    return target;
  }

  /** The list with `value` at `index`: itself where it is long enough, a longer one otherwise. */
  #place(list: List, index: number, value: Value): List {
    if (index > INDEX_MAX) {
      throw new GoError(`index of ${index} is greater than maximum supported index of ${INDEX_MAX}`);
    }
    const target = index < list.length ? list : this.#grow(list, index + 1);
    target[index] = value;
    return target;
  }

  #grow(list: List, length: number): List {
    const grown: List = Array.from({ length }, (_, i) => list[i] ?? null);
    this.#options.recorder?.moved(list, grown);
    return grown;
  }
}

/** unicode.IsSpace */
const GO_SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function asMap(value: Value): GoMap {
  if (value instanceof Map) return value;
  throw new GoError(`unable to parse key: ${conversion(value, "map[string]interface {}")}`);
}

function asList(value: Value): List {
  if (Array.isArray(value)) return value;
  throw new GoError(`unable to parse key: ${conversion(value, "[]interface {}")}`);
}

/** The text of a Go panic over a failed type assertion. */
function conversion(value: Value, wanted: string): string {
  const actual = value === null || value === undefined ? "nil" : typeOf(value);
  return `interface conversion: interface {} is ${actual}, not ${wanted}`;
}

function quoteRunes(runes: readonly string[]): string {
  const items = runes.map((rune) => new Int(BigInt(rune.codePointAt(0) ?? 0), "int32"));
  return sprintf("%q", [new Slice("[]int32", items)]);
}
