/**
 * Variables in a text as a8m/envsubst v1.4 puts them in: `$A`, `${A}`, `${A:-b}`, `${A-b}`, `${A:=b}`, `${A=b}`, `${A:+b}`, `${A+b}`; `$$` is one
 * dollar sign. What is not set is empty. A default is text or one variable; braces inside it do not nest.
 */
import { GoError } from "../../../go/index.ts";

export type Environment = (name: string) => string | undefined;

/** Throws `GoError` where a brace stays open. */
export function substitute(text: string, env: Environment): string {
  return new Substitution(text, env).result();
}

const NAME = /[\p{L}\p{Nd}_]+/uy;
const OPERATOR = /:[-=+]|[-=+]|:/y;

class Substitution {
  #at = 0;

  constructor(
    readonly text: string,
    readonly env: Environment,
  ) {}

  result(): string {
    let result = "";
    while (this.#at < this.text.length) {
      const dollar = this.text.indexOf("$", this.#at);
      if (dollar < 0) return result + this.text.slice(this.#at);
      result += this.text.slice(this.#at, dollar);
      this.#at = dollar + 1;
      result += this.#afterDollar();
    }
    return result;
  }

  #afterDollar(): string {
    if (this.#takes("$")) return "$";
    if (this.#takes("{")) return this.#braces();
    const name = this.#match(NAME);
    // `$_` is text
    if (name === "" || name === "_") return `$${name}`;
    return this.env(name) ?? "";
  }

  #braces(): string {
    const name = this.#match(NAME);
    if (name === "") return this.#noName();
    const operator = this.#match(OPERATOR);
    const otherwise = this.#default();
    if (operator === "" || operator === ":" || otherwise === undefined) return this.env(name) ?? "";
    return this.#choose(name, operator, otherwise);
  }

  /** `${` without a name behind it is text. */
  #noName(): string {
    const end = this.text.indexOf("}", this.#at);
    if (end < 0 || /[\r\n]/.test(this.text.slice(this.#at, end))) throw new GoError("closing brace expected");
    return "${";
  }

  /** Up to the closing brace: a variable alone, or text in which variables stay as they are written. */
  #default(): string | undefined {
    const start = this.#at;
    const end = this.text.slice(start).search(/[}\r\n]/);
    if (end < 0 || this.text.charAt(start + end) !== "}") throw new GoError("closing brace expected");
    const inner = this.text.slice(start, start + end);
    this.#at = start + end + 1;
    if (inner === "") return undefined;
    const variable = /^\$([\p{L}\p{Nd}_]*)$/u.exec(inner);
    return variable === null ? inner : (this.env(variable[1] ?? "") ?? "");
  }

  #choose(name: string, operator: string, otherwise: string): string {
    const value = this.env(name);
    if (operator === ":-" || operator === ":=") return value === undefined || value === "" ? otherwise : value;
    if (operator === "+" || operator === ":+") return value === undefined ? "" : otherwise;
    return value ?? otherwise;
  }

  #takes(sign: string): boolean {
    if (!this.text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }
}
