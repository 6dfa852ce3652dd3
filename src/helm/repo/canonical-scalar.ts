/** Scalars on one line, read as YAML 1.1 into text. See `canonical-index.ts`. */
import * as yaml from "../../yaml/index.ts";

/** The text is not in the form that is read here. It may well be right. */
export class NotCanonical extends Error {}

const DOUBLE_QUOTED = /^"[^"\\]*"$/;
const SINGLE_QUOTED = /^'[^']*'$/;
const LETTER_FIRST = /^[A-Za-z]/;
/** Digits first, yet no number: versions, times, digests with a letter that no exponent has. */
const NEVER_NUMBER = /^(?:\d+\.\d+\.\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|(?=[0-9a-f]*[abcdf])[0-9a-f]{64}$)/;
/** Words that may be booleans or null. */
const WORD_LENGTH_MAX = 5;

/** The text of a plain or quoted scalar that stands wholly on its line. Throws `NotCanonical`. */
export function scalar(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 0x22) return unquoted(text, DOUBLE_QUOTED);
  if (first === 0x27) return unquoted(text, SINGLE_QUOTED);
  requirePlain(text);
  if (LETTER_FIRST.test(text) ? text.length > WORD_LENGTH_MAX : NEVER_NUMBER.test(text)) return text;
  return resolved(text);
}

function unquoted(text: string, shape: RegExp): string {
  if (!shape.test(text)) throw new NotCanonical();
  return text.slice(1, -1);
}

/** Nothing in it that YAML would take for structure. */
export function requirePlain(text: string): void {
  if (text.includes(": ") || text.includes(" #") || text.endsWith(":") || text.endsWith(" ")) throw new NotCanonical();
}

const known = new Map<string, string>();
const KNOWN_MAX = 10_000;

/** Whatever else: the full reader knows, and is asked once. */
function resolved(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const result = yaml.unmarshal(text) ?? "";
  // Where numbers become text, and where they are an error, is told by the full reader.
  if (typeof result !== "string") throw new NotCanonical();
  if (known.size < KNOWN_MAX) known.set(text, result);
  return result;
}
