import { Int, typeOf, type Value } from "../value.ts";
import { Flags } from "./flags.ts";
import { Printer } from "./printer.ts";

/** Go's `doPrintf`: walks the format once; what is wrong with it appears in the text as `%!...`. */
export function printf(format: string, args: readonly Value[]): string {
  if (!format.includes("%")) return args.length === 0 ? format : format + extraArguments(args, 0);
  return new FormatWalk(format, args).run();
}

/** Widths and precisions beyond this are refused, as Go's `tooLarge` does. */
const NUMBER_MAX = 1_000_000;

class FormatWalk {
  readonly #printer = new Printer();
  #at = 0;
  #argument = 0;
  /** An explicit index such as `[3]` was used somewhere. */
  #reordered = false;
  #goodIndex = true;
  #afterIndex = false;
  #text = "";

  constructor(
    readonly format: string,
    readonly args: readonly Value[],
  ) {}

  run(): string {
    const { format } = this;
    while (this.#at < format.length) {
      const next = format.indexOf("%", this.#at);
      if (next < 0) {
        this.#text += format.slice(this.#at);
        break;
      }
      this.#text += format.slice(this.#at, next);
      this.#at = next + 1;
      this.#directive();
    }
    if (!this.#reordered && this.#argument < this.args.length) this.#text += extraArguments(this.args, this.#argument);
    return this.#text;
  }

  #directive(): void {
    if (this.#plainString()) return;
    const flags = (this.#printer.flags = new Flags());
    this.#goodIndex = true;
    if (this.#readFlags(flags)) return;
    this.#readIndex();
    this.#readWidth(flags);
    if (this.#at + 1 < this.format.length && this.format[this.#at] === ".") this.#readPrecision(flags);
    if (!this.#afterIndex) this.#readIndex();
    this.#readVerb(flags);
  }

  /** `%s` and `%v` of a string, by far the most common. */
  #plainString(): boolean {
    const verb = this.format[this.#at];
    const arg = this.args[this.#argument];
    if (typeof arg !== "string" || (verb !== "s" && verb !== "v")) return false;
    this.#text += arg;
    this.#at++;
    this.#argument++;
    return true;
  }

  /** Reads the flags; true when a plain lower-case verb followed and was printed. */
  #readFlags(flags: Flags): boolean {
    for (; this.#at < this.format.length; this.#at++) {
      const character = this.format[this.#at] ?? "";
      switch (character) {
        case "#":
          flags.sharp = true;
          continue;
        case "0":
          flags.zero = true;
          continue;
        case "+":
          flags.plus = true;
          continue;
        case "-":
          flags.minus = true;
          continue;
        case " ":
          flags.space = true;
          continue;
        default:
          if (character < "a" || character > "z" || this.#argument >= this.args.length) return false;
          this.#at++;
          this.#printNext(character, flags);
          return true;
      }
    }
    return false;
  }

  #printNext(verb: string, flags: Flags): void {
    if (verb === "v" || verb === "w") {
      flags.sharpV = flags.sharp;
      flags.sharp = false;
      flags.plusV = flags.plus;
      flags.plus = false;
    }
    this.#text += this.#printer.print(this.args[this.#argument++], verb);
  }

  /** `[n]`: the argument to take next. */
  #readIndex(): void {
    this.#afterIndex = false;
    if (this.format[this.#at] !== "[") return;
    this.#reordered = true;
    const close = this.format.indexOf("]", this.#at + 1);
    if (close < 0 || this.format.length - this.#at < 3) {
      this.#goodIndex = false;
      this.#at += 1;
      return;
    }
    const digits = this.format.slice(this.#at + 1, close);
    const number = /^[0-9]+$/.test(digits) ? Number(digits) : Number.NaN;
    this.#at = close + 1;
    this.#afterIndex = number <= NUMBER_MAX;
    if (number >= 1 && number <= this.args.length) this.#argument = number - 1;
    else this.#goodIndex = false;
  }

  #readWidth(flags: Flags): void {
    if (this.format[this.#at] === "*") {
      this.#at++;
      flags.width = this.#starArgument();
      if (flags.width === undefined) this.#text += "%!(BADWIDTH)";
      else if (flags.width < 0) {
        flags.width = -flags.width;
        flags.minus = true;
        flags.zero = false;
      }
      this.#afterIndex = false;
      return;
    }
    flags.width = this.#readNumber();
    if (this.#afterIndex && flags.width !== undefined) this.#goodIndex = false;
  }

  #readPrecision(flags: Flags): void {
    this.#at++;
    if (this.#afterIndex) this.#goodIndex = false;
    this.#readIndex();
    if (this.format[this.#at] === "*") {
      this.#at++;
      const precision = this.#starArgument();
      flags.precision = precision !== undefined && precision >= 0 ? precision : undefined;
      if (flags.precision === undefined) this.#text += "%!(BADPREC)";
      this.#afterIndex = false;
      return;
    }
    flags.precision = this.#readNumber() ?? 0;
  }

  #readNumber(): number | undefined {
    const start = this.#at;
    let number = 0;
    for (; this.#at < this.format.length; this.#at++) {
      const digit = this.format.charCodeAt(this.#at) - 48;
      if (digit < 0 || digit > 9) break;
      // Go gives up on the whole directive: it takes the rest of the format for read.
      if (number > NUMBER_MAX) {
        this.#at = this.format.length;
        return undefined;
      }
      number = number * 10 + digit;
    }
    return this.#at === start ? undefined : number;
  }

  #starArgument(): number | undefined {
    if (this.#argument >= this.args.length) return undefined;
    const arg = this.args[this.#argument++];
    if (!(arg instanceof Int)) return undefined;
    const number = Number(arg.value);
    return Math.abs(number) <= NUMBER_MAX ? number : undefined;
  }

  #readVerb(flags: Flags): void {
    if (this.#at >= this.format.length) {
      this.#text += "%!(NOVERB)";
      return;
    }
    const rune = this.format.codePointAt(this.#at) ?? 0;
    const verb = String.fromCodePoint(rune);
    this.#at += verb.length;
    if (verb === "%") this.#text += "%";
    else if (!this.#goodIndex) this.#text += `%!${shownVerb(verb)}(BADINDEX)`;
    else if (this.#argument >= this.args.length) this.#text += `%!${shownVerb(verb)}(MISSING)`;
    else this.#printNext(shownVerb(verb), flags);
  }
}

/** A verb that is a broken byte is decoded, and printed, as U+FFFD. */
function shownVerb(verb: string): string {
  return verb >= "\ud800" && verb <= "\udfff" ? "\ufffd" : verb;
}

function extraArguments(args: readonly Value[], from: number): string {
  const printer = new Printer();
  const shown = args
    .slice(from)
    .map((arg) => (arg === null || arg === undefined ? "<nil>" : `${typeOf(arg)}=${printer.print(arg, "v")}`));
  return `%!(EXTRA ${shown.join(", ")})`;
}
