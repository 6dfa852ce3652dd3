import type { Value } from "../../value.ts";
import { Execution, type Outcome, type RunningSet } from "../execution.ts";
import type { Language } from "../language.ts";
import { segment, type Action, type Read, type Segment, type Tag } from "./tag.ts";
import type { TraceState } from "./trace-state.ts";

/** What a range goes over. */
export interface Ranged {
  readonly keys: Iterator<string | number, undefined>;
  readonly container: object | undefined;
  readonly tag: Tag | undefined;
  /** Of the dot around the range. */
  readonly outerTag: Tag | undefined;
}

/** A run that also knows where its output came from. `tag` belongs to the value evaluated last. */
export class TracedExecution extends Execution {
  readonly segments: Segment[] = [];
  /** What wrote nothing, though values were read for it: no stretch of the text is theirs. */
  readonly silent: Segment[] = [];
  tag: Tag | undefined = undefined;
  dotTag: Tag | undefined = undefined;
  /** Of the value piped into the running stage. */
  finalTag: Tag | undefined = undefined;
  /** Beside `variables`. */
  variableTags: (Tag | undefined)[] = [];
  /** What the branches around the running action depend on, innermost first. */
  conditions: readonly Read[] = [];
  /** The `{{template}}` calls around the running action, innermost first. */
  callers: readonly Action[] = [];

  /** The innermost range being run. */
  ranged: Ranged | undefined = undefined;
  /** Where the chain being read starts. */
  chainStart: { readonly value: Value; readonly tag: Tag | undefined } | undefined = undefined;

  constructor(
    set: RunningSet,
    language: Language,
    readonly state: TraceState,
  ) {
    super(set, language);
  }

  /** Appends text written by an action, if not by those in its tag. What its segments know stays; the action joins their stack. */
  write(text: string, writing: readonly Action[], tag: Tag | undefined): void {
    if (tag?.path !== undefined) this.state.used.add(tag.path);
    const start = this.out.length;
    this.out += text;
    const actions = [...writing, ...this.callers];
    if (text === "") {
      if (tag !== undefined && tag.reads.length > 0) this.silent.push(segment({ start, end: start }, tag, actions));
      return;
    }
    if (tag?.segments === undefined) {
      this.#push(segment({ start, end: this.out.length }, tag, actions));
      return;
    }
    let at = 0;
    for (const piece of tag.segments) {
      if (piece.start > at) this.#push(segment({ start: start + at, end: start + piece.start }, undefined, actions));
      this.#push({
        ...piece,
        start: start + piece.start,
        end: start + piece.end,
        actions: [...piece.actions, ...actions],
      });
      at = piece.end;
    }
    if (at < text.length) this.#push(segment({ start: start + at, end: start + text.length }, undefined, actions));
  }

  #push(piece: Segment): void {
    const { conditions } = this;
    if (conditions.length === 0) this.segments.push(piece);
    else this.segments.push({ ...piece, conditions: [...(piece.conditions ?? []), ...conditions] });
  }

  /** Runs the body of a branch that depends on what was just evaluated. */
  under(tag: Tag | undefined, body: () => Outcome): Outcome {
    const { conditions } = this;
    if (tag !== undefined && tag.reads.length > 0) this.conditions = [...tag.reads, ...conditions];
    const outcome = body();
    this.conditions = conditions;
    return outcome;
  }
}

/** The execution of a traced template is always a traced one. */
export function traced(execution: Execution): TracedExecution {
  return execution as TracedExecution;
}
