import { toBytes } from "../go/index.ts";
import { isWord } from "./characters.ts";
import type { Dialect } from "./errors.ts";
import { isTimestamp, resolvePlain } from "./resolve.ts";

const LONG_PREFIX = "tag:yaml.org,2002:";

/** `!!str` for `tag:yaml.org,2002:str`; other tags as they are. */
export function shortTag(tag: string): string {
  return tag.startsWith(LONG_PREFIX) ? `!!${tag.slice(LONG_PREFIX.length)}` : tag;
}

export function longTag(tag: string): string {
  return tag.startsWith("!!") ? LONG_PREFIX + tag.slice(2) : tag;
}

/** The tag that v3 gives a plain scalar. */
export function plainTag(text: string): string {
  return text === "<<" ? "!!merge" : resolveTag(text, "v3");
}

/** The tag that a text has when it is read plain. */
export function resolveTag(text: string, dialect: Dialect): string {
  const value = resolvePlain(text, dialect);
  switch (typeof value) {
    case "boolean":
      return "!!bool";
    case "bigint":
      return "!!int";
    case "number":
      return "!!float";
    case "string":
      return isTimestamp(text) ? "!!timestamp" : "!!str";
    default:
      return "!!null";
  }
}

const TAG_CHARACTERS = new Set([...";/?:@&=+$,_.~*'()[]"].map((character) => character.charCodeAt(0)));

/** How a tag is written: `!!str`, `!local` or `!<verbatim>`. */
export function writtenTag(tag: string): { text: string; length: number } {
  const long = longTag(tag);
  const [handle, suffix] = splitTag(long);
  const content = escapeTag(suffix);
  return { text: handle === "" ? `!<${content}>` : handle + content, length: handle.length + toBytes(suffix).length };
}

function splitTag(tag: string): [handle: string, suffix: string] {
  if (tag.startsWith("!")) return ["!", tag.slice(1)];
  return tag.startsWith(LONG_PREFIX) ? ["!!", tag.slice(LONG_PREFIX.length)] : ["", tag];
}

function escapeTag(text: string): string {
  let escaped = "";
  for (const byte of toBytes(text)) {
    if (isWord(byte) || TAG_CHARACTERS.has(byte)) escaped += String.fromCharCode(byte);
    else escaped += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return escaped;
}
