/** The parser of text/template (Go 1.26, parse/parse.go): lists, actions and the templates that a text defines. */
import { ParseError } from "../error.ts";
import { Lexer } from "./lexer.ts";
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
import type { Phrase, Phrases } from "./phrase.ts";
import { parsePipeline, parseTemplateName } from "./pipeline.ts";
import type { Scope } from "./scope.ts";
import type { Token } from "./token.ts";
import { TokenStream } from "./token-stream.ts";

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
  readonly #trees = new Map<string, Tree>();

  constructor(
    readonly place: Place,
    readonly vocabulary: Vocabulary,
  ) {
    const { hasFunction } = vocabulary;
    this.#lexer = new Lexer(place.text, {
      breakIsFunction: hasFunction("break"),
      continueIsFunction: hasFunction("continue"),
    });
  }

  get line(): number {
    return this.#lexer.line;
  }

  run(): Map<string, Tree> {
    const scope = this.#newScope();
    const { tokens } = scope;
    const root = newList(this.place, tokens.peek().position);
    for (let token = tokens.next(); token.kind !== "eof"; token = tokens.next()) {
      if (token.kind === "leftDelim" && this.#definition(tokens)) continue;
      const node = this.#textOrAction(scope, token);
      if (isEnd(node)) tokens.fail("unexpected %s", print(node));
      else root.nodes.push(node);
    }
    this.#add(scope, this.place.parseName, root);
    return this.#trees;
  }

  /** Each template has its own variables and its own idea of the current line. */
  #newScope(): Scope {
    const { place } = this;
    const { hasFunction } = this.vocabulary;
    const tokens = new TokenStream(this.#lexer, place.parseName);
    return { tokens, place, hasFunction, variables: ["$"], start: 0, uses: [], declares: [], nesting: 0, ranges: 0 };
  }

  #add(scope: Scope, name: string, root: ListNode): void {
    const existing = this.#trees.get(name);
    if (existing === undefined || isEmptyTree(existing.root)) {
      this.#trees.set(name, { name, parseName: this.place.parseName, text: this.place.text, root });
    } else if (!isEmptyTree(root)) {
      scope.tokens.fail("template: multiple definition of template %q", name);
    }
  }

  /**
   * The rest of `{{define "name"}}`, which only stands at top level, and what it holds. False, with nothing read, when something
   * else stands here.
   */
  #definition(tokens: TokenStream): boolean {
    if (!this.place.text.startsWith("define", this.#lexer.startOfPhrase())) return false;
    const word = tokens.next();
    if (word.kind !== "define") {
      tokens.backup(word);
      return false;
    }
    const context = "define clause";
    const scope = this.#newScope();
    const name = parseTemplateName(scope, scope.tokens.next(), context);
    scope.tokens.expect("rightDelim", context);
    this.#body(scope, { name, context, reporter: scope });
    return true;
  }

  #body(scope: Scope, { name, context, reporter }: { name: string; context: string; reporter: Scope }): void {
    const { list, end } = this.#list(scope);
    if (end.kind !== "end") reporter.tokens.fail("unexpected %s in %s", print(end), context);
    this.#add(scope, name, list);
  }

  #list(scope: Scope): { list: ListNode; end: EndNode } {
    const { tokens, place } = scope;
    let token = tokens.next();
    const list = newList(place, token.position);
    for (; token.kind !== "eof"; token = tokens.next()) {
      const node = this.#textOrAction(scope, token);
      if (isEnd(node)) return { list, end: node };
      list.nodes.push(node);
    }
    return tokens.fail("unexpected EOF");
  }

  #textOrAction(scope: Scope, token: Token): Statement | EndNode {
    const { tokens, place } = scope;
    if (token.kind === "text") return { kind: "text", position: token.position, place, text: token.text };
    if (token.kind !== "leftDelim") tokens.unexpected(token, "input");
    tokens.action = token;
    const node = this.#action(scope);
    tokens.action = undefined;
    return node;
  }

  /** A phrase that was met before is not parsed again where all that it needs is visible. */
  #action(scope: Scope): Statement | EndNode {
    const { tokens } = scope;
    const { phrases } = this.vocabulary;
    scope.start = this.#lexer.startOfPhrase();
    const words = tokens.phrase();
    const known = phrases.get(words);
    if (known !== undefined && declaredFor(known, scope)) {
      tokens.passPhrase(words);
      return this.#statement(scope, known);
    }
    const token = tokens.next();
    switch (token.kind) {
      case "block":
        return this.#block(scope);
      case "break":
      case "continue":
        return jump(scope, token);
      default: {
        const phrase = parsePhrase(scope, token);
        if (words !== "" && !tokens.givenBack && isOrdinary(phrase)) phrases.add(words, phrase);
        return this.#statement(scope, phrase);
      }
    }
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
        return { kind: "template", position, place, start, name: phrase.name, pipe: phrase.pipe };
      case "action":
        return { kind: "action", position, place, start, pipe: phrase.pipe };
    }
  }

  /** What the pipeline declares is visible by now, and until the end. */
  #branch(scope: Scope, kind: BranchNode["kind"], pipe: PipeNode): BranchNode {
    const { place, start, variables } = scope;
    const visible = variables.length - pipe.declares.length;
    if (kind === "range") scope.ranges++;
    const { list, end } = this.#list(scope);
    if (kind === "range") scope.ranges--;
    const elseList = end.kind === "else" ? this.#elseList(scope, kind, end) : undefined;
    variables.length = visible;
    return { kind, position: start + pipe.position, place, start, pipe, list, elseList };
  }

  /** `{{else if ...}}` and `{{else with ...}}` are an else that holds another branch, which takes the end. */
  #elseList(scope: Scope, kind: BranchNode["kind"], end: EndNode): ListNode {
    const { tokens, place } = scope;
    if (kind !== "range" && tokens.peek().kind === kind) {
      tokens.next();
      const list = newList(place, end.position);
      list.nodes.push(this.#branch(scope, kind, parsePipeline(scope, tokens.next(), kind)));
      return list;
    }
    const { list, end: last } = this.#list(scope);
    if (last.kind !== "end") tokens.fail("expected end; found %s", print(last));
    return list;
  }

  /** `{{block "name" pipeline}}` defines a template and calls it. */
  #block(scope: Scope): TemplateNode {
    const { tokens, place, start } = scope;
    const context = "block clause";
    const token = tokens.next();
    const name = parseTemplateName(scope, token, context);
    const pipe = parsePipeline(scope, tokens.next(), context);
    this.#body(this.#newScope(), { name, context, reporter: scope });
    return { kind: "template", position: token.position, place, start, name, pipe };
  }
}

function newList(place: Place, position: number): ListNode {
  return { kind: "list", position, place, nodes: [] };
}

function isEnd(node: Statement | EndNode): node is EndNode {
  return node.kind === "end" || node.kind === "else";
}

function jump(scope: Scope, token: Token): Statement {
  const { tokens, place } = scope;
  const kind = token.kind === "break" ? "break" : "continue";
  const next = tokens.next();
  if (next.kind !== "rightDelim") tokens.unexpected(next, `{{${kind}}}`);
  if (scope.ranges === 0) tokens.fail(`{{${kind}}} outside {{range}}`);
  return { kind, position: token.position, place };
}

/** Nearly all are: what one declares in parentheses may be used before it is declared. */
function isOrdinary(phrase: Phrase): boolean {
  const pipe = pipeOf(phrase);
  return pipe === undefined || pipe.declares.length === pipe.declared.length;
}

function pipeOf(phrase: Phrase): PipeNode | undefined {
  return "pipe" in phrase ? phrase.pipe : undefined;
}

/** Declares what the phrase declares, where all variables are visible that it needs. */
function declaredFor(phrase: Phrase, { variables }: Scope): boolean {
  const pipe = pipeOf(phrase);
  if (pipe === undefined) return true;
  for (const name of pipe.uses) if (!variables.includes(name) && !pipe.declares.includes(name)) return false;
  variables.push(...pipe.declares);
  return true;
}

/** The rest of a phrase whose first token has been read. */
function parsePhrase(scope: Scope, token: Token): Phrase {
  const { tokens, start } = scope;
  const { kind } = token;
  switch (kind) {
    case "else":
      return { kind, position: elsePosition(tokens) - start };
    case "end":
      return { kind, position: tokens.expect("rightDelim", "end").position - start };
    case "if":
    case "range":
    case "with": {
      const pipe = parsePipeline(scope, tokens.next(), kind);
      return { kind, position: pipe.position, pipe };
    }
    case "template":
      return templatePhrase(scope);
    default:
      return { kind: "action", position: token.position - start, pipe: parsePipeline(scope, token, "command") };
  }
}

/** Where a further condition follows, its keyword is left to be read. */
function elsePosition(tokens: TokenStream): number {
  const next = tokens.peek();
  const token = next.kind === "if" || next.kind === "with" ? next : tokens.expect("rightDelim", "else");
  return token.position;
}

function templatePhrase(scope: Scope): Phrase {
  const { tokens, start } = scope;
  const context = "template clause";
  const token = tokens.next();
  const name = parseTemplateName(scope, token, context);
  const next = tokens.next();
  const pipe = next.kind === "rightDelim" ? undefined : parsePipeline(scope, next, context);
  return { kind: "template", position: token.position - start, name, pipe };
}
