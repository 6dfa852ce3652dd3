/** The parser of text/template (Go 1.26, parse/parse.go): lists, actions and the templates that a text defines. */
import { ParseError } from "../error.ts";
import { Lexer, lexerOptions } from "./lexer.ts";
import {
  isEmptyTree,
  print,
  type BranchNode,
  type EndNode,
  type ListNode,
  type PipeNode,
  type Place,
  type Statement,
  type TemplateNode,
  type Tree,
} from "./node.ts";
import { parsePhrase, type Phrase } from "./phrase.ts";
import { type Action, type Phrases, startOfPhrase, wordsOf } from "./phrases.ts";
import { Pieces } from "./pieces.ts";
import { parsePipeline, parseTemplateName } from "./pipeline.ts";
import { Scope } from "./scope.ts";
import { insideAction, trimsAfter, trimsBefore } from "./space.ts";
import { BLOCK, BREAK, CONTINUE, DEFINE, RIGHT_DELIM } from "./token.ts";

/** What the parser knows beside the text. */
export interface Vocabulary {
  readonly hasFunction: (name: string) => boolean;
  /** Of texts that were parsed with the same functions. */
  readonly phrases: Phrases;
}

/** Parses a text and returns the templates it defines, the text itself among them. Throws `ParseError`. */
export function parse(name: string, text: string, words: Vocabulary): Map<string, Tree> {
  const parser = new TextParser({ parseName: name, text }, words);
  try {
    return parser.run();
  } catch (error) {
    // Go's stack has room for any nesting; here the text is refused.
    if (error instanceof RangeError) throw new ParseError(name, parser.line, "actions are nested too deeply");
    throw error;
  }
}

class TextParser {
  readonly #lexer: Lexer;
  readonly #pieces: Pieces;
  readonly #trees = new Map<string, Tree>();
  #root: ListNode | undefined;

  constructor(
    readonly place: Place,
    readonly vocabulary: Vocabulary,
  ) {
    this.#pieces = new Pieces(place.text);
    this.#lexer = new Lexer(place.text, lexerOptions(vocabulary.hasFunction));
  }

  get line(): number {
    return this.#lexer.lineOf(this.#pieces.open);
  }

  run(): Map<string, Tree> {
    const scope = this.#newScope();
    const root = newList();
    this.#root = root;
    const end = this.#statements(scope, root);
    if (end !== undefined) scope.fail("unexpected %s", print(end));
    this.#add(scope, this.place.parseName, root);
    return this.#trees;
  }

  /** Each template has its own variables and its own idea of the current line. */
  #newScope(): Scope {
    return new Scope(this.#lexer, this.place, this.vocabulary.hasFunction);
  }

  #add(scope: Scope, name: string, root: ListNode): void {
    const existing = this.#trees.get(name);
    if (existing === undefined || isEmptyTree(existing.root)) {
      this.#trees.set(name, { name, parseName: this.place.parseName, text: this.place.text, root });
    } else if (!isEmptyTree(root)) {
      scope.fail("template: multiple definition of template %q", name);
    }
  }

  /** The rest of `{{define "name"}}`, which only stands at top level, and what it holds. */
  #definition(outer: Scope): void {
    const context = "define clause";
    outer.action = this.#pieces.open;
    outer.expect(DEFINE, "command");
    outer.action = undefined;
    const scope = this.#newScope();
    scope.advance();
    const name = parseTemplateName(scope, context);
    scope.expect(RIGHT_DELIM, context);
    this.#close();
    this.#body(scope, { name, context, reporter: scope });
  }

  #body(scope: Scope, { name, context, reporter }: { name: string; context: string; reporter: Scope }): void {
    const { list, end } = this.#list(scope);
    if (end.kind !== "end") reporter.fail("unexpected %s in %s", print(end), context);
    this.#add(scope, name, list);
  }

  #list(scope: Scope): { list: ListNode; end: EndNode } {
    const list = newList();
    const end = this.#statements(scope, list);
    return end === undefined ? scope.fail("unexpected EOF") : { list, end };
  }

  /** Reads statements into a list, up to what ends it; `undefined` where the text ends first. */
  #statements(scope: Scope, list: ListNode): EndNode | undefined {
    const pieces = this.#pieces;
    // Another condition than the branch's own behind an `else`.
    if (scope.atCondition) scope.unexpected("input");
    for (;;) {
      pieces.next();
      const { open, action: text } = pieces;
      if (text.length === 0) return void this.#text(scope, list, false);
      const action = this.vocabulary.phrases.action(text);
      this.#text(scope, list, action?.trimsBefore ?? trimsBefore(this.place.text, open));
      if (action === undefined && this.#isWithoutNode(scope, list)) continue;
      scope.action = open;
      const node = action === undefined ? this.#unknown(scope) : this.#action(scope, action);
      scope.action = undefined;
      if (isEnd(node)) return node;
      list.nodes.push(node);
    }
  }

  /** The text before the action, if something is left of it. */
  #text(scope: Scope, { nodes }: ListNode, trimsEnd: boolean): void {
    const { place } = this;
    const pieces = this.#pieces;
    scope.reached = pieces.open;
    if (pieces.text.length === 0) return;
    pieces.trim(trimsEnd);
    const { text, start: position } = pieces;
    if (text.length > 0) nodes.push({ kind: "text", position, place, text });
  }

  /** Comments and definitions: passes what is one. */
  #isWithoutNode(scope: Scope, list: ListNode): boolean {
    const pieces = this.#pieces;
    const { text } = this.place;
    const inside = insideAction(text, pieces.open);
    pieces.trimsNext = trimsAfter(pieces.action);
    if (text.startsWith("/*", inside)) {
      if (pieces.isOdd) this.#oddComment(scope, inside);
      return true;
    }
    this.#lexer.enter(inside);
    scope.start = startOfPhrase(text, pieces.open);
    if (list !== this.#root || !this.#lexer.startsWord("define", scope.start)) return false;
    this.#definition(scope);
    return true;
  }

  /** One that does not end well, or is too long for a pattern. */
  #oddComment(scope: Scope, start: number): void {
    if (this.#lexer.passComment(start)) return this.#close();
    scope.reached = start;
    scope.unexpected("input");
  }

  /** A phrase that was met before is not parsed again where all that it needs is visible. */
  #action(scope: Scope, { phrase, start, trimsAfter: trims }: Action): Statement | EndNode {
    const pieces = this.#pieces;
    const { open } = pieces;
    pieces.trimsNext = trims;
    scope.start = open + start;
    if (!phrase.isFree && !declaredFor(phrase, scope)) {
      this.#lexer.enter(scope.start);
      return this.#unknown(scope);
    }
    scope.reached = open + pieces.action.length - "}}".length;
    return this.#statement(scope, phrase);
  }

  /** A phrase that the lexer has to read, which is inside the action. */
  #unknown(scope: Scope): Statement | EndNode {
    const { lexer } = scope;
    scope.advance();
    switch (lexer.kind) {
      case BLOCK:
        return this.#block(scope);
      case BREAK:
        return this.#jump(scope, "break");
      case CONTINUE:
        return this.#jump(scope, "continue");
      default:
        return this.#statement(scope, this.#phrase(scope));
    }
  }

  #phrase(scope: Scope): Phrase {
    const { phrases } = this.vocabulary;
    const { action, open, isOdd } = this.#pieces;
    const phrase = parsePhrase(scope);
    if (!scope.atCondition) this.#close();
    const isKept = !isOdd && !scope.atCondition && isOrdinary(phrase);
    return isKept ? phrases.add(wordsOf(action, scope.start - open), phrase) : phrase;
  }

  /** An action has been read to its end. */
  #close(): void {
    if (this.#pieces.isOdd) this.#pieces.resume(this.#lexer.behind);
  }

  #statement(scope: Scope, phrase: Phrase): Statement | EndNode {
    const { place, start } = scope;
    const position = start + phrase.position;
    switch (phrase.kind) {
      case "end":
      case "else":
        return { kind: phrase.kind, position, place };
      case "if":
      case "range":
      case "with":
        return this.#branch(scope, phrase.kind, phrase.pipe);
      case "template":
        return this.#templateCall(scope, { position, name: phrase.name, pipe: phrase.pipe });
      case "action": {
        const { pipe } = phrase;
        const slots = phrase.isFree ? NO_SLOTS : slotsOf(scope, pipe);
        const base = phrase.isFree ? scope.frame.length : pushFrame(scope, pipe);
        return { kind: "action", position, place, start, slots, base, pipe };
      }
    }
  }

  #templateCall(
    scope: Scope,
    { position, name, pipe }: Pick<TemplateNode, "position" | "name" | "pipe">,
  ): TemplateNode {
    const { place, start } = scope;
    const slots = pipe === undefined ? NO_SLOTS : slotsOf(scope, pipe);
    const base = pipe === undefined ? 0 : pushFrame(scope, pipe);
    return { kind: "template", position, place, start, slots, base, name, pipe };
  }

  /** What the pipeline declares is visible by now, and until the end. */
  #branch(scope: Scope, kind: BranchNode["kind"], pipe: PipeNode): BranchNode {
    const { place, start, variables, frame } = scope;
    const visible = variables.length - pipe.declares.length;
    const slots = slotsOf(scope, pipe);
    const base = pushFrame(scope, pipe);
    const inner = frame.length;
    if (kind === "range") scope.ranges++;
    const { list, end } = this.#list(scope);
    if (kind === "range") scope.ranges--;
    // The parser takes what the list declares as declared in the other, too; when that is run, it is not.
    frame.length = inner;
    const elseList = end.kind === "else" ? this.#elseList(scope, kind) : undefined;
    variables.length = visible;
    frame.length = base;
    return { kind, position: start + pipe.position, place, start, slots, base, pipe, list, elseList };
  }

  /** `{{else if ...}}` and `{{else with ...}}` are an else that holds another branch, which takes the end. */
  #elseList(scope: Scope, kind: BranchNode["kind"]): ListNode {
    if (scope.atCondition && this.#lexer.word === kind) {
      scope.atCondition = false;
      scope.advance();
      const list = newList();
      const pipe = parsePipeline(scope, kind);
      this.#close();
      list.nodes.push(this.#branch(scope, kind, pipe));
      return list;
    }
    const { list, end } = this.#list(scope);
    if (end.kind !== "end") scope.fail("expected end; found %s", print(end));
    return list;
  }

  #jump(scope: Scope, kind: "break" | "continue"): Statement {
    const { place, lexer } = scope;
    const position = lexer.start;
    scope.expect(RIGHT_DELIM, `{{${kind}}}`);
    this.#close();
    if (scope.ranges === 0) scope.fail(`{{${kind}}} outside {{range}}`);
    return { kind, position, place };
  }

  /** `{{block "name" pipeline}}` defines a template and calls it. */
  #block(scope: Scope): TemplateNode {
    const context = "block clause";
    scope.advance();
    const position = this.#lexer.start;
    const name = parseTemplateName(scope, context);
    scope.advance();
    const pipe = parsePipeline(scope, context);
    this.#close();
    this.#body(this.#newScope(), { name, context, reporter: scope });
    return this.#templateCall(scope, { position, name, pipe });
  }
}

const NO_SLOTS: readonly number[] = [];

/** Where a statement finds the variables of its pipeline. */
function slotsOf({ frame }: Scope, { uses }: PipeNode): readonly number[] {
  if (uses.length === 0) return NO_SLOTS;
  const slots: number[] = [];
  for (const name of uses) slots.push(frame.lastIndexOf(name));
  return slots;
}

/** What the pipeline declares has its place from here on. Gives the first. */
function pushFrame({ frame }: Scope, { pushes }: PipeNode): number {
  const base = frame.length;
  if (pushes.length > 0) frame.push(...pushes);
  return base;
}

function newList(): ListNode {
  return { kind: "list", nodes: [] };
}

function isEnd(node: Statement | EndNode): node is EndNode {
  return node.kind === "end" || node.kind === "else";
}

/** Nearly all are: what one declares in parentheses may be used before it is declared. */
function isOrdinary({ pipe }: Phrase): boolean {
  return pipe === undefined || pipe.declares.length === pipe.declared.length;
}

/** Declares what the phrase declares, where all variables are visible that it needs. */
function declaredFor({ pipe }: Phrase, { variables }: Scope): boolean {
  if (pipe === undefined) return true;
  const { uses, declares } = pipe;
  for (const name of uses) if (!variables.includes(name) && !declares.includes(name)) return false;
  variables.push(...declares);
  return true;
}
