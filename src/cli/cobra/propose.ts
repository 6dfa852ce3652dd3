/** Finds what to propose for the last word of an unfinished command line, after cobra v1.10.2 (`getCompletions`). */
import type { Command } from "./command.ts";
import { Directive, type Completion, type Proposal } from "./completion.ts";
import { parseFlags, type Program } from "./execute.ts";
import { find } from "./find.ts";
import type { Flag } from "./flag.ts";
import { hideExcludedFlags } from "./flag-groups.ts";

export interface Answer extends Proposal {
  readonly error?: string;
}

export async function propose(program: Program, line: readonly string[]): Promise<Answer> {
  const typed = line.at(-1) ?? "";
  const before = line.slice(0, -1);
  try {
    const { command, words } = await find(program.root, before);
    return await proposeFor(program, { command, words, typed });
  } catch {
    return failure(`unable to find a command for arguments: [${before.join(" ")}]`);
  }
}

interface Unfinished {
  readonly command: Command;
  readonly words: readonly string[];
  /** What is typed of the last word. */
  readonly typed: string;
}

function failure(error: string): Answer {
  return { words: [], directive: Directive.default, error };
}

async function proposeFor(program: Program, line: Unfinished): Promise<Answer> {
  const { command } = line;
  const parsing = command.body.disableFlagParsing !== true;
  if (parsing) command.addBuiltInFlags();
  const pending = parsing ? pendingFlag(line) : { words: line.words, typed: line.typed };
  const state = parsing ? parseBefore(program, command, pending.words) : { flagsEnded: false };
  if ("error" in state) return failure(state.error);
  if (pending.unknown !== undefined && !state.flagsEnded) return failure(pending.unknown);
  if (helpGiven(command)) return { words: [], directive: Directive.noFiles };
  const args = parsing ? command.flags.args : pending.words;
  const flag = state.flagsEnded ? undefined : pending.flag;
  if (flag !== undefined) {
    const files = fileProposal(flag);
    if (files !== undefined) return files;
  }
  if (parsing) hideExcludedFlags(command);
  return await proposeWords(program, {
    command,
    words: args,
    typed: pending.typed,
    flag,
    flagsEnded: state.flagsEnded,
  });
}

interface Pending {
  readonly words: readonly string[];
  readonly typed: string;
  /** The flag whose value is being typed. */
  readonly flag?: Flag | undefined;
  readonly unknown?: string;
}

/** Whether a flag's value is being typed: after `--flag=` or after a word `--flag` that needs one. */
function pendingFlag({ command, words, typed }: Unfinished): Pending {
  const equals = typed.indexOf("=");
  if (typed.startsWith("-") && equals < 0) return { words, typed };
  const attached = typed.startsWith("-");
  const previous = words.at(-1) ?? "";
  const holder = attached ? typed.slice(0, equals) : isFlagWord(previous) && !previous.includes("=") ? previous : "";
  const name = holder.startsWith("--") ? holder.slice(2) : holder.slice(-1);
  const rest = attached || holder === "" ? words : words.slice(0, -1);
  const value = attached ? typed.slice(equals + 1) : typed;
  if (name === "") return { words: rest, typed: value };
  const flag = name.length === 1 ? command.flags.getByShorthand(name) : command.flags.get(name);
  if (flag === undefined) {
    return { words, typed, unknown: `Subcommand '${command.name}' does not support flag '${name}'` };
  }
  return !attached && flag.alone !== "" ? { words, typed: value } : { words: rest, typed: value, flag };
}

function isFlagWord(word: string): boolean {
  return (word.startsWith("--") && word.length >= 3) || (word.length >= 2 && word[0] === "-" && word[1] !== "-");
}

/** Parses the finished words. After `--` no word is a flag any more, which shows when another `--` counts as an argument. */
function parseBefore(
  program: Program,
  command: Command,
  words: readonly string[],
): { flagsEnded: boolean } | { error: string } {
  const withDash = countArgs(program, command, [...words, "--"]);
  try {
    parseFlags(program, command, words);
  } catch (error) {
    return { error: `Error while parsing flags from args [${words.join(" ")}]: ${(error as Error).message}` };
  }
  return { flagsEnded: withDash > command.flags.args.length };
}

function countArgs(program: Program, command: Command, words: readonly string[]): number {
  try {
    parseFlags(program, command, words);
  } catch {
    // The second parse reports it.
  }
  return command.flags.args.length;
}

function helpGiven({ flags }: Command): boolean {
  return ["version", "help"].some((name) => {
    const flag = flags.get(name);
    return flag?.definition.builtIn === true && flag.changed;
  });
}

function fileProposal({ definition }: Flag): Proposal | undefined {
  if (definition.fileExtensions?.length) {
    return { words: definition.fileExtensions, directive: Directive.fileExtensions };
  }
  return definition.directories === true ? { words: [], directive: Directive.directories } : undefined;
}

interface Place extends Unfinished {
  readonly flag: Flag | undefined;
  readonly flagsEnded: boolean;
}

async function proposeWords(program: Program, place: Place): Promise<Answer> {
  const { command, typed, flag } = place;
  let found: Proposal;
  if (flag === undefined && typed.startsWith("-") && !typed.includes("=") && !place.flagsEnded) {
    found = { words: proposeFlags(command, typed), directive: Directive.noFiles };
    if (command.body.disableFlagParsing !== true) return found;
  } else {
    found = flag === undefined ? proposeNouns(place) : { words: [], directive: Directive.default };
    if (flag === undefined && command.body.validArgs?.length) return proposeValid(place, found);
  }
  const completion: Completion | undefined = flag === undefined ? command.body.complete : flag.definition.complete;
  if (completion === undefined) return found;
  const more = await completion.propose(program.context(command, place.words), typed);
  return { words: [...found.words, ...more.words], directive: more.directive };
}

function proposeFlags(command: Command, typed: string): string[] {
  const flags = [...command.inheritedFlags(), ...command.localFlags()];
  const required = flags.filter((flag) => flag.required && !flag.changed).flatMap((flag) => flagWords(flag, typed));
  if (required.length > 0) return required;
  return flags.filter((flag) => !flag.changed || flag.repeatable).flatMap((flag) => flagWords(flag, typed));
}

function flagWords(flag: Flag, typed: string): string[] {
  if (flag.hidden) return [];
  const forms = [`--${flag.name}`, ...(flag.shorthand === "" ? [] : [`-${flag.shorthand}`])];
  return forms.filter((form) => form.startsWith(typed)).map((form) => `${form}\t${flag.usage}`);
}

/** Names of commands below, and flags that are required. */
function proposeNouns({ command, words, typed }: Place): Proposal {
  const persistent = new Set(command.persistentFlags.all());
  const localGiven = command.localFlags().some((flag) => flag.changed && !persistent.has(flag));
  const shown =
    words.length > 0 || localGiven ? [] : command.sortedCommands().filter((child) => child.available || child.isHelp);
  const names = shown
    .filter(({ name }) => name.startsWith(typed))
    .map(({ name, header }) => `${name}\t${header.short ?? ""}`);
  const required = [...command.inheritedFlags(), ...command.localFlags()].filter(
    (flag) => flag.required && !flag.changed,
  );
  return {
    words: [...names, ...required.flatMap((flag) => flagWords(flag, typed))],
    directive: shown.length > 0 ? Directive.noFiles : Directive.default,
  };
}

/** Fixed words end the search, whether they match or not. */
function proposeValid({ command, words, typed }: Place, found: Proposal): Proposal {
  if (words.length > 0) return found;
  const valid = (command.body.validArgs ?? []).filter((word) => word.startsWith(typed));
  return { words: [...found.words, ...valid], directive: Directive.noFiles };
}
