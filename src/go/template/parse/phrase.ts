/**
 * What stands between two delimiters. Charts say the same again and again (`toYaml . | nindent 8`): most of their actions repeat one
 * that came before. So a set parses each phrase once, and all its places share what it says. Positions in it count from its start.
 */
import type { PipeNode } from "./node.ts";
import { fieldPipeline } from "./pipeline.ts";
import { behindSpace, insideAction, trimsAfter, trimsBefore } from "./space.ts";

interface Said {
  readonly position: number;
  /** No variable is used or declared in it. */
  readonly isFree: boolean;
}

/** All have the same properties in the same order: the parser looks at one for each action of a chart. */
export type Phrase =
  | (Said & { readonly kind: "action" | "if" | "range" | "with"; readonly pipe: PipeNode; readonly name: "" })
  | (Said & { readonly kind: "template"; readonly pipe: PipeNode | undefined; readonly name: string })
  | (Said & { readonly kind: "end" | "else"; readonly pipe: undefined; readonly name: "" });

/** Whether a pipeline neither uses nor declares variables. */
export function usesNone({ uses, declares }: PipeNode): boolean {
  return uses.length === 0 && declares.length === 0;
}

const FIELDS_ALONE = /^(?:(if|with|range) )?((?:\.[A-Za-z_]\w*)+)(?: -)?\}\}$/;

/** A phrase of fields alone, such as `if .Values.enabled -}}`: every third phrase of a chart is one, and needs no lexer. */
export function fieldPhrase(words: string): Phrase | undefined {
  const found = FIELDS_ALONE.exec(words);
  if (found === null) return undefined;
  const keyword = found[1];
  const fields = found[2] ?? "";
  const position = keyword === undefined ? 0 : keyword.length + 1;
  const pipe = fieldPipeline(fields, position);
  return { position, isFree: true, kind: (keyword ?? "action") as "action" | "if" | "range" | "with", pipe, name: "" };
}

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

/** Phrases by their words, the closing delimiter among them, and actions by their text. All were parsed with the same functions at hand. */
export class Phrases {
  readonly #phrases = new Map<string, Phrase>();
  readonly #actions = new Map<string, Action>();

  /** An action whose phrase was met before, or can be told without the lexer. */
  action(text: string): Action | undefined {
    return this.#actions.get(text) ?? this.#read(text);
  }

  #read(text: string): Action | undefined {
    const trims = trimsBefore(text, 0);
    const start = startOfPhrase(text, 0);
    const words = text.slice(start);
    const phrase = this.#phrases.get(words) ?? this.add(words, fieldPhrase(words));
    if (phrase === undefined) return undefined;
    const action = { phrase, start, trimsBefore: trims, trimsAfter: trimsAfter(text) };
    if (this.#actions.size >= PHRASES_MAX) this.#actions.clear();
    this.#actions.set(text, action);
    return action;
  }

  add(words: string, phrase: Phrase | undefined): Phrase | undefined {
    if (phrase === undefined) return undefined;
    if (this.#phrases.size >= PHRASES_MAX) this.#phrases.clear();
    this.#phrases.set(words, phrase);
    return phrase;
  }
}

/** Where the phrase starts of the action that opens there. */
export function startOfPhrase(text: string, open: number): number {
  return behindSpace(text, insideAction(text, open));
}
