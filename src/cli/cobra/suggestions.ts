/** `Did you mean this?`: commands whose names are near to a word that names none. */
import { toBytes } from "../../go/index.ts";
import type { Command } from "./command.ts";

const DISTANCE_MAX = 2;

/** What follows an `unknown command` message; empty without suggestions. */
export function suggestionText(command: Command, word: string): string {
  const names = suggestionsFor(command, word);
  return names.length === 0 ? "" : `\n\nDid you mean this?\n${names.map((name) => `\t${name}\n`).join("")}`;
}

export function suggestionsFor(command: Command, word: string): string[] {
  const typed = word.toLowerCase();
  return command.commands
    .filter((child) => child.available)
    .flatMap(({ name, header }) => {
      const near = distance(typed, name.toLowerCase()) <= DISTANCE_MAX || name.toLowerCase().startsWith(typed);
      const asked = (header.suggestFor ?? []).filter((other) => other.toLowerCase() === typed);
      return [...(near ? [name] : []), ...asked.map(() => name)];
    });
}

/** Levenshtein's distance, in bytes. */
function distance(a: string, b: string): number {
  const from = toBytes(a);
  const to = toBytes(b);
  let row = Array.from({ length: from.length + 1 }, (_, i) => i);
  for (let j = 1; j <= to.length; j++) {
    const next = [j];
    for (let i = 1; i <= from.length; i++) {
      const [diagonal, above, left] = [row[i - 1] ?? 0, row[i] ?? 0, next[i - 1] ?? 0];
      next.push(from[i - 1] === to[j - 1] ? diagonal : Math.min(diagonal, above, left) + 1);
    }
    row = next;
  }
  return row[from.length] ?? 0;
}
