/** Rules for the number of positional arguments, with cobra's own texts; programs add theirs. */
import { quote } from "../../go/strconv/index.ts";
import type { Command } from "./command.ts";
import { suggestionText } from "./suggestions.ts";

/** Refuses positional arguments by throwing. */
export type ArgumentRule = (command: Command, args: readonly string[]) => void;

export const noArguments: ArgumentRule = (command, args) => {
  const [first] = args;
  if (first !== undefined) throw new Error(`unknown command ${quote(first)} for ${quote(command.path)}`);
};

export const anyArguments: ArgumentRule = () => {};

export function exactArguments(count: number): ArgumentRule {
  return (_, args) => {
    if (args.length !== count) throw new Error(`accepts ${count} arg(s), received ${args.length}`);
  };
}

export function minimumArguments(count: number): ArgumentRule {
  return (_, args) => {
    if (args.length < count) throw new Error(`requires at least ${count} arg(s), only received ${args.length}`);
  };
}

export function maximumArguments(count: number): ArgumentRule {
  return (_, args) => {
    if (args.length > count) throw new Error(`accepts at most ${count} arg(s), received ${args.length}`);
  };
}

export const onlyValidArguments: ArgumentRule = (command, args) => {
  const valid = (command.body.validArgs ?? []).map((word) => word.split("\t", 1)[0]);
  if (valid.length === 0) return;
  const wrong = args.find((word) => !valid.includes(word));
  if (wrong === undefined) return;
  const hint = suggestionText(command, args[0] ?? "");
  throw new Error(`invalid argument ${quote(wrong)} for ${quote(command.path)}${hint}`);
};

/** All of the rules, in order. */
export function allRules(...rules: readonly ArgumentRule[]): ArgumentRule {
  return (command, args) => {
    for (const rule of rules) rule(command, args);
  };
}

/** What cobra demands when a command has no rule: below a root with commands, a word must name one of them. */
export const legacyArguments: ArgumentRule = (command, args) => {
  if (command.commands.length > 0 && command.parent === undefined) namedCommand(command, args);
};

/** A word must name one of the commands. */
export const namedCommand: ArgumentRule = (command, args) => {
  const [first] = args;
  if (first === undefined) return;
  const hint = suggestionText(command, first);
  throw new Error(`unknown command ${quote(first)} for ${quote(command.path)}${hint}`);
};
