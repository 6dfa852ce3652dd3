/** The tree of commands, after cobra v1.10.2: what a command is called, which flags it has, what stands below it. */
import { compareStrings } from "../../go/index.ts";
import type { RunContext } from "../context.ts";
import type { ArgumentRule } from "./arguments.ts";
import type { Completion } from "./completion.ts";
import { Flag, type FlagDefinition } from "./flag.ts";
import { FlagSet } from "./flag-set.ts";

/** What the list of commands of a parent shows; enough to find a command without loading it. */
export interface CommandHeader {
  /** The name, followed by the form of its arguments: `show [CHART]`. */
  readonly use: string;
  readonly aliases?: readonly string[];
  readonly short?: string;
  readonly hidden?: boolean;
  /** Printed when the command is used; also hides it. */
  readonly deprecated?: string;
  readonly group?: string;
  /** Other words for which this command is suggested. */
  readonly suggestFor?: readonly string[];
}

/**
 * The rest of a command. Its functions are declared as methods so that a program may write them against its own,
 * richer context (`CommandContext` of Helm): the program that makes the contexts also makes the commands.
 */
export interface CommandBody {
  readonly long?: string;
  readonly example?: string;
  readonly flags?: readonly FlagDefinition[];
  /** Flags that commands below take, too. */
  readonly persistentFlags?: readonly FlagDefinition[];
  readonly args?: ArgumentRule;
  /** The same for a command that only holds others, where cobra shows its help whatever words it is given. */
  readonly groupArgs?: ArgumentRule;
  /** Words proposed for the first argument. */
  readonly validArgs?: readonly string[];
  readonly complete?: Completion;
  readonly commands?: readonly CommandEntry[];
  readonly groups?: readonly { readonly id: string; readonly title: string }[];
  /** Of a root: what stands above the help topics; cobra 1.10's words unless given. */
  readonly topicsTitle?: string;
  /** Flags of which at most one may be given. */
  readonly exclusive?: readonly (readonly string[])[];
  /** Checks flags whose values mean something outside the command line. Throws as a wrong flag does. */
  checkFlags?(context: RunContext): Promise<void> | void;
  /** What `--version` prints behind the name. */
  readonly version?: string;
  /** Flags that the command does not have are passed over. */
  readonly ignoreUnknownFlags?: boolean;
  /** All words are handed to the command as they are. */
  readonly disableFlagParsing?: boolean;
  readonly disableFlagsInUseLine?: boolean;
  /** Loads the run part. A command without one only shows its help. */
  run?(): Promise<RunPart>;
}

export interface RunPart {
  run(context: RunContext): Promise<void> | void;
}

/** A command below another: complete, or a header and how to load the rest. */
export type CommandEntry = CommandHeader & CommandBody & { load?(): Promise<CommandBody> };

const NAME_WIDTH_MIN = 11;

export class Command {
  readonly header: CommandHeader;
  readonly name: string;
  body: CommandBody;
  commands: Command[] = [];
  /** The name or alias by which it was called. */
  calledAs = "";
  #load: (() => Promise<CommandBody>) | undefined;
  #own = new FlagSet();
  #persistent = new FlagSet();
  #flags: FlagSet | undefined;

  constructor(
    entry: CommandEntry,
    readonly parent?: Command,
  ) {
    this.header = entry;
    this.body = entry;
    this.name = entry.use.split(" ", 1)[0] ?? "";
    this.#load = entry.load?.bind(entry);
    if (this.#load === undefined) this.#build();
  }

  /** Loads the body, unless that has been done. */
  async load(): Promise<this> {
    if (this.#load !== undefined) {
      this.body = await this.#load();
      this.#load = undefined;
      this.#build();
    }
    return this;
  }

  /** Replaces what is known of the command. */
  describe(body: CommandBody): void {
    this.body = body;
    this.commands = [];
    this.#flags = undefined;
    this.#build();
  }

  #build(): void {
    this.#own = new FlagSet(this.body.flags);
    this.#persistent = new FlagSet(this.body.persistentFlags);
    for (const entry of this.body.commands ?? []) this.addCommand(entry);
  }

  addCommand(entry: CommandEntry): Command {
    const command = new Command(entry, this);
    this.commands.push(command);
    return command;
  }

  get persistentFlags(): FlagSet {
    return this.#persistent;
  }

  /** All flags the command takes: its own and those of its parents. */
  get flags(): FlagSet {
    if (this.#flags === undefined) {
      this.#flags = this.#own;
      this.#flags.addAll(this.#persistent);
      for (let above = this.parent; above !== undefined; above = above.parent) {
        this.#flags.addAll(above.persistentFlags);
      }
    }
    return this.#flags;
  }

  /** Flags declared by the command itself. */
  localFlags(): Flag[] {
    return this.flags.all().filter((flag) => !this.#isInherited(flag));
  }

  inheritedFlags(): Flag[] {
    return this.flags.all().filter((flag) => this.#isInherited(flag));
  }

  #isInherited(flag: Flag): boolean {
    for (let above = this.parent; above !== undefined; above = above.parent) {
      if (above.persistentFlags.get(flag.name) === flag) return true;
    }
    return false;
  }

  /** Adds `--help`, and `--version` where there is something to say, unless the program has flags of these names. */
  addBuiltInFlags(): void {
    this.#addBuiltIn("help", "h");
    if (this.body.version !== undefined) this.#addBuiltIn("version", "v");
  }

  #addBuiltIn(name: string, letter: string): void {
    const { flags } = this;
    if (flags.get(name) !== undefined) return;
    const usage = `${name} for ${this.name === "" ? "this command" : this.name}`;
    const shorthand = flags.getByShorthand(letter) === undefined ? letter : "";
    flags.add(new Flag({ name, shorthand, type: "bool", usage, builtIn: true }));
  }

  get root(): Command {
    return this.parent?.root ?? this;
  }

  /** The names from the root down: `helm repo add`. */
  get path(): string {
    return this.parent === undefined ? this.name : `${this.parent.path} ${this.name}`;
  }

  /** How the command is used: `helm repo add [NAME] [URL] [flags]`. */
  get useLine(): string {
    const line = this.parent === undefined ? this.header.use : `${this.parent.path} ${this.header.use}`;
    if (this.body.disableFlagsInUseLine === true || line.includes("[flags]")) return line;
    return this.flags.all().some((flag) => !flag.hidden) ? `${line} [flags]` : line;
  }

  get runnable(): boolean {
    return this.body.run !== undefined;
  }

  /** Whether it is shown in lists and proposed. A command that is not loaded yet does something, or it would not be lazy. */
  get available(): boolean {
    if (this.header.hidden === true || this.header.deprecated !== undefined || this.isHelp) return false;
    return this.#load !== undefined || this.runnable || this.hasAvailableCommands;
  }

  /** The built-in `help` command: never available by the rule above, but listed. */
  get isHelp(): boolean {
    return this.name === "help";
  }

  get hasAvailableCommands(): boolean {
    return this.commands.some((command) => command.available);
  }

  /** A command that only has a text to show. */
  get isHelpTopic(): boolean {
    if (this.#load !== undefined || this.runnable || this.header.hidden === true) return false;
    return this.header.deprecated === undefined && this.commands.every((command) => command.isHelpTopic);
  }

  sortedCommands(): Command[] {
    return this.commands.toSorted((a, b) => compareStrings(a.name, b.name));
  }

  /** The width of the column of names in a list of this command's children. */
  get nameWidth(): number {
    return Math.max(NAME_WIDTH_MIN, ...this.commands.map((command) => command.name.length));
  }

  /** The child of that name or alias. */
  child(name: string): Command | undefined {
    const found = this.commands.find((command) => command.answersTo(name));
    if (found !== undefined) found.calledAs = name;
    return found;
  }

  answersTo(name: string): boolean {
    return this.name === name || this.header.aliases?.includes(name) === true;
  }
}
