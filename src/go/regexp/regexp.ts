/** A compiled regular expression, with the operations of Go's regexp package (Go 1.26) that texts need. */
import { expand } from "./expand.ts";
import { Machine, widthAt, type Slots } from "./machine.ts";
import { compileNative, type Native } from "./native.ts";
import type { Syntax } from "./node.ts";
import { compileProgram } from "./program.ts";

/** More ways to try than this are left to `Machine`, whose time does not depend on them. */
const NATIVE_WAYS_MAX = 2_000_000;

type Search = (from: number) => Slots | undefined;

/** What is compiled on first use, for the whole match alone or with its groups. */
interface Engines {
  readonly native: Native | undefined;
  machine?: Machine;
}

export class Regexp {
  readonly #syntax: Syntax;
  readonly #engines: { whole?: Engines; grouped?: Engines } = {};

  constructor(
    readonly pattern: string,
    syntax: Syntax,
  ) {
    this.#syntax = syntax;
  }

  /** `MatchString`. */
  test(text: string): boolean {
    return this.#search("whole", text)(0) !== undefined;
  }

  /** `FindStringIndex`: where the first match begins (in UTF-16 units), -1 where nothing matches. */
  index(text: string): number {
    return this.#search("whole", text)(0)?.[0] ?? -1;
  }

  /** `FindString`: empty where nothing matches. */
  find(text: string): string {
    const found = this.#search("whole", text)(0);
    return found === undefined ? "" : text.slice(found[0], found[1]);
  }

  /** `FindAllString`: at most `count` matches, all when it is negative; `undefined` (Go's nil) where nothing matches. */
  findAll(text: string, count: number): string[] | undefined {
    const found = this.#allMatches(text, count).map(([start, end]) => text.slice(start, end));
    return found.length === 0 ? undefined : found;
  }

  /** `SubexpNames`: of the groups by index, empty for those without one; the first is the whole match. */
  get groupNames(): readonly string[] {
    return this.#syntax.names;
  }

  /** `FindAllStringSubmatch`: each match with its groups, undefined for a group that took no part in it. */
  findAllGroups(text: string): (string | undefined)[][] {
    return this.#allMatches(text, -1, "grouped").map((slots) =>
      this.#syntax.names.map((_, i) => {
        const [start = -1, end = -1] = [slots[2 * i], slots[2 * i + 1]];
        return start < 0 ? undefined : text.slice(start, end);
      }),
    );
  }

  /** `ReplaceAllString`: `$1`, `${name}` and `$$` in the replacement are expanded. */
  replaceAll(text: string, replacement: string): string {
    if (!replacement.includes("$")) return this.replaceAllLiteral(text, replacement);
    const { names } = this.#syntax;
    return replaceMatches(text, this.#search("grouped", text), (slots) => expand(replacement, { text, slots, names }));
  }

  /** `ReplaceAllLiteralString`. */
  replaceAllLiteral(text: string, replacement: string): string {
    return replaceMatches(text, this.#search("whole", text), () => replacement);
  }

  /** `Split`: at most `count` pieces, all when it is negative; `undefined` (Go's nil) when it is zero. */
  split(text: string, count: number): string[] | undefined {
    if (count === 0) return undefined;
    if (this.pattern !== "" && text === "") return [""];
    const pieces: string[] = [];
    let begin = 0;
    let end = 0;
    for (const [from = 0, to = 0] of this.#allMatches(text, count)) {
      if (count > 0 && pieces.length === count - 1) break;
      end = from;
      if (to !== 0) pieces.push(text.slice(begin, end));
      begin = to;
    }
    if (end !== text.length) pieces.push(text.slice(begin));
    return pieces;
  }

  /** An empty match right behind another match does not count. */
  #allMatches(text: string, count: number, kind: "whole" | "grouped" = "whole"): Slots[] {
    const search = this.#search(kind, text);
    const matches: Slots[] = [];
    let previousEnd = -1;
    for (let at = 0; at <= text.length && matches.length !== count;) {
      const found = search(at);
      if (found === undefined) break;
      const [start = 0, end = 0] = found;
      if (end > at || start !== previousEnd) matches.push(found);
      at = end > at ? end : at + Math.max(widthAt(text, at), 1);
      previousEnd = end;
    }
    return matches;
  }

  #search(kind: "whole" | "grouped", text: string): Search {
    const engines = (this.#engines[kind] ??= {
      native: compileNative(this.#syntax.node, { groups: kind === "grouped" }),
    });
    const { native } = engines;
    if (native !== undefined && native.ways(text.length) <= NATIVE_WAYS_MAX && !native.refuses.test(text)) {
      return nativeSearch(native.regExp, text);
    }
    const groups = kind === "grouped" ? this.#syntax.names.length : 1;
    const machine = (engines.machine ??= new Machine(compileProgram(this.#syntax.node, groups)));
    return (from) => machine.exec(text, from);
  }
}

function nativeSearch(regExp: RegExp, text: string): Search {
  return (from) => {
    regExp.lastIndex = from;
    const match = regExp.exec(text);
    if (match === null) return undefined;
    return match.indices?.flatMap((range) => range ?? UNSET) ?? [match.index, match.index + match[0].length];
  };
}

const UNSET = [-1, -1];

function replaceMatches(text: string, search: Search, replacement: (slots: Slots) => string): string {
  let out = "";
  let copied = 0;
  for (let at = 0; at <= text.length;) {
    const slots = search(at);
    if (slots === undefined) break;
    const [start = 0, end = 0] = slots;
    out += text.slice(copied, start);
    // An empty match right behind another one is left alone.
    if (end > copied || start === 0) out += replacement(slots);
    copied = end;
    at = Math.max(end, at + Math.max(widthAt(text, at), 1));
  }
  return copied === 0 && out === "" ? text : out + text.slice(copied);
}
