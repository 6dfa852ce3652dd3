/** Shell patterns on file names and over a file system (Go path/filepath: Match, Glob; hidden files are passed over). */
import { type FileSystem, namesIn } from "../../base/index.ts";
import { base, join } from "../../go/path/index.ts";
import { KustomizeError } from "../error.ts";
import { filesFrom } from "../load/files-from.ts";
import { standsAt } from "../load/loader.ts";
import type { Folder } from "./kustomization-file.ts";

const MAGIC = /[*?[\\]/;

/** Whether the whole of `name` matches; `*` and `?` never match a slash. */
export function matchPattern(pattern: string, name: string): boolean {
  return patternOf(pattern).test(name);
}

function patternOf(pattern: string): RegExp {
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

function badPattern(): KustomizeError {
  return new KustomizeError("syntax error in pattern");
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

/** The paths that a pattern matches, as the pattern writes them, in order of names. What cannot be read matches nothing. */
export function glob(folder: Folder, pattern: string): string[] {
  const found = globAll(filesFrom(folder), pattern);
  return base(pattern).startsWith(".") ? found : found.filter((path) => !base(path).startsWith("."));
}

function globAll(files: FileSystem, pattern: string): string[] {
  if (!MAGIC.test(pattern)) return standsAt(files, pattern) ? [pattern] : [];
  const slash = pattern.lastIndexOf("/");
  const [above, name] = slash < 0 ? [".", pattern] : [pattern.slice(0, slash) || "/", pattern.slice(slash + 1)];
  const folders = MAGIC.test(above) ? globAll(files, above) : [above];
  const matches = patternOf(name);
  return folders.flatMap((folder) =>
    namesIn(files, folder)
      .filter((each) => matches.test(each))
      .map((each) => join(folder, each)),
  );
}
