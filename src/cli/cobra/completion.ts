/** What a command or flag proposes to the shell: words, and a directive telling the shell what to do with them. */
import type { RunContext } from "../context.ts";

/** Bits, as cobra's ShellCompDirective has them. */
export const Directive = {
  default: 0,
  error: 1,
  noSpace: 2,
  noFiles: 4,
  fileExtensions: 8,
  directories: 16,
  keepOrder: 32,
} as const;

const DIRECTIVE_MAX = 64;

export interface Proposal {
  /** Each word may be followed by a tab and its description. */
  readonly words: readonly string[];
  readonly directive: number;
}

/** `context.args` are the arguments before the one being typed, `word` what is typed of it. */
export interface Completion {
  propose(context: RunContext, word: string): Promise<Proposal> | Proposal;
}

export function proposal(words: readonly string[], directive: number = Directive.noFiles): Proposal {
  return { words, directive };
}

/** Proposes nothing, not even files. */
export const noFiles: Completion = { propose: () => proposal([]) };

export function fixed(...words: readonly string[]): Completion {
  return { propose: () => proposal(words) };
}

const NAMES: readonly (readonly [number, string])[] = [
  [Directive.error, "ShellCompDirectiveError"],
  [Directive.noSpace, "ShellCompDirectiveNoSpace"],
  [Directive.noFiles, "ShellCompDirectiveNoFileComp"],
  [Directive.fileExtensions, "ShellCompDirectiveFilterFileExt"],
  [Directive.directories, "ShellCompDirectiveFilterDirs"],
  [Directive.keepOrder, "ShellCompDirectiveKeepOrder"],
];

export function directiveText(directive: number): string {
  if (directive >= DIRECTIVE_MAX) return `ERROR: unexpected ShellCompDirective value: ${directive}`;
  const names = NAMES.filter(([bit]) => (directive & bit) !== 0).map(([, name]) => name);
  return names.length === 0 ? "ShellCompDirectiveDefault" : names.join(", ");
}
