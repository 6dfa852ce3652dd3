/** An expression as a tree, macros expanded (cel-go 0.26 parser/parser.go, with its messages). */
import { Uint } from "../values/uint.ts";
import type { Constant } from "../values/value.ts";
import type { Call, Entry, Expression } from "./ast.ts";
import { tokenize } from "./lexer.ts";
import { expandMacro, MacroError } from "./macros.ts";
import { Source, type Problem } from "./source.ts";
import { RESERVED, type Token } from "./token.ts";
import { ParseStop, shown, startsExpression, TokenStream } from "./token-stream.ts";
import { unescapeBytes, UnescapeError, unescapeString } from "./unescape.ts";

export interface Parsed {
  readonly source: Source;
  /** Undefined where there are problems. */
  readonly expression: Expression | undefined;
  readonly problems: readonly Problem[];
}

const CODE_POINTS_MAX = 100_000;
const DEPTH_MAX = 250;

export function parse(text: string): Parsed {
  const source = new Source(text);
  if (source.codePoints.length > CODE_POINTS_MAX) {
    const size = source.codePoints.length;
    const message = `expression code point size exceeds limit: size: ${size}, limit ${CODE_POINTS_MAX}`;
    return { source, expression: undefined, problems: [{ offset: -1, message }] };
  }
  const { tokens, problems } = tokenize(source);
  const all: Problem[] = [...problems];
  const expression = new Parser(new TokenStream(tokens, all), all).start();
  return { source, expression: all.length > 0 ? undefined : expression, problems: all };
}

const RELATIONS: ReadonlySet<string> = new Set(["<", "<=", ">=", ">", "==", "!=", "in"]);
const NOTHING: Expression = { kind: "literal", offset: 0, value: null };

/** Nothing goes on behind it. */
class TooDeep extends Error {}

class Parser {
  readonly #tokens: TokenStream;
  readonly #problems: Problem[];
  /** What the rules around wait for. */
  #open: readonly string[] = [];
  #depth = 0;

  constructor(tokens: TokenStream, problems: Problem[]) {
    this.#tokens = tokens;
    this.#problems = problems;
  }

  start(): Expression {
    try {
      const expression = this.#expression();
      this.#tokens.expectEnd();
      return expression;
    } catch (error) {
      if (error instanceof ParseStop || error instanceof TooDeep) return NOTHING;
      throw error;
    }
  }

  #problem(offset: number, message: string): Expression {
    this.#problems.push({ offset, message });
    return { ...NOTHING, offset };
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > DEPTH_MAX) this.#tooDeep();
    const result = read();
    this.#depth--;
    return result;
  }

  #tooDeep(message = `expression recursion limit exceeded: ${DEPTH_MAX}`): never {
    this.#problem(-1, message);
    throw new TooDeep("too deep");
  }

  /** Goes on behind what is wrong. */
  #rule(read: () => Expression): Expression {
    const { offset } = this.#tokens.peek();
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ParseStop)) throw error;
      this.#tokens.recover(this.#open);
      return { ...NOTHING, offset };
    }
  }

  /** With tokens that are waited for. */
  #within<T>(open: readonly string[], read: () => T): T {
    const outer = this.#open;
    this.#open = [...outer, ...open];
    try {
      return read();
    } finally {
      this.#open = outer;
    }
  }

  #expression(): Expression {
    return this.#deeper(() => {
      const condition = this.#or();
      const question = this.#tokens.accept("?");
      if (question === undefined) return condition;
      return this.#rule(() => {
        const then = this.#within([":"], () => this.#or());
        this.#tokens.expect(":", startsExpression);
        return this.#call(question.offset, "_?_:_", [condition, then, this.#expression()]);
      });
    });
  }

  #or(): Expression {
    return this.#chain("||", "_||_", () => this.#and());
  }

  #and(): Expression {
    return this.#chain("&&", "_&&_", () => this.#relation());
  }

  /** Terms of one logical operator, as a balanced tree. */
  #chain(operator: string, name: string, term: () => Expression): Expression {
    const terms = [term()];
    const offsets: number[] = [];
    for (let found = this.#tokens.accept(operator); found !== undefined; found = this.#tokens.accept(operator)) {
      offsets.push(found.offset);
      terms.push(term());
    }
    return this.#balanced(name, { terms, offsets }, [0, offsets.length - 1]);
  }

  #balanced(name: string, chain: Chain, [low, high]: readonly [number, number]): Expression {
    const first = chain.terms[low];
    if (first === undefined || high < low) return first ?? NOTHING;
    const middle = Math.floor((low + high + 1) / 2);
    const left = middle === low ? first : this.#balanced(name, chain, [low, middle - 1]);
    const right =
      middle === high ? (chain.terms[high + 1] ?? NOTHING) : this.#balanced(name, chain, [middle + 1, high]);
    return { kind: "call", offset: chain.offsets[middle] ?? 0, name, target: undefined, args: [left, right] };
  }

  #relation(): Expression {
    let left = this.#sum();
    for (let many = 1; RELATIONS.has(this.#tokens.peek().text) && this.#isOperator(); many++) {
      if (many > DEPTH_MAX) this.#tooDeep("max recursion depth exceeded");
      const { text, offset } = this.#tokens.next();
      left = this.#call(offset, text === "in" ? "@in" : `_${text}_`, [left, this.#sum()]);
    }
    return left;
  }

  #isOperator(): boolean {
    const { kind } = this.#tokens.peek();
    return kind === "symbol" || kind === "keyword";
  }

  #sum(): Expression {
    return this.#binary(["+", "-"], () => this.#product());
  }

  #product(): Expression {
    return this.#binary(["*", "/", "%"], () => this.#unary());
  }

  #binary(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (let many = 1; operators.includes(this.#tokens.peek().text) && this.#isOperator(); many++) {
      if (many > DEPTH_MAX) this.#tooDeep("max recursion depth exceeded");
      const { text, offset } = this.#tokens.next();
      left = this.#call(offset, `_${text}_`, [left, operand()]);
    }
    return left;
  }

  #unary(): Expression {
    const first = this.#tokens.peek();
    if (this.#tokens.isSymbol("!")) return this.#repeated("!", "!_", first);
    if (!this.#tokens.isSymbol("-")) return this.#member();
    const { kind } = this.#tokens.peek(1);
    if (kind === "int" || kind === "float") return this.#member();
    this.#checkNegated();
    return this.#repeated("-", "-_", first);
  }

  /** What begins with a minus is a number or a negation; which one, shows only behind it. */
  #checkNegated(): void {
    let ahead = 0;
    while (this.#tokens.isSymbol("-", ahead)) ahead++;
    const token = this.#tokens.peek(ahead);
    if (startsExpression(token) && token.text !== "!") return;
    const text = "-".repeat(ahead) + (token.kind === "end" ? "" : token.text);
    for (let i = 0; i < ahead; i++) this.#tokens.next();
    const stop = this.#tokens.stop(`no viable alternative at input '${text}'`);
    if (token.kind !== "end") throw stop;
    this.#tokens.next();
    this.#tokens.sync(["START"]);
  }

  #repeated(symbol: string, name: string, { offset }: Token): Expression {
    let isOdd = false;
    while (this.#tokens.accept(symbol) !== undefined) isOdd = !isOdd;
    if (symbol === "!" && this.#tokens.peek().kind === "end") this.#tokens.surplusEnd();
    const operand = this.#member();
    return isOdd ? this.#call(offset, name, [operand]) : operand;
  }

  #member(): Expression {
    return this.#rule(() => this.#members());
  }

  #members(): Expression {
    let operand = this.#rule(() => this.#primary());
    for (let many = 1; ; many++) {
      if (many > DEPTH_MAX) this.#tooDeep("max recursion depth exceeded");
      const dot = this.#tokens.accept(".");
      if (dot !== undefined) operand = this.#selection(operand, dot);
      else if (this.#tokens.isSymbol("[")) operand = this.#index(operand, this.#tokens.next());
      else return operand;
    }
  }

  #selection(operand: Expression, dot: Token): Expression {
    const optional = this.#tokens.accept("?");
    const name = this.#tokens.peek();
    if (name.kind !== "identifier" && name.kind !== "escaped") throw this.#noField(name, dot.offset, optional);
    this.#tokens.next();
    if (name.kind === "escaped") return this.#problem(name.offset, "unsupported syntax: '`'");
    if (optional !== undefined) {
      const field: Expression = { kind: "literal", offset: name.offset, value: name.text };
      return { kind: "call", offset: dot.offset, name: "_?._", target: undefined, args: [operand, field] };
    }
    const open = this.#tokens.accept("(");
    if (open !== undefined) return this.#call(open.offset, name.text, this.#arguments(), operand);
    return { kind: "select", offset: dot.offset, operand, field: name.text, isTest: false };
  }

  #noField(name: Token, dot: number, optional: Token | undefined): ParseStop {
    if (["true", "false", "null"].includes(name.text) && optional === undefined) {
      return this.#tokens.stop(`mismatched input '${name.text}' expecting IDENTIFIER`);
    }
    if (optional !== undefined)
      return this.#tokens.stop(`no viable alternative at input '.?${name.kind === "end" ? "" : name.text}'`);
    if (name.kind === "end") return this.#tokens.stop("no viable alternative at input '.'");
    // With what stands between them.
    const between = " ".repeat(Math.max(0, name.offset - dot - 1));
    return this.#tokens.stop(`no viable alternative at input '.${between}${name.text}'`);
  }

  #index(operand: Expression, open: Token): Expression {
    this.#tokens.sync(["START", "?"]);
    const optional = this.#tokens.accept("?");
    const index = this.#within(["]"], () => this.#expression());
    this.#tokens.expect("]", endsMember);
    const name = optional === undefined ? "_[_]" : "_[?_]";
    return this.#call(open.offset, name, [operand, index]);
  }

  /** Behind the opening parenthesis. */
  #arguments(): Expression[] {
    this.#tokens.sync(["START", ")"]);
    if (this.#tokens.accept(")") !== undefined) return [];
    const args = this.#within([")", ","], () => {
      const all = [this.#expression()];
      while (this.#tokens.accept(",") !== undefined) all.push(this.#expression());
      return all;
    });
    this.#tokens.expect(")", endsMember);
    return args;
  }

  #primary(): Expression {
    this.#tokens.sync(["START"]);
    const token = this.#tokens.peek();
    switch (token.kind) {
      case "symbol":
        return this.#punctuated(token);
      case "identifier":
        return this.#named("");
      default:
        return this.#literal(this.#tokens.next());
    }
  }

  #punctuated({ text, offset }: Token): Expression {
    this.#tokens.next();
    switch (text) {
      case "(": {
        const inner = this.#within([")"], () => this.#expression());
        this.#tokens.expect(")", endsMember);
        return inner;
      }
      case "[":
        return this.#list(offset);
      case "{":
        return this.#map(offset);
      case ".": {
        const name = this.#tokens.peek();
        if (name.kind === "identifier") return this.#named(".");
        throw this.#noField(name, offset, undefined);
      }
      default:
        return this.#negative(offset);
    }
  }

  #negative(offset: number): Expression {
    const number = this.#tokens.next();
    return this.#literal({ ...number, text: `-${number.text}`, offset });
  }

  #literal(token: Token): Expression {
    const value = this.#constant(token);
    return typeof value === "object" && value !== null && "problem" in value
      ? this.#problem(token.offset, value.problem)
      : { kind: "literal", offset: token.offset, value };
  }

  #constant({ kind, text }: Token): Constant | { readonly problem: string } {
    try {
      switch (kind) {
        case "int":
          return intOf(text) ?? { problem: "invalid int literal" };
        case "uint":
          return uintOf(text.slice(0, -1)) ?? { problem: "invalid uint literal" };
        case "float":
          return Number.isFinite(Number(text)) ? Number(text) : { problem: "invalid double literal" };
        case "string":
          return unescapeString(text);
        case "bytes":
          return unescapeBytes(text.slice(1));
        default:
          return text === "null" ? null : text === "true";
      }
    } catch (error) {
      if (error instanceof UnescapeError) return { problem: error.message };
      throw error;
    }
  }

  /** An identifier, a call, or a message. */
  #named(dot: "" | "."): Expression {
    const first = this.#tokens.next();
    const dots = this.#structAhead();
    if (dots !== undefined) return this.#struct(dot + first.text, dots);
    const open = this.#tokens.accept("(");
    const start = dot === "" ? first.offset : first.offset - 1;
    if (open !== undefined) {
      const args = this.#arguments();
      if (RESERVED.has(first.text)) return this.#problem(start, `reserved identifier: ${first.text}`);
      return this.#call(open.offset, dot + first.text, args);
    }
    if (RESERVED.has(first.text)) return this.#problem(start, `reserved identifier: ${first.text}`);
    return { kind: "identifier", offset: first.offset, name: dot + first.text };
  }

  /** How many tokens of `.name` stand before a `{`; undefined where there is none. */
  #structAhead(): number | undefined {
    let ahead = 0;
    while (this.#tokens.isSymbol(".", ahead) && this.#tokens.peek(ahead + 1).kind === "identifier") ahead += 2;
    return this.#tokens.isSymbol("{", ahead) ? ahead : undefined;
  }

  #struct(head: string, dots: number): Expression {
    let name = head;
    for (let i = 0; i < dots; i++) name += this.#tokens.next().text;
    const { offset } = this.#tokens.next();
    const entries: Entry<string>[] = [];
    while (
      !this.#tokens.isSymbol("}") &&
      !(entries.length > 0 && this.#tokens.isSymbol(",") && this.#tokens.isSymbol("}", 1))
    ) {
      if (entries.length > 0) this.#tokens.expect(",", () => false);
      const optional = this.#tokens.accept("?");
      const field = this.#tokens.peek();
      if (field.kind !== "identifier") throw this.#tokens.stop(`mismatched input ${shown(field)} expecting IDENTIFIER`);
      this.#tokens.next();
      const colon = this.#tokens.expect(":", startsExpression);
      entries.push({
        offset: colon.offset,
        key: field.text,
        value: this.#expression(),
        isOptional: optional !== undefined,
      });
    }
    this.#tokens.accept(",");
    this.#tokens.expect("}", endsMember);
    return { kind: "struct", offset, name, entries };
  }

  #list(offset: number): Expression {
    const elements: Expression[] = [];
    const optionals = new Set<number>();
    this.#elements("]", () => {
      if (this.#tokens.accept("?") !== undefined) optionals.add(elements.length);
      elements.push(this.#expression());
    });
    return { kind: "list", offset, elements, optionals };
  }

  #map(offset: number): Expression {
    const entries: Entry<Expression>[] = [];
    this.#elements("}", () => {
      const optional = this.#tokens.accept("?");
      const key = this.#expression();
      const colon = this.#tokens.expect(":", startsExpression);
      entries.push({ offset: colon.offset, key, value: this.#expression(), isOptional: optional !== undefined });
    });
    return { kind: "map", offset, entries };
  }

  /** Separated by commas, the last of which may stand alone. */
  #elements(end: string, element: () => void): void {
    this.#within([end, ",", ...(end === "}" ? [":"] : [])], () => this.#separated(end, element));
  }

  #separated(end: string, element: () => void): void {
    this.#tokens.sync(["START", "?", ",", end]);
    if (this.#tokens.isSymbol(end) || this.#tokens.isSymbol(",")) {
      this.#tokens.accept(",");
      this.#tokens.expect(end, endsMember);
      return;
    }
    element();
    for (;;) {
      this.#tokens.sync([end, ","]);
      if (this.#tokens.accept(end) !== undefined) return;
      this.#tokens.next();
      if (this.#tokens.accept(end) !== undefined) return;
      this.#tokens.sync(["START", "?"]);
      element();
    }
  }

  #call(offset: number, name: string, args: readonly Expression[], target?: Expression): Expression {
    const call: Call = { kind: "call", offset, name, target, args };
    try {
      return expandMacro(call) ?? call;
    } catch (error) {
      if (error instanceof MacroError) return this.#problem(error.offset, error.message);
      throw error;
    }
  }
}

interface Chain {
  readonly terms: readonly Expression[];
  readonly offsets: readonly number[];
}

/** What may stand behind a closing bracket. */
function endsMember({ kind, text }: Token): boolean {
  return kind === "end" || text === "in" || (kind === "symbol" && !["(", "{", "!", ":"].includes(text));
}

const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;

function intOf(text: string): bigint | undefined {
  const value = text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
  return value < INT_MIN || value > INT_MAX ? undefined : value;
}

function uintOf(text: string): Uint | undefined {
  const value = BigInt(text);
  return value < 2n ** 64n ? new Uint(value) : undefined;
}
