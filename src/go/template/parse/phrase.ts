/**
 * What stands between two delimiters. Charts say the same again and again (`toYaml . | nindent 8`): most of their actions repeat one
 * that came before. So a set parses each phrase once, and all its places share what it says. Positions in it count from its start.
 */
import type { PipeNode } from "./node.ts";

export type Phrase =
  | { readonly kind: "action" | "if" | "range" | "with"; readonly position: number; readonly pipe: PipeNode }
  | {
      readonly kind: "template";
      readonly position: number;
      readonly name: string;
      readonly pipe: PipeNode | undefined;
    }
  | { readonly kind: "end" | "else"; readonly position: number };

/** Beyond this many, all are forgotten and kept anew. */
const PHRASES_MAX = 50_000;

/** Phrases by their words, the closing delimiter among them. All were parsed with the same functions at hand. */
export class Phrases {
  readonly #known = new Map<string, Phrase>();

  get(words: string): Phrase | undefined {
    return this.#known.get(words);
  }

  add(words: string, phrase: Phrase): void {
    if (this.#known.size >= PHRASES_MAX) this.#known.clear();
    this.#known.set(words, phrase);
  }
}
