/** References in a text (helmfile/vals v0.46.1, pkg/expansion/expand_match.go): a text that is one keeps the type of its value. */
import { sprint } from "../../go/fmt/index.ts";
import { GoError, Int, typeOf, type Value, within } from "../../go/index.ts";

/** The value of a reference without its `ref+`. */
export type LookUp = (reference: string) => Value;

const REFERENCE = /(?:secret)?ref\+([^+:]*:\/\/[^+\n ]+[^+\n ",])\+?/u;
const BEGINNING = /(?:secret)?ref\+/g;
/** Between two references that do not stand one in the other. */
const SEPARATOR = /[ \n\r\t",]/;
const NESTED_MAX = 10;

/** Throws `GoError`. */
export function expandText(given: string, lookUp: LookUp): Value {
  const text = resolveInner(given, lookUp);
  const found = REFERENCE.exec(text);
  if (found === null) return text;
  if (found.index === 0 && found[0].length === text.length) return valueOf(found[1] ?? "", lookUp);
  return expandAll(text, lookUp);
}

function expandAll(text: string, lookUp: LookUp): string {
  let result = "";
  let rest = text;
  for (let found = REFERENCE.exec(rest); found !== null; found = REFERENCE.exec(rest)) {
    result += rest.slice(0, found.index) + sprint([valueOf(found[1] ?? "", lookUp)]);
    rest = rest.slice(found.index + found[0].length);
  }
  return result + rest;
}

function valueOf(reference: string, lookUp: LookUp): Value {
  return within(`expand ${reference}`, () => lookUp(reference));
}

/** A reference may stand inside another, which is then looked up with its value: from the inside outwards. */
function resolveInner(given: string, lookUp: LookUp): string {
  let text = given;
  for (let depth = 0; ; depth++) {
    if (depth >= NESTED_MAX) throw new GoError(`maximum nesting depth (${NESTED_MAX}) exceeded`);
    const inner = innermost(text);
    if (inner === undefined) return text;
    const value = nestedText(inner.reference, lookUp);
    text = text.slice(0, inner.start) + value + text.slice(inner.end);
  }
}

interface Inner {
  readonly reference: string;
  readonly start: number;
  readonly end: number;
}

function innermost(text: string): Inner | undefined {
  const beginnings = [...text.matchAll(BEGINNING)];
  for (let i = beginnings.length - 1; i > 0; i--) {
    const start = beginnings[i]?.index ?? 0;
    const before = beginnings[i - 1];
    if (before === undefined || SEPARATOR.test(text.slice(before.index + before[0].length, start))) continue;
    const found = REFERENCE.exec(text.slice(start));
    if (found === null) continue;
    const from = start + found.index;
    return { reference: found[1] ?? "", start: from, end: from + found[0].length };
  }
  return undefined;
}

function nestedText(reference: string, lookUp: LookUp): string {
  const value = valueOf(reference, lookUp);
  if (value === null || value === undefined) throw new GoError(`nested ref ${reference} resolved to nil`);
  if (typeof value === "object" && !(value instanceof Int)) {
    throw new GoError(
      `nested ref ${reference} resolved to ${typeOf(value)}; nested refs must resolve to scalar values`,
    );
  }
  return sprint([value]);
}
