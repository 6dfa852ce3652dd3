/** html, js and urlquery of text/template (funcs.go). */
import { toBytes } from "../../bytes.ts";
import { sprint } from "../../fmt/index.ts";
import { isPrint } from "../../strconv/index.ts";
import type { Value } from "../../value.ts";
import { dereference } from "../print-value.ts";

const HTML: Readonly<Record<string, string>> = {
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\0": "\ufffd",
};

export function html(...args: Value[]): string {
  return text(args).replace(/["'&<>\0]/g, (character) => HTML[character] ?? character);
}

const JS: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
  "<": "\\u003C",
  ">": "\\u003E",
  "&": "\\u0026",
  "=": "\\u003D",
};

export function js(...args: Value[]): string {
  return text(args).replace(/[^ !#-%(-;?-[\]-~\x7f]/gu, escapeForJs);
}

function escapeForJs(character: string): string {
  const special = JS[character];
  if (special !== undefined) return special;
  const rune = character.codePointAt(0) ?? 0;
  if (rune >= 0x80 && isPrint(rune)) return character;
  // A byte outside valid UTF-8 is decoded to the replacement character, which is printable: the byte itself is kept.
  if (rune >= 0xdc80 && rune <= 0xdcff) return character;
  return `\\u${rune.toString(16).toUpperCase().padStart(4, "0")}`;
}

export function urlquery(...args: Value[]): string {
  let escaped = "";
  for (const byte of toBytes(text(args))) {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/.test(character)) escaped += character;
    else if (character === " ") escaped += "+";
    else escaped += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return escaped;
}

function text(args: readonly Value[]): string {
  const [only] = args;
  if (args.length === 1 && typeof only === "string") return only;
  return sprint(args.map((arg) => (arg === undefined || arg === null ? "<no value>" : dereference(arg))));
}
