import { compile } from "../../go/regexp/index.ts";

/**
 * Globs of `.Files.Glob`, as github.com/gobwas/glob v0.2.3 reads them with `/` for separator: `*` and `?` stay within a folder,
 * `**` does not, `[a-z]`, `[abc]` and `[!abc]` stand for one character, `{a,b}` for either. A pattern that cannot be read
 * matches everything, as Helm then falls back to `**`.
 */
export function compileGlob(pattern: string): (name: string) => boolean {
  return parseGlob(pattern) ?? (() => true);
}

/** `undefined` for a pattern that cannot be read. */
export function parseGlob(pattern: string): ((name: string) => boolean) | undefined {
  const source = new Translator(pattern).translate();
  if (source === undefined) return undefined;
  if (pattern.split("*").length > STARS_MAX) {
    const linear = compile(`(?s)^(?:${source.replaceAll("\\/", "/")})$`);
    return (name) => linear.test(name);
  }
  const regexp = new RegExp(`^${source}$`, "su");
  return (name) => regexp.test(name);
}

/** With more stars, JavaScript's expressions, which try again and again, could take for ever. */
const STARS_MAX = 4;

class Translator {
  readonly #runes: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#runes = Array.from(pattern);
  }

  /** A regular expression, `undefined` for a pattern that cannot be read. */
  translate(): string | undefined {
    let source = "";
    while (this.#at < this.#runes.length) {
      const piece = this.#piece();
      if (piece === undefined) return undefined;
      source += piece;
    }
    // An alternative that is never closed ends with the pattern.
    return source + ")".repeat(this.#depth);
  }

  #piece(): string | undefined {
    const rune = this.#runes[this.#at++] ?? "";
    switch (rune) {
      case "*":
        if (this.#runes[this.#at] !== "*") return "[^/]*";
        this.#at++;
        return ".*";
      case "?":
        return "[^/]";
      case "[":
        return this.#range();
      case "{":
        this.#depth++;
        return "(?:";
      case "\\":
        return escape(this.#runes[this.#at++] ?? "");
    }
    if (this.#depth > 0 && rune === ",") return "|";
    if (this.#depth > 0 && rune === "}") {
      this.#depth--;
      return ")";
    }
    return escape(rune);
  }

  /** `[lo-hi]` only when nothing else stands in the brackets; otherwise each character stands for itself. */
  #range(): string | undefined {
    const not = this.#runes[this.#at] === "!" ? "^" : "";
    if (not !== "") this.#at++;
    const low = this.#runes[this.#at];
    if (low !== undefined && this.#runes[this.#at + 1] === "-") {
      const high = this.#runes[this.#at + 2];
      const closed = this.#runes[this.#at + 3] === "]";
      this.#at += 4;
      const ordered = high !== undefined && (high.codePointAt(0) ?? 0) >= (low.codePointAt(0) ?? 0);
      return closed && ordered ? `[${not}${escapeInRange(low)}-${escapeInRange(high)}]` : undefined;
    }
    let characters = "";
    while (this.#at < this.#runes.length && this.#runes[this.#at] !== "]") {
      if (this.#runes[this.#at] === "\\") this.#at++;
      characters += escapeInRange(this.#runes[this.#at++] ?? "");
    }
    const closed = this.#runes[this.#at++] === "]";
    return closed && characters !== "" ? `[${not}${characters}]` : undefined;
  }
}

function escape(rune: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(rune) ? `\\${rune}` : rune;
}

/** Between brackets a hyphen means something too. */
function escapeInRange(rune: string): string {
  return rune === "-" ? "\\-" : escape(rune);
}
