/** JSON pointers and the fragments of URLs that hold them. */
import { escape as escapeUrl, unescape as unescapeUrl } from "../go/url/index.ts";
import { GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { get, isObject, type Json } from "./json.ts";

export function escapeToken(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** `undefined` for a tilde that is not followed by 0 or 1. */
export function unescapeToken(token: string): string | undefined {
  if (!token.includes("~")) return token;
  if (/~(?![01])/.test(token)) return undefined;
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

export function childPointer(pointer: string, ...tokens: readonly string[]): string {
  return pointer + tokens.map((token) => `/${escapeToken(token)}`).join("");
}

const PLAIN_FRAGMENT = /^[A-Za-z0-9/$_.-]*$/;

/** A pointer as the fragment of a URL; slashes stay. */
export function encodeFragment(pointer: string): string {
  if (PLAIN_FRAGMENT.test(pointer)) return pointer;
  return pointer
    .split("/")
    .map((token) => escapeUrl(token, "pathSegment"))
    .join("/");
}

export function splitUrl(url: string): readonly [base: string, fragment: string] {
  const hash = url.indexOf("#");
  return hash < 0 ? [url, ""] : [url.slice(0, hash), url.slice(hash + 1)];
}

/** Throws GoError for a fragment with a bad escape. */
export function splitAndDecode(url: string): readonly [base: string, fragment: string] {
  const [base, fragment] = splitUrl(url);
  try {
    return [base, unescapeUrl(fragment, "pathSegment")];
  } catch (error) {
    throw error instanceof GoError ? new GoError(`error in parsing ${quote(url)}: ${error.message}`) : error;
  }
}

/** A place in a document. */
export interface Place {
  readonly url: string;
  readonly pointer: string;
}

export function placeUrl({ url, pointer }: Place): string {
  return `${url}#${encodeFragment(pointer)}`;
}

/** What stands at a place of its document. Throws GoError where there is nothing. */
export function lookup(document: Json, place: Place): Json {
  let value = document;
  for (const raw of place.pointer.split("/").slice(1)) {
    const token = unescapeToken(raw);
    if (token === undefined) throw new GoError(`invalid json-pointer ${quote(placeUrl(place))}`);
    const next = step(value, token);
    if (next === undefined) throw new GoError(`json-pointer in ${quote(placeUrl(place))} not found`);
    value = next;
  }
  return value;
}

function step(value: Json, token: string): Json | undefined {
  if (Array.isArray(value)) return /^[+-]?\d+$/.test(token) ? value[Number(token)] : undefined;
  return isObject(value) ? get(value, token) : undefined;
}
