/**
 * What a chart says again and again (`toYaml . | nindent 8`): most of its actions repeat one that came before, or differ from it in names
 * only. So a set parses each phrase once, and of those that look alike the first.
 */
import { isPipePhrase, type Phrase } from "./phrase.ts";
import { withoutLeaves } from "./leaf.ts";
import { Shape } from "./shape.ts";
import { behindSpace, insideAction, isSpace, trimsAfter, trimsBefore } from "./space.ts";

/** An action with its delimiters: what it says, and how it says it. */
export interface Action {
  readonly phrase: Phrase;
  /** Where the phrase starts in it. */
  readonly start: number;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/** Beyond this many, all are forgotten and kept anew. */
const PHRASES_MAX = 50_000;

export interface PhrasesOptions {
  /** Phrases that look alike share what is made of them. */
  readonly sharesShapes: boolean;
}

/** Actions by their text, phrases by their words, and what they look like. All were parsed with the same functions at hand. */
export class Phrases {
  readonly #actions = new Map<string, Action>();
  readonly #phrases = new Map<string, Phrase>();
  readonly #shapes = new Map<string, Shape>();

  constructor(
    readonly hasFunction: (name: string) => boolean,
    readonly options: PhrasesOptions,
  ) {}

  /** An action that can be told without the lexer. */
  action(text: string): Action | undefined {
    return this.#actions.get(text) ?? this.#read(text);
  }

  #read(text: string): Action | undefined {
    const trims = trimsBefore(text, 0);
    const start = startOfPhrase(text, 0);
    const words = wordsOf(text, start);
    const phrase = this.#phrases.get(words) ?? this.#alike(words);
    if (phrase === undefined) return undefined;
    const action = { phrase, start, trimsBefore: trims, trimsAfter: trimsAfter(text) };
    return keep(this.#actions, text, action);
  }

  /** What looks like a phrase that could be parsed can be parsed. */
  #alike(words: string): Phrase | undefined {
    if (!this.options.sharesShapes) return undefined;
    const looks = withoutLeaves(words);
    const shape = looks === undefined ? undefined : this.#shapes.get(looks);
    return shape === undefined ? undefined : keep(this.#phrases, words, shape.phrase(words));
  }

  /** Takes in a phrase that was parsed, and gives the one to use. */
  add(words: string, phrase: Phrase): Phrase {
    return keep(this.#phrases, words, this.#shared(words, phrase));
  }

  #shared(words: string, phrase: Phrase): Phrase {
    if (!this.options.sharesShapes || !isPipePhrase(phrase)) return phrase;
    const looks = withoutLeaves(words);
    if (looks === undefined) return phrase;
    return keep(this.#shapes, looks, new Shape(phrase, words, this.hasFunction)).phrase(words);
  }
}

function keep<Kept>(all: Map<string, Kept>, text: string, kept: Kept): Kept {
  if (all.size >= PHRASES_MAX) all.clear();
  all.set(text, kept);
  return kept;
}

/** Where the phrase starts of the action that opens there. */
export function startOfPhrase(text: string, open: number): number {
  return behindSpace(text, insideAction(text, open));
}

/** The phrase of an action, which starts there. */
export function wordsOf(action: string, start: number): string {
  let end = action.length - (trimsAfter(action) ? " -}}" : "}}").length;
  while (end > start && isSpace(action.charCodeAt(end - 1))) end--;
  return action.slice(start, end);
}
