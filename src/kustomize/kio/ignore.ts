/** `.krmignore`: patterns as in .gitignore for files that are no resources (kyaml kio/ignorefilesmatcher.go, 0.21). */
import { FileError, type FileSystem } from "../../base/index.ts";
import { fromBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";

interface Rule {
  readonly pattern: RegExp;
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
}

export class IgnoreRules {
  #root = "";
  #rules: readonly Rule[] = [];

  constructor(private readonly files: FileSystem) {}

  /** Takes up the rules of a package's folder. Throws `FileError` where there are some that cannot be read. */
  enter(folder: string): void {
    this.#root = folder;
    this.#rules = parseRules(this.#textOf(join(folder, ".krmignore")));
  }

  #textOf(path: string): string {
    try {
      return fromBytes(this.files.read(path));
    } catch (error) {
      // A folder can be opened, and then has no lines.
      if (error instanceof FileError && (error.code === "ENOENT" || error.code === "EISDIR")) return "";
      throw error;
    }
  }

  ignores(path: string, kind: "file" | "directory"): boolean {
    const relative = path.slice(this.#root.length + 1);
    let ignored = false;
    for (const { pattern, negated, directoriesOnly } of this.#rules) {
      if (directoriesOnly && kind !== "directory") continue;
      if (pattern.test(relative)) ignored = !negated;
    }
    return ignored;
  }
}

function parseRules(text: string): Rule[] {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  return lines.filter((line) => line !== "" && !line.startsWith("#")).map(parseRule);
}

function parseRule(line: string): Rule {
  const negated = line.startsWith("!");
  const body = negated ? line.slice(1) : line;
  const directoriesOnly = body.endsWith("/");
  const path = directoriesOnly ? body.slice(0, -1) : body;
  const anchored = path.includes("/");
  const source = path
    .replace(/^\//, "")
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("**/", "\0")
    .replaceAll("**", "\u0001")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]")
    .replaceAll("\0", "(?:.*/)?")
    .replaceAll("\u0001", ".*");
  return { negated, directoriesOnly, pattern: new RegExp(anchored ? `^${source}$` : `(?:^|/)${source}$`) };
}
