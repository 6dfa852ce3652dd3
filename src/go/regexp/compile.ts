/** Compiling expressions, and keeping those that were compiled last. */
import { canBackquote, quote } from "../strconv/index.ts";
import { GoError } from "../value.ts";
import { parse } from "./parse.ts";
import { Regexp } from "./regexp.ts";

/** Templates use few expressions, but in loops. */
const KEPT_MAX = 256;
const kept = new Map<string, Regexp>();

/** `regexp.Compile`. Throws `error parsing regexp: ...`. */
export function compile(pattern: string): Regexp {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  const regexp = new Regexp(pattern, parse(pattern));
  if (kept.size >= KEPT_MAX) forgetOldest();
  kept.set(pattern, regexp);
  return regexp;
}

function forgetOldest(): void {
  const oldest = kept.keys().next().value;
  if (oldest !== undefined) kept.delete(oldest);
}

/** `regexp.MustCompile`: the same, with the panic's text. */
export function mustCompile(pattern: string): Regexp {
  try {
    return compile(pattern);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const shown = canBackquote(pattern) ? `\`${pattern}\`` : quote(pattern);
    throw new GoError(`regexp: Compile(${shown}): ${error.message}`);
  }
}

/** `regexp.QuoteMeta`: a text as an expression that matches it alone. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`);
}
