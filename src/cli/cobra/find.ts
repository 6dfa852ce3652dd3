/** Which command a command line names, after cobra v1.10.2 (`Find`, `stripFlags`). Loads the commands on the way. */
import type { Command } from "./command.ts";
import { legacyArguments } from "./arguments.ts";

export interface Found {
  readonly command: Command;
  /** The words without those that named the command. */
  readonly words: readonly string[];
}

/** The deepest command the words name. Throws `UnknownCommand` where the root refuses the next word. */
export async function find(root: Command, words: readonly string[]): Promise<Found> {
  let command = await root.load();
  let rest = words;
  for (;;) {
    const [next] = positionalWords(command, rest);
    const child = next === undefined ? undefined : command.child(next);
    if (next === undefined || child === undefined) break;
    rest = without(command, rest, next);
    command = await child.load();
  }
  if (command.body.args === undefined) checkLegacy(command, rest);
  return { command, words: rest };
}

/** No command answers to a word. */
export class UnknownCommand extends Error {
  constructor(
    message: string,
    readonly command: Command,
  ) {
    super(message);
  }
}

function checkLegacy(command: Command, rest: readonly string[]): void {
  try {
    legacyArguments(command, positionalWords(command, rest));
  } catch (error) {
    throw new UnknownCommand((error as Error).message, command);
  }
}

/** Words that are neither flags nor, as far as the command's flags tell, values of flags. */
function positionalWords(command: Command, words: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "--") break;
    if (takesNextWord(command, word)) {
      if (i + 2 >= words.length) break;
      i++;
    } else if (word !== "" && !word.startsWith("-")) found.push(word);
  }
  return found;
}

function without(command: Command, words: readonly string[], name: string): readonly string[] {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "--") break;
    if (takesNextWord(command, word)) i++;
    else if (word === name) return words.toSpliced(i, 1);
  }
  return words;
}

/** Whether a word is a flag that has its value in the next word. Unknown flags are taken to have one. */
function takesNextWord({ flags }: Command, word: string): boolean {
  if (word.includes("=") || !word.startsWith("-")) return false;
  if (word.startsWith("--")) return (flags.get(word.slice(2))?.alone ?? "") === "";
  return word.length === 2 && (flags.getByShorthand(word.slice(1))?.alone ?? "") === "";
}
