/** INI as gopkg.in/ini.v1 v1.67.3 reads it by default (parser.go), a section of one name as often as it stands there. */
import { GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { HIDDEN } from "../error.ts";

export interface IniKey {
  value: string;
  comment: string;
}

export interface IniSection {
  readonly name: string;
  readonly comment: string;
  readonly keys: Map<string, IniKey>;
}

export const DEFAULT_SECTION = "DEFAULT";

/** The first section holds what stands before any other. Throws `GoError`, which shows no line: sops does. */
export function readIni(text: string): IniSection[] {
  return new Reader(text.replace(/^(?:\ufeff|\udcfe\udcff|\udcff\udcfe)/, "")).sections();
}

class Reader {
  readonly #sections: IniSection[] = [newSection(DEFAULT_SECTION, "")];
  #rest: string;
  #comment = "";
  #counter = 1;

  constructor(text: string) {
    this.#rest = text;
  }

  sections(): IniSection[] {
    for (let line = this.#line(); line !== undefined; line = this.#line()) this.#statement(line.trimStart());
    return this.#sections;
  }

  /** With its line break; `undefined` after the last. */
  #line(): string | undefined {
    if (this.#rest === "") return undefined;
    const end = this.#rest.indexOf("\n") + 1;
    const line = end === 0 ? this.#rest : this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(line.length);
    return line;
  }

  #statement(line: string): void {
    if (line === "") return;
    if (/^[#;]/.test(line)) this.#comment += line;
    else if (line.startsWith("[")) this.#section(line);
    else this.#key(line);
  }

  #section(line: string): void {
    const end = line.lastIndexOf("]");
    if (end < 0) throw new GoError(`unclosed section: ${HIDDEN}`);
    const name = line.slice(1, end);
    if (name === "") throw new GoError("empty section name");
    this.#comment += commentIn(line.slice(end + 1));
    this.#sections.push(newSection(name, this.#comment.trim()));
    this.#comment = "";
    this.#counter = 1;
  }

  #key(line: string): void {
    const { name, offset } = keyName(line);
    const key = name === "-" ? `#${this.#counter++}` : name;
    const value = this.#value(line.slice(offset));
    if (key === "") throw new GoError("error creating new key: empty key name");
    const { keys } = this.#sections.at(-1) as IniSection;
    const known = keys.get(key);
    const entry = known ?? { value: "", comment: "" };
    keys.set(key, entry);
    entry.value = value;
    entry.comment = this.#comment.trim();
    this.#comment = "";
  }

  #value(text: string): string {
    const line = text.trimStart();
    if (line === "") return "";
    const sign = line.length > 3 && line.startsWith('"""') ? '"""' : line.startsWith("`") ? "`" : "";
    return sign === "" ? this.#plainValue(line.trim()) : this.#quotedValue(line, sign);
  }

  #quotedValue(line: string, sign: string): string {
    const start = line.slice(sign.length);
    const end = start.lastIndexOf(sign);
    if (end >= 0) return start.slice(0, end);
    let value = start;
    for (let next = this.#line(); next !== undefined; next = this.#line()) {
      const close = next.lastIndexOf(sign);
      if (
        close >= 0 &&
        !next
          .slice(close + sign.length)
          .trim()
          .endsWith("\\")
      ) {
        this.#comment += commentIn(next.slice(close)).trim();
        return value + next.slice(0, close);
      }
      value += next;
    }
    throw new GoError(`missing closing key quote from ${quote(HIDDEN)} to ${quote("")}`);
  }

  #plainValue(line: string): string {
    if (line.endsWith("\\")) return this.#continued(line.slice(0, -1));
    const at = line.search(/[#;]/);
    if (at >= 0) this.#comment += line.slice(at);
    const value = at < 0 ? line : line.slice(0, at).trim();
    return isQuoted(value, "'") || isQuoted(value, '"') ? value.slice(1, -1) : value;
  }

  #continued(begun: string): string {
    let value = begun;
    for (;;) {
      const next = (this.#line() ?? "").trim();
      if (next === "") return value;
      value += next;
      if (!value.endsWith("\\")) return value;
      value = value.slice(0, -1);
    }
  }
}

function newSection(name: string, comment: string): IniSection {
  return { name, comment, keys: new Map() };
}

function commentIn(text: string): string {
  const at = text.search(/[#;]/);
  return at < 0 ? "" : text.slice(at);
}

/** `offset` is where the value begins. */
function keyName(line: string): { name: string; offset: number } {
  const sign = line.startsWith('"""') && line.length > 6 ? '"""' : (/^["`]/.exec(line)?.[0] ?? "");
  if (sign !== "") return quotedName(line, sign);
  const at = line.search(/[=:]/);
  if (at < 0) throw new GoError(`key-value delimiter not found: ${HIDDEN}`);
  if (at === 0) throw new GoError(`empty key name: ${HIDDEN}`);
  return { name: line.slice(0, at).trim(), offset: at + 1 };
}

function quotedName(line: string, sign: string): { name: string; offset: number } {
  const start = sign.length;
  const end = line.indexOf(sign, start);
  if (end < 0) throw new GoError(`missing closing key quote: ${HIDDEN}`);
  const at = line.slice(end + start).search(/[=:]/);
  if (at < 0) throw new GoError(`key-value delimiter not found: ${HIDDEN}`);
  return { name: line.slice(start, end).trim(), offset: end + at + start + 1 };
}

/** In quotes, and none of them inside. */
function isQuoted(text: string, sign: string): boolean {
  return text.length >= 2 && text.startsWith(sign) && text.indexOf(sign, 1) === text.length - 1;
}
