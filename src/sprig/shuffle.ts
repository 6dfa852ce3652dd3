/** Sprig's `shuffle`: the characters of a text in random order. */
import { func, type Func } from "../go/index.ts";
import { runes } from "./unicode.ts";
import type { Random } from "./ports.ts";
import { randomBelow } from "./random.ts";

export function shuffleFunction(random: Random): Func {
  return func("shuffle", "string", (text: string) => {
    const chars = runes(text);
    for (let i = chars.length - 1; i > 0; i--) swap(chars, i, randomBelow(random, i + 1));
    return chars.join("");
  });
}

function swap(chars: string[], i: number, j: number): void {
  [chars[i], chars[j]] = [chars[j] ?? "", chars[i] ?? ""];
}
