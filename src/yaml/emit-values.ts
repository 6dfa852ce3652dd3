/** Writes values as YAML in block style, the way go-yaml's encoders do (encode.go of v2.4.4 and v3.0.3). */
import {
  byteLength,
  ELEMENTS_MAX,
  type GoMap,
  Int,
  type List,
  toBytes,
  tooManyElements,
  type Value,
} from "../go/index.ts";
import { encodeBase64, withinStack } from "../go/json/index.ts";
import type { Dialect } from "./errors.ts";
import { compareKeys } from "./key-order.ts";
import { Output, type OutputOptions } from "./output.ts";
import { isSmallInteger, isTimestamp, resolvePlain } from "./resolve.ts";
import { DoubleQuoted, Literal, Plain, type ScalarStyle } from "./token.ts";

/** The piece of the text that an entry of a map or list became. */
export interface Leaf {
  readonly start: number;
  readonly end: number;
  readonly container: GoMap | List;
  readonly key: string | number;
}

/** A map that stands for a struct: its keys keep their order. */
export class FieldMap extends Map<string, Value> {
  /** Keys that are no text, but a number, a boolean or null of that form: they stand without quotes. */
  readonly plainKeys = new Set<string>();
}

/** Text that is written without quotes whatever it looks like: a time. */
export class PlainText {
  constructor(readonly text: string) {}
}

/** A value as an encoder sees it, one level deep. */
export type View = null | boolean | number | string | Int | PlainText | List | GoMap;

export interface EmitOptions extends OutputOptions {
  readonly view: (value: Value) => View;
  readonly formatNumber: (value: number) => string;
  /** Called with every text that is more than a word, before it is written. */
  readonly check?: ((text: string, role: "key" | "value") => void) | undefined;
  readonly onLeaf?: ((leaf: Leaf) => void) | undefined;
}

/** Keys up to so many bytes stand on a line with their value; longer ones get a `?`. */
const SIMPLE_KEY_MAX = 128;
/** A text that means nothing but itself, in any style. */
const PLAIN_WORD = /^[A-EG-MP-SU-XZa-eg-mp-su-xz_/][A-Za-z0-9_/.-]*$/;

/** Text that needs no quotes for what it is made of, and too short to be broken. */
const SHORT_TEXT = /^[A-Za-z0-9_/](?:[A-Za-z0-9_./=+@()-]|[ :,](?=[A-Za-z0-9_./=+@(]))*$/;
const SHORT_MAX = 30;

type Parent = "root" | "map" | "list";

export class ValueEmitter {
  readonly #out: Output;
  readonly #options: EmitOptions;
  #elements = 0;

  constructor(options: EmitOptions) {
    this.#options = options;
    this.#out = new Output(options);
  }

  document(value: Value): string {
    withinStack(() => this.#node(value, "root"));
    this.#out.writeIndent();
    return this.#out.text;
  }

  /** Two calls for a level of nesting, and no more: ten thousand levels must fit on the stack. */
  #node(value: Value, parent: Parent): void {
    if (++this.#elements > ELEMENTS_MAX) throw tooManyElements();
    if (typeof value === "string") return this.#string(value, parent);
    const view = this.#options.view(value);
    if (view instanceof Map) this.#map(view, parent);
    else if (Array.isArray(view)) this.#list(view, parent);
    else this.#scalar(view, parent);
  }

  #scalar(value: Exclude<View, List | GoMap>, parent: Parent): void {
    if (typeof value === "string") return this.#string(value, parent);
    if (value instanceof PlainText) return this.#out.plain(value.text, false);
    if (value === null) return this.#out.plain("null", false);
    if (typeof value === "number") return this.#out.plain(this.#options.formatNumber(value), false);
    this.#out.plain(value instanceof Int ? value.value.toString() : String(value), false);
  }

  #string(text: string, parent: Parent): void {
    if (PLAIN_WORD.test(text)) return this.#out.plain(text, false);
    const out = this.#out;
    const { indent } = out;
    this.#options.check?.(text, "value");
    const written = this.#encoded(text);
    const forms = out.analyze(written.text);
    const style = out.styleFor(written.style, { text: written.text, forms, inFlow: false, simpleKey: false });
    out.indent = this.#deeper(parent, true);
    if (written.tag !== "") out.indicator(written.tag);
    out.write(written.text, style, { breaks: true });
    out.indent = indent;
  }

  /** Text, style and tag that the encoder asks for. v3 writes bytes that are not text in base64. */
  #encoded(text: string): { text: string; style: ScalarStyle; tag: string } {
    const { dialect } = this.#options;
    if (dialect === "v3" && !text.isWellFormed()) {
      const encoded = binaryLines(toBytes(text));
      return { text: encoded, style: encoded.includes("\n") ? Literal : Plain, tag: "!!binary" };
    }
    if (text.includes("\n")) return { text, style: Literal, tag: "" };
    return { text, style: meansItself(text, dialect) ? Plain : DoubleQuoted, tag: "" };
  }

  /** The indentation inside a node of the parent's. */
  #deeper(parent: Parent, flow: boolean): number {
    const { indent } = this.#out;
    const step = this.#options.indent;
    if (indent < 0) return flow ? step : 0;
    if (this.#options.dialect === "v2") return indent + step;
    return parent === "list" ? indent + 2 : step * Math.floor((indent + step) / step);
  }

  #map(map: GoMap, parent: Parent): void {
    const out = this.#out;
    if (map.size === 0) return this.#empty("{", "}");
    const { onLeaf } = this.#options;
    const { indent } = out;
    out.indent = this.#deeper(parent, false);
    for (const key of this.#sortedKeys(map)) {
      const value = map.get(key);
      if (this.#line(map, key, value)) continue;
      out.writeIndent();
      if (map instanceof FieldMap && map.plainKeys.has(key)) this.#plainKey(key);
      else this.#key(key);
      const start = out.text.length;
      this.#node(value, "map");
      onLeaf?.({ start, end: out.text.length, container: map, key });
    }
    out.indent = indent;
  }

  #sortedKeys(map: GoMap): string[] {
    const keys = [...map.keys()];
    if (map instanceof FieldMap) return keys;
    const { dialect } = this.#options;
    for (let i = 1; i < keys.length; i++) {
      if (compareKeys(keys[i - 1] ?? "", keys[i] ?? "", dialect) > 0)
        return keys.sort((a, b) => compareKeys(a, b, dialect));
    }
    return keys;
  }

  /** Writes an entry in one piece: most of them are a short key and a short scalar. Gives whether it did. */
  #line(container: GoMap | List, key: string | number, value: Value): boolean {
    const text = this.#short(value);
    if (text === undefined || this.#out.indent + String(key).length + text.length + 4 > this.#options.width)
      return false;
    if (typeof key === "string") {
      if (key.length > SIMPLE_KEY_MAX || !PLAIN_WORD.test(key)) return false;
      this.#out.line(`${key}: ${text}`);
    } else this.#out.line(`- ${text}`);
    const { onLeaf } = this.#options;
    if (onLeaf !== undefined) {
      const end = this.#out.text.length;
      onLeaf({ start: end - text.length, end, container, key });
    }
    return true;
  }

  /** The text of a scalar that is short and harmless; `undefined` for everything else. */
  #short(value: Value): string | undefined {
    switch (typeof value) {
      case "string":
        if (PLAIN_WORD.test(value)) return value;
        if (value.length > SHORT_MAX || !SHORT_TEXT.test(value)) return undefined;
        return meansItself(value, this.#options.dialect) ? value : `"${value}"`;
      case "number":
        return this.#options.formatNumber(value);
      case "boolean":
        return value ? "true" : "false";
      default:
        return value === null ? "null" : undefined;
    }
  }

  #empty(open: string, close: string): void {
    this.#out.open(open);
    this.#out.suffix(close);
  }

  #plainKey(key: string): void {
    this.#out.plain(key, false);
    this.#out.suffix(":");
  }

  #key(key: string): void {
    const out = this.#out;
    if (key.length < SIMPLE_KEY_MAX && PLAIN_WORD.test(key)) return this.#plainKey(key);
    this.#options.check?.(key, "key");
    const { text, style, tag } = this.#encoded(key);
    const forms = out.analyze(text);
    if (forms.multiline || byteLength(text) + tag.length > SIMPLE_KEY_MAX) return this.#complexKey(key);
    if (tag !== "") out.indicator(tag);
    out.write(text, out.styleFor(style, { text, forms, inFlow: false, simpleKey: true }), { breaks: false });
    out.suffix(":");
  }

  #complexKey(key: string): void {
    this.#out.indicator("?", true);
    this.#string(key, "map");
    this.#out.writeIndent();
    this.#out.indicator(":", true);
  }

  #list(list: List, parent: Parent): void {
    const out = this.#out;
    if (list.length === 0) return this.#empty("[", "]");
    const { onLeaf } = this.#options;
    const { indent } = out;
    const indentless = this.#options.dialect === "v2" && parent === "map" && !out.indention;
    out.indent = indentless ? Math.max(indent, 0) : this.#deeper(parent, false);
    for (let i = 0; i < list.length; i++) {
      if (this.#line(list, i, list[i])) continue;
      out.writeIndent();
      out.indicator("-", true);
      const start = out.text.length;
      this.#node(list[i], "list");
      onLeaf?.({ start, end: out.text.length, container: list, key: i });
    }
    out.indent = indent;
  }
}

const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether a reader takes the text, written plain, for a string. v3 also spares readers of YAML 1.1. */
export function meansItself(text: string, dialect: Dialect): boolean {
  if (isSmallInteger(text) || typeof resolvePlain(text, "v2") !== "string") return false;
  if (dialect === "v3" && typeof resolvePlain(text, "v3") !== "string") return false;
  const first = text.charCodeAt(0);
  if (first > 57) return true;
  return !BASE_60.test(text) && !isTimestamp(text);
}

const BINARY_LINE = 70;

/** Base64 in lines, as go-yaml breaks it. */
export function binaryLines(bytes: Uint8Array): string {
  const encoded = encodeBase64(bytes);
  if (encoded.length < BINARY_LINE) return encoded;
  return encoded.replace(/.{1,70}/g, "$&\n");
}
