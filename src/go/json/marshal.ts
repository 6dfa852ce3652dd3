/** Go's encoding/json (Go 1.26) over the value model: Marshal, MarshalIndent and the Encoder's options. */
import { compareStrings } from "../bytes.ts";
import { Complex, GoError, Int, type GoMap, type List, Struct, type Value } from "../value.ts";
import { ELEMENTS_MAX, tooManyElements } from "../limits.ts";
import { withinStack } from "./depth.ts";
import { isJsonMarshaler, plain } from "./plain.ts";

export interface MarshalOptions {
  /** `<`, `>`, `&`, U+2028 and U+2029 become escapes, so that the text can stand in HTML. On unless told. */
  readonly escapeHtml?: boolean;
  /** Keys in order of their bytes. On unless told: off keeps the order of the maps, for what are structs in Go. */
  readonly sortKeys?: boolean;
}

export interface IndentOptions extends MarshalOptions {
  readonly prefix?: string;
  readonly indent: string;
}

/** Throws `GoError` with Go's text for NaN, infinities and functions. */
export function marshal(value: Value, options: MarshalOptions = {}): string {
  return withinStack(() => new Writer(options).value(value, ""));
}

export function marshalIndent(value: Value, options: IndentOptions): string {
  return withinStack(() => new Writer(options, options.indent).value(value, `\n${options.prefix ?? ""}`));
}

class Writer {
  readonly #escapeHtml: boolean;
  readonly #sortKeys: boolean;
  #elements = 0;

  constructor(
    options: MarshalOptions,
    readonly indent?: string,
  ) {
    this.#escapeHtml = options.escapeHtml ?? true;
    this.#sortKeys = options.sortKeys ?? true;
  }

  /** `lineBreak` is what begins a line at the level of the value. */
  value(value: Value, lineBreak: string): string {
    if (++this.#elements > ELEMENTS_MAX) throw tooManyElements();
    switch (typeof value) {
      case "string":
        return quote(value, this.#escapeHtml);
      case "number":
        return formatNumber(value);
      case "boolean":
        return value ? "true" : "false";
    }
    if (value instanceof Struct && !(value instanceof Complex)) return this.#struct(value, lineBreak);
    const known = plain(value);
    if (known === null) return "null";
    if (typeof known !== "object") return this.value(known, lineBreak);
    if (known instanceof Int) return known.value.toString();
    return known instanceof Map ? this.#map(known, lineBreak) : this.#list(known, lineBreak);
  }

  /** Fields keep their order; what a struct says of itself is written as it says it. */
  #struct({ native, fields }: Struct, lineBreak: string): string {
    const ordered = new Writer({ escapeHtml: this.#escapeHtml, sortKeys: false }, this.indent);
    if (isJsonMarshaler(native)) return ordered.value(native.marshalJson(), lineBreak);
    return this.#map(new Map(fields), lineBreak, [...fields.keys()]);
  }

  #list(list: List, lineBreak: string): string {
    if (list.length === 0) return "[]";
    if (this.indent === undefined) return `[${list.map((item) => this.value(item, "")).join(",")}]`;
    const inner = lineBreak + this.indent;
    return `[${list.map((item) => inner + this.value(item, inner)).join(",")}${lineBreak}]`;
  }

  #map(map: GoMap, lineBreak: string, keys = this.#keys(map)): string {
    if (map.size === 0) return "{}";
    const inner = this.indent === undefined ? "" : lineBreak + this.indent;
    const colon = this.indent === undefined ? ":" : ": ";
    let text = "{";
    for (const [i, key] of keys.entries()) {
      text += (i === 0 ? "" : ",") + inner + quote(key, this.#escapeHtml) + colon + this.value(map.get(key), inner);
    }
    return text + (this.indent === undefined ? "" : lineBreak) + "}";
  }

  #keys(map: GoMap): string[] {
    const keys = [...map.keys()];
    return this.#sortKeys ? keys.sort(compareStrings) : keys;
  }
}

/** Shortest digits; an exponent below 1e-6 and from 1e21 on. JavaScript has the same rule, but for -0. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) throw new GoError("json: unsupported value: NaN");
  if (!Number.isFinite(value)) throw new GoError(`json: unsupported value: ${value > 0 ? "+Inf" : "-Inf"}`);
  return Object.is(value, -0) ? "-0" : String(value);
}

const ESCAPED = /["\\\x00-\x1f\ud800-\udfff\u2028\u2029]/;
const ESCAPED_IN_HTML = /["\\\x00-\x1f\ud800-\udfff\u2028\u2029<>&]/;
const EACH = /["\\\x00-\x1f\u2028\u2029]|[\ud800-\udfff]/gu;
const EACH_IN_HTML = /["\\\x00-\x1f\u2028\u2029<>&]|[\ud800-\udfff]/gu;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A JSON string. Bytes outside UTF-8 become U+FFFD. */
export function quote(text: string, escapeHtml = true): string {
  if (!(escapeHtml ? ESCAPED_IN_HTML : ESCAPED).test(text)) return `"${text}"`;
  return `"${text.replace(escapeHtml ? EACH_IN_HTML : EACH, escape)}"`;
}

function escape(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = character.charCodeAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return "\\ufffd";
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
