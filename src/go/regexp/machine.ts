/**
 * Runs a program over a text in time linear in its length: all ways to match go on side by side, the preferred first
 * (Pike's construction, as in RE2). Bytes that are not UTF-8 are read as U+FFFD.
 */
import type { Assertion } from "./node.ts";
import type { Program } from "./program.ts";

/** Start and end of the match and of every group, -1 where a group took no part. */
export type Slots = readonly number[];

const END = -1;
const REPLACEMENT = 0xfffd;

/** The character at a place, and at the end -1. */
export function codeAt(text: string, at: number): number {
  const code = text.codePointAt(at) ?? END;
  return code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code;
}

/** How many UTF-16 units the character at a place takes; 0 at the end. */
export function widthAt(text: string, at: number): number {
  const code = text.codePointAt(at);
  return code === undefined ? 0 : code > 0xffff ? 2 : 1;
}

/** The ways to match that are alive at one place, most preferred first. */
interface Threads {
  readonly places: number[];
  readonly slots: Slots[];
}

export class Machine {
  readonly #program: Program;
  /** The step in which each instruction was last reached: no way is followed twice. */
  readonly #reached: Uint32Array;
  #step = 0;

  constructor(program: Program) {
    this.#program = program;
    this.#reached = new Uint32Array(program.instructions.length);
  }

  /** The leftmost match at or behind `from`, of several the one a backtracking search would find first. */
  exec(text: string, from: number): Slots | undefined {
    this.#reached.fill(0);
    this.#step = 0;
    const unset = Array.from({ length: 2 * this.#program.groups }, () => -1);
    let current: Threads = { places: [], slots: [] };
    let found: Slots | undefined;
    let at = from;
    this.#step++;
    for (;;) {
      if (found === undefined) this.#follow(current, { text, at, slots: unset.with(0, at) });
      else if (current.places.length === 0) return found;
      const width = widthAt(text, at);
      this.#step++;
      const advanced = this.#advance(current, { text, at, width });
      found = advanced.found ?? found;
      if (width === 0) return found;
      current = advanced.threads;
      at += width;
    }
  }

  #advance(
    current: Threads,
    { text, at, width }: { text: string; at: number; width: number },
  ): { threads: Threads; found?: Slots } {
    const threads: Threads = { places: [], slots: [] };
    const code = codeAt(text, at);
    for (const [i, place] of current.places.entries()) {
      const instruction = this.#program.instructions[place];
      const slots = current.slots[i] ?? [];
      // Whatever comes after a match is less preferred.
      if (instruction?.kind === "match") return { threads, found: slots.with(1, at) };
      if (instruction?.kind === "chars" && code !== END && instruction.test(code)) {
        this.#follow(threads, { text, at: at + width, slots, start: instruction.next });
      }
    }
    return { threads };
  }

  /** Adds what can be reached without reading a character. */
  #follow(
    threads: Threads,
    { text, at, slots, start }: { text: string; at: number; slots: Slots; start?: number },
  ): void {
    const places = [start ?? this.#program.start];
    const saved = [slots];
    for (let place = places.pop(); place !== undefined; place = places.pop()) {
      const held = saved.pop() ?? slots;
      if (this.#reached[place] === this.#step) continue;
      this.#reached[place] = this.#step;
      const instruction = this.#program.instructions[place];
      switch (instruction?.kind) {
        case "split":
          places.push(instruction.second, instruction.first);
          saved.push(held, held);
          break;
        case "save":
          places.push(instruction.next);
          saved.push(instruction.slot < held.length ? held.with(instruction.slot, at) : held);
          break;
        case "assert":
          if (holds(instruction.assertion, text, at)) {
            places.push(instruction.next);
            saved.push(held);
          }
          break;
        default:
          threads.places.push(place);
          threads.slots.push(held);
      }
    }
  }
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case "beginText":
      return at === 0;
    case "endText":
      return at === text.length;
    case "beginLine":
      return at === 0 || text[at - 1] === "\n";
    case "endLine":
      return at === text.length || text[at] === "\n";
    case "wordBoundary":
      return isWord(text[at - 1]) !== isWord(text[at]);
    case "noWordBoundary":
      return isWord(text[at - 1]) === isWord(text[at]);
  }
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[0-9A-Za-z_]/.test(char);
}
