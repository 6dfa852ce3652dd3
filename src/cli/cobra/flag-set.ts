/** A set of flags and the parsing of words against it, as pflag v1.0.10 does it. */
import { fromBytes, toBytes } from "../../go/index.ts";
import { quote, quoteRune } from "../../go/strconv/index.ts";
import { Flag, type FlagDefinition } from "./flag.ts";

/** `--help` or `-h` where no such flag is defined. */
export class HelpRequested extends Error {
  constructor() {
    super("pflag: help requested");
  }
}

export class FlagSet {
  readonly #byName = new Map<string, Flag>();
  readonly #byShorthand = new Map<string, Flag>();
  readonly #flags: Flag[] = [];
  #sorted: readonly Flag[] | undefined;
  /** Positional words of the last parse. */
  args: string[] = [];
  /** How many positional words stood before `--`, -1 without one. */
  argsBeforeDash = -1;
  /** Lines to print after a successful parse: notes on deprecated flags. */
  notes = "";

  constructor(definitions: readonly FlagDefinition[] = []) {
    for (const definition of definitions) this.add(new Flag(definition));
  }

  add(flag: Flag): void {
    this.#byName.set(flag.name, flag);
    this.#flags.push(flag);
    if (flag.shorthand !== "") this.#byShorthand.set(flag.shorthand, flag);
    this.#sorted = undefined;
  }

  /** Takes over the flags of another set whose names are free here; they stay the same flags. */
  addAll({ flags }: FlagSet): void {
    for (const flag of flags) if (!this.#byName.has(flag.name)) this.add(flag);
  }

  get(name: string): Flag | undefined {
    return this.#byName.get(name);
  }

  getByShorthand(letter: string): Flag | undefined {
    return this.#byShorthand.get(letter);
  }

  /** All flags, in no order that means anything. */
  get flags(): readonly Flag[] {
    return this.#flags;
  }

  /** All flags, sorted by name. */
  all(): readonly Flag[] {
    return (this.#sorted ??= this.#flags.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  }

  /** Sets flags from words and collects the positional ones in `args`. Throws with pflag's text. */
  parse(words: readonly string[], options: { ignoreUnknown?: boolean; interspersed?: boolean } = {}): void {
    this.args = [];
    const rest = [...words];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      if (word === "--") {
        this.argsBeforeDash = this.args.length;
        this.args.push(...rest);
        return;
      }
      if (word.startsWith("--")) this.#parseLong(word, rest, options.ignoreUnknown === true);
      else if (word.startsWith("-") && word.length > 1) this.#parseShorts(word, rest, options.ignoreUnknown === true);
      else if (options.interspersed === false) return void this.args.push(word, ...rest);
      else this.args.push(word);
    }
  }

  #parseLong(word: string, rest: string[], ignoreUnknown: boolean): void {
    const text = word.slice(2);
    if (text.startsWith("-") || text.startsWith("=")) throw new Error(`bad flag syntax: ${word}`);
    const equals = text.indexOf("=");
    const name = equals < 0 ? text : text.slice(0, equals);
    const flag = this.#byName.get(name);
    if (flag === undefined) {
      if (name === "help") throw new HelpRequested();
      if (!ignoreUnknown) throw new Error(`unknown flag: --${name}`);
      if (equals < 0) dropValue(rest);
      return;
    }
    if (equals >= 0) return this.#set(flag, text.slice(equals + 1));
    const value = flag.alone !== "" ? flag.alone : rest.shift();
    if (value === undefined) throw new Error(`flag needs an argument: --${name}`);
    this.#set(flag, value);
  }

  /** `-abc`: letters of flags without value, of which the last may take the rest or the next word. */
  #parseShorts(word: string, rest: string[], ignoreUnknown: boolean): void {
    // pflag goes by bytes: the letters of a flag outside ASCII are halves of characters.
    for (let letters = toBytes(word.slice(1)); letters.length > 0;) {
      const after = this.#parseShort(letters, rest, ignoreUnknown);
      letters = after ? letters.subarray(1) : letters.subarray(letters.length);
    }
  }

  /** Handles the first of `letters`; whether the others are letters of flags, too. */
  #parseShort(letters: Uint8Array, rest: string[], ignoreUnknown: boolean): boolean {
    // Words for the tests of a Go program are passed over in any program.
    if (fromBytes(letters).startsWith("test.")) return false;
    const code = letters[0] ?? 0;
    const flag = this.#byShorthand.get(String.fromCharCode(code));
    const assigned = letters.length > 2 && letters[1] === EQUALS;
    if (flag === undefined) {
      if (code === LETTER_H) throw new HelpRequested();
      if (!ignoreUnknown) throw new Error(`unknown shorthand flag: ${quoteRune(code)} in -${fromBytes(letters)}`);
      if (assigned) return false;
      // pflag looks at the following words anew for each letter, so only what the last one takes is gone.
      if (letters.length === 1) dropValue(rest);
      return true;
    }
    if (assigned) return (this.#set(flag, fromBytes(letters.subarray(2))), false);
    if (flag.alone !== "") return (this.#set(flag, flag.alone), true);
    const value = letters.length > 1 ? fromBytes(letters.subarray(1)) : rest.shift();
    if (value === undefined) {
      throw new Error(`flag needs an argument: ${quoteRune(code)} in -${fromBytes(letters)}`);
    }
    this.#set(flag, value);
    return false;
  }

  #set(flag: Flag, text: string): void {
    try {
      flag.set(text);
    } catch (error) {
      flag.value = flag.type.failed ?? flag.value;
      const names = flag.shorthand === "" ? `--${flag.name}` : `-${flag.shorthand}, --${flag.name}`;
      const cause = error instanceof Error ? error.message : String(error);
      throw new Error(`invalid argument ${quote(text)} for ${quote(names)} flag: ${cause}`, { cause: error });
    }
    const { deprecated, twin } = flag.definition;
    const other = twin === undefined ? undefined : this.#byName.get(twin);
    if (other !== undefined) other.value = flag.value;
    if (deprecated !== undefined) this.notes += `Flag --${flag.name} has been deprecated, ${deprecated}\n`;
  }
}

const EQUALS = 0x3d;
const LETTER_H = 0x68;

/** The word after an unknown flag is taken for its value, unless it looks like a flag. */
function dropValue(rest: string[]): void {
  if (rest.length > 0 && !rest[0]?.startsWith("-")) rest.shift();
}
