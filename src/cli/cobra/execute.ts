/** Runs a command line against a tree of commands, in the order of steps of cobra v1.10.2 (`ExecuteC`, `execute`). */
import { errorText } from "../error-text.ts";
import { CommandError, type Environment, type Output, type RunContext } from "../context.ts";
import { quote } from "../../go/strconv/index.ts";
import { BrokenPipe, OutputError } from "../../sys/index.ts";
import type { Command } from "./command.ts";
import { COMPLETE, addCompleteCommand } from "./complete-command.ts";
import { find, UnknownCommand } from "./find.ts";
import { HelpRequested } from "./flag-set.ts";
import { checkExclusiveFlags, checkRequiredFlags } from "./flag-groups.ts";
import { addHelpCommand } from "./help-command.ts";

/** What a program hands to the framework. */
export interface Program {
  readonly root: Command;
  readonly out: Output;
  readonly err: Output;
  readonly env: Environment;
  /** The context in which a command runs, or proposes words. */
  context(command: Command, args: readonly string[]): RunContext;
  /** Done before arguments are checked and the command runs. */
  beforeRun?(command: Command): Promise<void> | void;
  /** Called with every error after it was printed. */
  onError?(error: Error): void;
  /** Errors are followed by the usage of the command. */
  readonly showUsageOnError?: boolean | ((command: Command) => boolean);
  /** The exit code of an error that names none; 1 unless given. */
  readonly failureCode?: number;
  /** There is no command `help`. */
  readonly withoutHelpCommand?: boolean;
  /** What follows the message on a flag that there is not. */
  hintOnFlag?(command: Command, message: string): Promise<string>;
  /** How help and errors read, where not as cobra has them. */
  readonly voice?: Voice;
}

/** A program's own templates and its words around errors. */
export interface Voice {
  help?(command: Command): string;
  error(message: string): string;
  /** What is said of a command line that does not parse. */
  flagError?(command: Command, message: string): string;
}

/** Runs `words`, prints errors, and gives the exit code. */
export async function execute(program: Program, words: readonly string[]): Promise<number> {
  const { root, err } = program;
  if (program.withoutHelpCommand !== true) addHelpCommand(program);
  if (words.some((word) => word.startsWith(COMPLETE))) addCompleteCommand(program);
  let command = root;
  try {
    const found = await find(root, words);
    command = found.command;
    await run(program, command, found.words);
    return 0;
  } catch (error) {
    if (error instanceof HelpRequested) return await showHelp(program, command);
    if (error instanceof UnknownCommand && program.voice === undefined) {
      err.write(`Error: ${error.message}\nRun '${error.command.path} --help' for usage.\n`);
      program.onError?.(error);
      return 1;
    }
    return await fail(program, command, error);
  }
}

async function showHelp({ out, voice }: Program, command: Command): Promise<number> {
  const { helpText } = await import("./help.ts");
  out.write(voice?.help?.(command) ?? helpText(command));
  return 0;
}

async function fail(program: Program, command: Command, error: unknown): Promise<number> {
  // Nobody reads any more: there is no one to tell.
  if (!(error instanceof Error) || error instanceof BrokenPipe) throw error;
  const exitCode = error instanceof CommandError ? error.exitCode : (program.failureCode ?? 1);
  if (error instanceof CommandError && error.silent) return exitCode;
  const message = errorText(error);
  program.err.write(`${program.voice === undefined ? `Error: ${message}` : program.voice.error(message)}\n`);
  const isAlone = error instanceof OutputError || (error instanceof CommandError && error.withoutUsage);
  const { showUsageOnError: shows = false } = program;
  if ((typeof shows === "boolean" ? shows : shows(command)) && !isAlone) {
    const { usageText } = await import("./help.ts");
    program.err.write(`${usageText(command)}\n`);
  }
  program.onError?.(error);
  return exitCode;
}

async function run(program: Program, command: Command, words: readonly string[]): Promise<void> {
  const { header, body, name } = command;
  if (header.deprecated !== undefined) {
    program.err.write(`Command ${quote(name)} is deprecated, ${header.deprecated}\n`);
  }
  command.addBuiltInFlags();
  if (body.disableFlagParsing !== true) {
    await parseOwnFlags(program, command, words);
  }
  if (command.flags.get("help")?.value === true) throw new HelpRequested();
  if (body.version !== undefined && command.flags.get("version")?.value === true) {
    program.out.write(`${command.path} version ${body.version}\n`);
    return;
  }
  if (body.run === undefined) {
    body.groupArgs?.(command, command.flags.args);
    throw new HelpRequested();
  }
  await program.beforeRun?.(command);
  const args = body.disableFlagParsing === true ? words : command.flags.args;
  body.args?.(command, args);
  checkRequiredFlags(command);
  checkExclusiveFlags(command);
  const part = await body.run();
  await part.run(program.context(command, args));
}

/** What is wrong with a flag that was read comes before what is wrong with a later one, and before notes on any. */
async function parseOwnFlags(program: Program, command: Command, words: readonly string[]): Promise<void> {
  const check = async () => await command.body.checkFlags?.(program.context(command, command.flags.args));
  const { flags } = command;
  const before = flags.notes.length;
  try {
    flags.parse(words, { ignoreUnknown: command.body.ignoreUnknownFlags === true });
  } catch (error) {
    await check();
    if (!(error instanceof Error) || error instanceof HelpRequested) throw error;
    const hint = (await program.hintOnFlag?.(command, error.message)) ?? "";
    if (program.voice === undefined && hint === "") throw error;
    const message = `${error.message}${hint}`;
    throw new Error(program.voice?.flagError?.(command, message) ?? message, { cause: error });
  }
  await check();
  if (flags.notes.length > before) program.err.write(flags.notes);
}

/**
 * Parses the flags of a command and prints notes on deprecated ones. Cobra prints all that it has gathered whenever there is
 * more of it, so a command line that is parsed twice, as completion does, repeats itself.
 */
export function parseFlags({ err }: Pick<Program, "err">, { flags }: Command, words: readonly string[]): void {
  const before = flags.notes.length;
  flags.parse(words);
  if (flags.notes.length > before) err.write(flags.notes);
}
