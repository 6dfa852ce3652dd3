/**
 * `.helmignore`, in Helm's dialect of glob patterns (helm pkg/ignore/rules.go): no `**`, rules are tried in order and the first
 * hit decides, and a negated rule ignores everything that it does not match.
 */
import { GoError } from "../../go/index.ts";
import { compilePattern, match } from "./match.ts";

interface Rule {
  /** Throws where the pattern is malformed. */
  readonly matches: (name: string) => boolean;
  /** The pattern holds no slash: only the last part of a path is compared. */
  readonly baseOnly: boolean;
  readonly negated: boolean;
  readonly directoryOnly: boolean;
}

export interface IgnoreRules {
  /** Whether the file or folder at `path`, relative to the chart, is left out. */
  ignores(path: string, options: { directory: boolean }): boolean;
}

/** Rules of a `.helmignore` file (empty text: none), with Helm's own. Throws `GoError` for a rule that Helm refuses. */
export function parseRules(text: string): IgnoreRules {
  const lines = text.replace(/^\ufeff/, "").split("\n");
  const rules = [...lines.flatMap((line) => parseRule(line.trim()) ?? []), DEFAULT_RULE];
  return {
    ignores(path, { directory }) {
      if (path === "" || path === "." || path === "./") return false;
      const base = path.slice(path.lastIndexOf("/") + 1);
      for (const rule of rules) if (excludes(rule, rule.baseOnly ? base : path, directory)) return true;
      return false;
    },
  };
}

/** Hidden files in templates/ are never templates: `templates/.?*`. */
const DEFAULT_RULE: Rule = { matches: isHiddenTemplate, baseOnly: false, negated: false, directoryOnly: false };
const HIDDEN = "templates/.";

function isHiddenTemplate(name: string): boolean {
  return name.length > HIDDEN.length && name.startsWith(HIDDEN) && !name.includes("/", HIDDEN.length);
}

function parseRule(line: string): Rule | undefined {
  if (line === "" || line.startsWith("#")) return undefined;
  if (line.includes("**")) throw new GoError("double-star (**) syntax is not supported");
  match(line, "abc");
  const negated = line.startsWith("!");
  let pattern = negated ? line.slice(1) : line;
  const directoryOnly = pattern.endsWith("/");
  if (directoryOnly) pattern = pattern.slice(0, -1);
  if (pattern.startsWith("/")) return { matches: matcher(pattern.slice(1)), baseOnly: false, negated, directoryOnly };
  return { matches: matcher(pattern), baseOnly: !pattern.includes("/"), negated, directoryOnly };
}

/** Most names differ from a pattern before its first star. */
function matcher(pattern: string): (name: string) => boolean {
  const start = pattern.slice(0, Math.max(pattern.search(/[*?[\\]|$/), 0));
  const compiled = compilePattern(pattern);
  return (name) => name.startsWith(start) && compiled(name);
}

function excludes(rule: Rule, name: string, directory: boolean): boolean {
  if (rule.directoryOnly && !directory) return rule.negated;
  return matches(rule, name) !== rule.negated;
}

/** A pattern that only its prefix made valid (such as `!`) matches nothing. */
function matches(rule: Rule, name: string): boolean {
  try {
    return rule.matches(name);
  } catch {
    return false;
  }
}
