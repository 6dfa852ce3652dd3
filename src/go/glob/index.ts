/** Shell patterns on names and over a file system (Go path/filepath: Match, Glob). */
import { type FileSystem, namesIn, standsAt } from "../../base/index.ts";
import { GoError } from "../value.ts";
import { join } from "../path/index.ts";

const MAGIC = /[*?[\\]/;

/** Whether the whole of a name matches; `*` and `?` never match a slash. Throws `GoError` for a pattern that cannot be read. */
export function match(pattern: string, name: string): boolean {
  return expressionOf(pattern).test(name);
}

function expressionOf(pattern: string): RegExp {
  let source = "";
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] ?? "";
    if (character === "*") source += "[^/]*";
    else if (character === "?") source += "[^/]";
    else if (character === "[") {
      const end = classEnd(pattern, i);
      source += classSource(pattern.slice(i + 1, end));
      i = end;
    } else {
      if (character === "\\" && ++i === pattern.length) throw badPattern();
      source += (pattern[i] ?? "").replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    }
  }
  return new RegExp(`^(?:${source})$`, "su");
}

function badPattern(): GoError {
  return new GoError("syntax error in pattern");
}

function classEnd(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === "^") at++;
  for (let first = true; at < pattern.length; first = false) {
    if (pattern[at] === "]" && !first) return at;
    at += pattern[at] === "\\" ? 2 : 1;
  }
  throw badPattern();
}

function classSource(body: string): string {
  return `[${body.replace(/[[&]/g, "\\$&")}]`;
}

/**
 * The paths that a pattern matches, as the pattern writes them, in order of names. What cannot be read matches nothing. Throws `GoError` for a
 * pattern that cannot be read.
 */
export function glob(files: FileSystem, pattern: string): string[] {
  if (!MAGIC.test(pattern)) return standsAt(files, pattern) ? [pattern] : [];
  const slash = pattern.lastIndexOf("/");
  const [above, name] = slash < 0 ? [".", pattern] : [pattern.slice(0, slash) || "/", pattern.slice(slash + 1)];
  const folders = MAGIC.test(above) ? glob(files, above) : [above];
  const expression = expressionOf(name);
  return folders.flatMap((folder) =>
    namesIn(files, folder)
      .filter((each) => expression.test(each))
      .map((each) => join(folder, each)),
  );
}
