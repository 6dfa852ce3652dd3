/** The parser of text/template (Go 1.26, parse/parse.go): lists, actions and the templates that a text defines. */
import { ParseError } from "../error.ts";
import { Lexer } from "./lexer.ts";
import {
  isEmptyTree,
  print,
  type BranchNode,
  type EndNode,
  type ListNode,
  type Place,
  type Statement,
  type TemplateNode,
  type Tree,
} from "./node.ts";
import { parsePipeline, parseTemplateName } from "./pipeline.ts";
import type { Scope } from "./scope.ts";
import type { Token } from "./token.ts";
import { TokenStream } from "./token-stream.ts";

/** Parses a text and returns the templates it defines, the text itself among them. Throws `ParseError`. */
export function parse(name: string, text: string, hasFunction: (name: string) => boolean): Map<string, Tree> {
  const parser = new TextParser({ parseName: name, text }, hasFunction);
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
    readonly hasFunction: (name: string) => boolean,
  ) {
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
    while (tokens.peek().kind !== "eof") {
      if (tokens.peek().kind === "leftDelim" && this.#definition(tokens)) continue;
      const node = this.#textOrAction(scope, tokens.next());
      if (isEnd(node)) tokens.fail("unexpected %s", print(node));
      else root.nodes.push(node);
    }
    this.#add(scope, this.place.parseName, root);
    return this.#trees;
  }

  /** Each template has its own variables and its own idea of the current line. */
  #newScope(): Scope {
    const { place, hasFunction } = this;
    const tokens = new TokenStream(this.#lexer, place.parseName);
    return { tokens, place, hasFunction, variables: ["$"], nesting: 0, ranges: 0 };
  }

  #add(scope: Scope, name: string, root: ListNode): void {
    const existing = this.#trees.get(name);
    if (existing === undefined || isEmptyTree(existing.root)) {
      this.#trees.set(name, { name, parseName: this.place.parseName, text: this.place.text, root });
    } else if (!isEmptyTree(root)) {
      scope.tokens.fail("template: multiple definition of template %q", name);
    }
  }

  /** `{{define "name"}}`, which only stands at top level. False, with nothing read, when something else stands here. */
  #definition(tokens: TokenStream): boolean {
    const delim = tokens.next();
    const word = tokens.next();
    if (word.kind !== "define") {
      tokens.backup(word);
      tokens.backup(delim);
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

  #action(scope: Scope): Statement | EndNode {
    const { tokens, place } = scope;
    const token = tokens.next();
    switch (token.kind) {
      case "block":
        return this.#block(scope);
      case "break":
      case "continue":
        return jump(scope, token);
      case "else":
        return elseEnd(scope);
      case "end":
        return { kind: "end", position: tokens.expect("rightDelim", "end").position, place };
      case "if":
      case "range":
      case "with":
        return this.#branch(scope, token.kind);
      case "template":
        return templateCall(scope);
      default: {
        const pipe = parsePipeline(scope, token, { context: "command", end: "rightDelim" });
        return { kind: "action", position: token.position, place, pipe };
      }
    }
  }

  #branch(scope: Scope, kind: BranchNode["kind"]): BranchNode {
    const { place, variables } = scope;
    const visible = variables.length;
    const pipe = parsePipeline(scope, scope.tokens.next(), { context: kind, end: "rightDelim" });
    if (kind === "range") scope.ranges++;
    const { list, end } = this.#list(scope);
    if (kind === "range") scope.ranges--;
    const elseList = end.kind === "else" ? this.#elseList(scope, kind, end) : undefined;
    variables.length = visible;
    return { kind, position: pipe.position, place, pipe, list, elseList };
  }

  /** `{{else if ...}}` and `{{else with ...}}` are an else that holds another branch, which takes the end. */
  #elseList(scope: Scope, kind: BranchNode["kind"], end: EndNode): ListNode {
    const { tokens, place } = scope;
    if (kind !== "range" && tokens.peek().kind === kind) {
      tokens.next();
      const list = newList(place, end.position);
      list.nodes.push(this.#branch(scope, kind));
      return list;
    }
    const { list, end: last } = this.#list(scope);
    if (last.kind !== "end") tokens.fail("expected end; found %s", print(last));
    return list;
  }

  /** `{{block "name" pipeline}}` defines a template and calls it. */
  #block(scope: Scope): TemplateNode {
    const { tokens, place } = scope;
    const context = "block clause";
    const token = tokens.next();
    const name = parseTemplateName(scope, token, context);
    const pipe = parsePipeline(scope, tokens.next(), { context, end: "rightDelim" });
    this.#body(this.#newScope(), { name, context, reporter: scope });
    return { kind: "template", position: token.position, place, name, pipe };
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

function elseEnd({ tokens, place }: Scope): EndNode {
  const next = tokens.peek();
  const token = next.kind === "if" || next.kind === "with" ? next : tokens.expect("rightDelim", "else");
  return { kind: "else", position: token.position, place };
}

function templateCall(scope: Scope): TemplateNode {
  const { tokens, place } = scope;
  const context = "template clause";
  const token = tokens.next();
  const name = parseTemplateName(scope, token, context);
  const next = tokens.next();
  if (next.kind === "rightDelim") return { kind: "template", position: token.position, place, name, pipe: undefined };
  const pipe = parsePipeline(scope, next, { context, end: "rightDelim" });
  return { kind: "template", position: token.position, place, name, pipe };
}
