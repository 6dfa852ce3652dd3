/** Parses what stands between the delimiters: pipelines, commands, operands. */
import { sprintf } from "../../fmt/index.ts";
import { unquote } from "../../strconv/index.ts";
import { GoError } from "../../value.ts";
import { print, type CommandNode, type NumberNode, type Operand, type PipeNode, type VariableNode } from "./node.ts";
import { numberForms } from "./number.ts";
import { NO_NAMES, type Scope } from "./scope.ts";
import { saysItself } from "./leaf.ts";
import {
  ASSIGN,
  BOOL,
  CHAR,
  CHAR_CONSTANT,
  COMPLEX,
  DECLARE,
  DOT,
  FIELD,
  IDENTIFIER,
  LEFT_PAREN,
  NIL,
  NUMBER,
  PIPE,
  RAW_STRING,
  RIGHT_DELIM,
  RIGHT_PAREN,
  startsOperand,
  STRING,
  VARIABLE,
  type TokenKind,
} from "./token.ts";

/** Go's limit of parentheses in parentheses. */
const NESTING_MAX = 10_000;

/** What ends a pipeline, and how messages name the construct around it. */
interface PipelineEnd {
  readonly context: string;
  readonly end: TokenKind;
}

/** Parses the pipeline of a statement, up to the closing delimiter. The lexer stands on its first token. */
export function parsePipeline(scope: Scope, context: string): PipeNode {
  scope.uses = scope.declares = scope.pushes = NO_NAMES;
  scope.leaves = 0;
  return pipelineUntil(scope, { context, end: RIGHT_DELIM });
}

function pipelineUntil(scope: Scope, { context, end }: PipelineEnd): PipeNode {
  const { lexer } = scope;
  const position = lexer.start - scope.start;
  const declarations = lexer.kind === VARIABLE ? parseDeclarations(scope, context) : NO_DECLARATIONS;
  const commands: CommandNode[] = [];
  while (lexer.kind !== end) {
    if (!startsOperand(lexer.kind)) scope.unexpected(context);
    commands.push(parseCommand(scope));
  }
  checkCommands(scope, commands, context);
  const { declared, assigns } = declarations;
  if (declared.length > 0) note(scope, declarations);
  const { uses, declares, pushes } = end === RIGHT_DELIM ? scope : NO_VARIABLES;
  const lone = declared.length === 0 ? loneOperand(commands) : undefined;
  // Written out: to spread objects into it costs more than all the rest.
  return {
    kind: "pipe",
    position,
    declared,
    assigns,
    commands,
    uses,
    declares,
    pushes,
    lone,
    shape: undefined,
    leaves: NO_LEAVES,
    compiled: undefined,
  };
}

const NO_LEAVES: PipeNode["leaves"] = [];

function loneOperand(commands: readonly CommandNode[]): PipeNode["lone"] {
  const args = commands.length === 1 ? commands[0]?.args : undefined;
  const operand = args?.length === 1 ? args[0] : undefined;
  return operand?.kind === "field" || operand?.kind === "string" ? operand : undefined;
}

/** A pipeline in parentheses leaves its variables to the outermost one. */
const NO_VARIABLES: Pick<PipeNode, "uses" | "declares" | "pushes"> = {
  uses: NO_NAMES,
  declares: NO_NAMES,
  pushes: NO_NAMES,
};

function note(scope: Scope, { declared, assigns }: Declarations): void {
  for (const { name } of declared) {
    if (assigns) scope.uses = including(scope.uses, name);
    else scope.pushes = [...scope.pushes, name];
  }
}

function including(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names : [...names, name];
}

interface Declarations {
  readonly declared: VariableNode[];
  readonly assigns: boolean;
}

const NO_DECLARATIONS: Declarations = { declared: [], assigns: false };

/** `$x :=`, `$x =`, and in a range `$i, $x :=`. The lexer stands on a variable. */
function parseDeclarations(scope: Scope, context: string): Declarations {
  const { lexer } = scope;
  const declared: VariableNode[] = [];
  while (lexer.kind === VARIABLE) {
    const mark = lexer.mark();
    const variable: VariableNode = {
      kind: "variable",
      position: lexer.start - scope.start,
      name: lexer.word,
      fields: NO_FIELDS,
      leaf: -1,
    };
    const kind = scope.advance();
    const ends = kind === ASSIGN || kind === DECLARE;
    if (!ends && !(kind === CHAR && lexer.word === ",")) {
      // A value like any other.
      lexer.reset(mark);
      break;
    }
    scope.variables.push(variable.name);
    scope.declares = [...scope.declares, variable.name];
    declared.push(variable);
    if (!ends && (context !== "range" || declared.length >= 2)) scope.fail("too many declarations in %s", context);
    scope.advance();
    if (ends) return { declared, assigns: kind === ASSIGN };
    if (!DECLARES_NEXT.has(lexer.kind)) scope.fail("range can only initialize variables");
  }
  return { declared, assigns: false };
}

const DECLARES_NEXT: ReadonlySet<TokenKind> = new Set([VARIABLE, RIGHT_DELIM, RIGHT_PAREN]);

const NOT_EXECUTABLE: ReadonlySet<Operand["kind"]> = new Set(["bool", "dot", "nil", "number", "string"]);

function checkCommands(scope: Scope, commands: readonly CommandNode[], context: string): void {
  if (commands.length === 0) scope.fail("missing value for %s", context);
  for (let i = 1; i < commands.length; i++) {
    const kind = commands[i]?.args[0]?.kind ?? "nil";
    if (NOT_EXECUTABLE.has(kind)) {
      scope.fail(`non executable command in pipeline stage ${i + 1}`);
    }
  }
}

/**
 * Operands separated by spaces, up to a pipe, a closing parenthesis or the delimiter. The lexer stands on the first token, and then
 * behind the pipe or on what closes.
 */
function parseCommand(scope: Scope): CommandNode {
  const { lexer } = scope;
  const position = lexer.start - scope.start;
  const args: Operand[] = [];
  do {
    const operand = parseOperand(scope);
    if (operand === undefined) break;
    args.push(operand);
  } while (lexer.spaced);
  const { kind } = lexer;
  if (kind !== RIGHT_DELIM && kind !== RIGHT_PAREN && kind !== PIPE) scope.unexpected("operand");
  if (args.length === 0) scope.fail("empty command");
  if (kind === PIPE) scope.advance();
  return { kind: "command", position, args };
}

/** A term, possibly followed by fields. The lexer goes behind it. */
function parseOperand(scope: Scope): Operand | undefined {
  const { lexer } = scope;
  const term = parseTerm(scope);
  if (term === undefined) return undefined;
  if (lexer.kind === FIELD || lexer.kind === VARIABLE) {
    const position = lexer.end - scope.start;
    const fields = lexer.takeFields();
    scope.advance();
    if (fields !== undefined) return withFields(scope, term, { position, fields: fields.split(".") });
  } else {
    scope.advance();
  }
  return lexer.kind === FIELD && !lexer.spaced ? parseChain(scope, term) : term;
}

/** Fields that stand right behind a term. */
function parseChain(scope: Scope, term: Operand): Operand {
  const { lexer } = scope;
  // As in Go the whole chain is placed where its second part starts.
  const position = lexer.start - scope.start;
  const fields: string[] = [];
  let { end } = lexer;
  for (; lexer.kind === FIELD && !lexer.spaced; scope.advance()) {
    fields.push(lexer.word.slice(1));
    end = lexer.end;
  }
  switch (term.kind) {
    case "field":
    case "variable":
      return withFields(scope, term, { position, fields });
    case "bool":
    case "string":
    case "number":
    case "nil":
    case "dot":
      // Go has looked at the space behind it, no further.
      return scope.failAt(end, sprintf("unexpected . after term %q", [print(term)]));
    default:
      return withFields(scope, term, { position, fields });
  }
}

function withFields(
  scope: Scope,
  term: Operand,
  { position, fields }: { position: number; fields: string[] },
): Operand {
  if (term.kind === "field") {
    fields.unshift(...term.names);
    return { kind: "field", position, names: fields, leaf: term.leaf };
  }
  const leaf = scope.leaves++;
  if (term.kind === "variable") return { kind: "variable", position, name: term.name, fields, leaf };
  return { kind: "chain", position, operand: term, fields, leaf };
}

const NO_FIELDS: readonly string[] = [];

/** The lexer stays on its last token. */
function parseTerm(scope: Scope): Operand | undefined {
  const { lexer } = scope;
  const { kind } = lexer;
  const position = lexer.start - scope.start;
  switch (kind) {
    case IDENTIFIER: {
      const name = lexer.word;
      if (!scope.hasFunction(name)) scope.fail("function %q not defined", name);
      return { kind: "identifier", position, name };
    }
    case DOT:
      return { kind: "dot", position };
    case NIL:
      return { kind: "nil", position };
    case VARIABLE: {
      const name = lexer.word;
      useVariable(scope, name);
      return { kind: "variable", position, name, fields: NO_FIELDS, leaf: -1 };
    }
    case FIELD:
      return { kind: "field", position, names: [lexer.word.slice(1)], leaf: scope.leaves++ };
    case BOOL:
      return { kind: "bool", position, value: lexer.word === "true" };
    case CHAR_CONSTANT:
      return parseNumber(scope, "charConstant");
    case COMPLEX:
      return parseNumber(scope, "complex");
    case NUMBER:
      return parseNumber(scope, "number");
    case LEFT_PAREN:
      return parseParentheses(scope);
    case STRING:
    case RAW_STRING: {
      const quoted = lexer.word;
      const leaf = saysItself(quoted) ? scope.leaves++ : -1;
      return { kind: "string", position, quoted, value: unquoted(scope, quoted), leaf };
    }
    default:
      return undefined;
  }
}

function parseNumber(scope: Scope, kind: "charConstant" | "complex" | "number"): NumberNode {
  const { lexer } = scope;
  const text = lexer.word;
  try {
    return { kind: "number", position: lexer.start - scope.start, text, ...numberForms(text, kind) };
  } catch (error) {
    throw refused(scope, error);
  }
}

function useVariable(scope: Scope, name: string): void {
  if (!scope.variables.includes(name)) scope.fail("undefined variable %q", name);
  scope.uses = including(scope.uses, name);
}

const PARENTHESES: PipelineEnd = { context: "parenthesized pipeline", end: RIGHT_PAREN };

function parseParentheses(scope: Scope): PipeNode {
  if (scope.nesting >= NESTING_MAX) scope.fail("max expression depth exceeded");
  scope.nesting++;
  scope.advance();
  const pipe = pipelineUntil(scope, PARENTHESES);
  scope.nesting--;
  return pipe;
}

/** The name in `define`, `block` and `template`, which the lexer stands on. */
export function parseTemplateName(scope: Scope, context: string): string {
  const { kind, word } = scope.lexer;
  if (kind !== STRING && kind !== RAW_STRING) scope.unexpected(context);
  return unquoted(scope, word);
}

function unquoted(scope: Scope, literal: string): string {
  try {
    return unquote(literal);
  } catch (error) {
    throw refused(scope, error);
  }
}

function refused(scope: Scope, error: unknown): unknown {
  if (error instanceof GoError) scope.fail("%s", error.message);
  return error;
}
