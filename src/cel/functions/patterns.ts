/** Regular expressions, each compiled once. */
import { compile, type Regexp } from "../../go/regexp/index.ts";
import { CelError } from "../values/value.ts";

const KEPT_MAX = 500;
const kept = new Map<string, Regexp>();

/** Throws a `CelError`. */
export function pattern(source: string): Regexp {
  const found = kept.get(source);
  if (found !== undefined) return found;
  try {
    const regexp = compile(source);
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(source, regexp);
    return regexp;
  } catch (error) {
    throw new CelError(error instanceof Error ? error.message : String(error));
  }
}
