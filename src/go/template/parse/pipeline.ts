/** Parses what stands between the delimiters: pipelines, commands, operands. */
import { sprintf } from "../../fmt/index.ts";
import { unquote } from "../../strconv/index.ts";
import { GoError } from "../../value.ts";
import { print, type CommandNode, type FieldNode, type Operand, type PipeNode, type VariableNode } from "./node.ts";
import { numberForms } from "./number.ts";
import type { Scope } from "./scope.ts";
import type { Token } from "./token.ts";

/** Go's limit of parentheses in parentheses. */
const NESTING_MAX = 10_000;

const NO_VARIABLES: readonly string[] = [];

/** What ends a pipeline, and how messages name the construct around it. */
interface PipelineEnd {
  readonly context: string;
  readonly end: "rightDelim" | "rightParen";
}

/** Parses the pipeline of a statement. Its first token has been read. */
export function parsePipeline(scope: Scope, first: Token, context: string): PipeNode {
  const uses: string[] = (scope.uses = []);
  const declares: string[] = (scope.declares = []);
  return { ...pipelineUntil(scope, first, { context, end: "rightDelim" }), uses, declares };
}

function pipelineUntil(scope: Scope, first: Token, { context, end }: PipelineEnd): PipeNode {
  const { tokens, start } = scope;
  const commands: CommandNode[] = [];
  let token = first;
  let declarations = NO_DECLARATIONS;
  if (first.kind === "variable") {
    tokens.backup(first);
    declarations = parseDeclarations(scope, context);
    token = tokens.next();
  }
  for (; token.kind !== end; token = tokens.next()) {
    if (!STARTS_OPERAND.has(token.kind)) tokens.unexpected(token, context);
    commands.push(parseCommand(scope, token));
  }
  checkCommands(scope, commands, context);
  const { declared, assigns } = declarations;
  const position = first.position - start;
  return { kind: "pipe", position, declared, assigns, commands, uses: NO_VARIABLES, declares: NO_VARIABLES };
}

const STARTS_OPERAND: ReadonlySet<Token["kind"]> = new Set([
  "bool",
  "charConstant",
  "complex",
  "dot",
  "field",
  "identifier",
  "number",
  "nil",
  "rawString",
  "string",
  "variable",
  "leftParen",
]);

interface Declarations {
  readonly declared: VariableNode[];
  readonly assigns: boolean;
}

const NO_DECLARATIONS: Declarations = { declared: [], assigns: false };

/** `$x :=`, `$x =`, and in a range `$i, $x :=`. */
function parseDeclarations(scope: Scope, context: string): Declarations {
  const { tokens } = scope;
  const declared: VariableNode[] = [];
  for (;;) {
    const variable = tokens.peek();
    if (variable.kind !== "variable") return { declared, assigns: false };
    tokens.next();
    const next = tokens.next();
    if (next.kind === "assign" || next.kind === "declare") {
      declared.push(declare(scope, variable));
      return { declared, assigns: next.kind === "assign" };
    }
    if (next.kind !== "char" || next.text !== ",") {
      tokens.backup(next);
      tokens.backup(variable);
      return { declared, assigns: false };
    }
    declared.push(declare(scope, variable));
    if (context !== "range" || declared.length >= 2) tokens.fail("too many declarations in %s", context);
    const { kind } = tokens.peek();
    if (kind !== "variable" && kind !== "rightDelim" && kind !== "rightParen") {
      tokens.fail("range can only initialize variables");
    }
  }
}

function declare(scope: Scope, token: Token): VariableNode {
  scope.variables.push(token.text);
  scope.declares.push(token.text);
  return { kind: "variable", position: token.position - scope.start, name: token.text, fields: [] };
}

const NOT_EXECUTABLE: ReadonlySet<Operand["kind"]> = new Set(["bool", "dot", "nil", "number", "string"]);

function checkCommands(scope: Scope, commands: readonly CommandNode[], context: string): void {
  if (commands.length === 0) scope.tokens.fail("missing value for %s", context);
  for (let i = 1; i < commands.length; i++) {
    const kind = commands[i]?.args[0]?.kind ?? "nil";
    if (NOT_EXECUTABLE.has(kind)) {
      scope.tokens.fail(`non executable command in pipeline stage ${i + 1}`);
    }
  }
}

/** Operands separated by spaces, up to a pipe, a closing parenthesis or the delimiter. Its first token has been read. */
function parseCommand(scope: Scope, first: Token): CommandNode {
  const { tokens, start } = scope;
  const args: Operand[] = [];
  let token = first;
  for (;;) {
    const operand = parseOperand(scope, token);
    if (operand === undefined) break;
    args.push(operand);
    token = tokens.next();
    if (!token.spaced) break;
  }
  if (token.kind === "rightDelim" || token.kind === "rightParen") tokens.backup(token);
  else if (token.kind !== "pipe") tokens.unexpected(token, "operand");
  if (args.length === 0) tokens.fail("empty command");
  return { kind: "command", position: first.position - start, args };
}

/** A term, possibly followed by fields. */
function parseOperand(scope: Scope, token: Token): Operand | undefined {
  const { tokens, start } = scope;
  const term = parseTerm(scope, token);
  if (term === undefined) return undefined;
  if (term.kind === "field" || term.kind === "variable") {
    const position = token.position + token.text.length - start;
    const fields = tokens.takeFields();
    if (fields !== undefined) return withFields(term, position, fields.slice(1).split("."));
  }
  const first = tokens.next();
  if (first.kind !== "field" || first.spaced) {
    tokens.backup(first);
    return term;
  }
  const fields: string[] = [];
  let next = first;
  let end = first.position;
  for (; next.kind === "field" && !next.spaced; next = tokens.next()) {
    fields.push(next.text.slice(1));
    end = next.position + next.text.length;
  }
  tokens.backup(next);
  // As in Go the whole chain is placed where its second part starts.
  const position = first.position - start;
  switch (term.kind) {
    case "field":
    case "variable":
      return withFields(term, position, fields);
    case "bool":
    case "string":
    case "number":
    case "nil":
    case "dot":
      // Go has looked at the space behind it, no further.
      return tokens.failAt(end, sprintf("unexpected . after term %q", [print(term)]));
    default:
      return { kind: "chain", position, operand: term, fields };
  }
}

function withFields(term: FieldNode | VariableNode, position: number, fields: string[]): Operand {
  if (term.kind === "variable") return { kind: "variable", position, name: term.name, fields };
  return { kind: "field", position, names: [...term.names, ...fields] };
}

function parseTerm(scope: Scope, token: Token): Operand | undefined {
  const { text } = token;
  const position = token.position - scope.start;
  switch (token.kind) {
    case "identifier":
      if (!scope.hasFunction(text)) scope.tokens.fail("function %q not defined", text);
      return { kind: "identifier", position, name: text };
    case "dot":
      return { kind: "dot", position };
    case "nil":
      return { kind: "nil", position };
    case "variable":
      useVariable(scope, text);
      return { kind: "variable", position, name: text, fields: [] };
    case "field":
      return { kind: "field", position, names: [text.slice(1)] };
    case "bool":
      return { kind: "bool", position, value: text === "true" };
    case "charConstant":
    case "complex":
    case "number": {
      const { kind } = token;
      return { kind: "number", position, text, ...failing(scope, () => numberForms(text, kind)) };
    }
    case "leftParen":
      return parseParentheses(scope);
    case "string":
    case "rawString":
      return { kind: "string", position, quoted: text, value: failing(scope, () => unquote(text)) };
    default:
      return undefined;
  }
}

function useVariable({ tokens, variables, uses }: Scope, name: string): void {
  if (!variables.includes(name)) tokens.fail("undefined variable %q", name);
  if (!uses.includes(name)) uses.push(name);
}

const PARENTHESES: PipelineEnd = { context: "parenthesized pipeline", end: "rightParen" };

function parseParentheses(scope: Scope): PipeNode {
  if (scope.nesting >= NESTING_MAX) scope.tokens.fail("max expression depth exceeded");
  scope.nesting++;
  const pipe = pipelineUntil(scope, scope.tokens.next(), PARENTHESES);
  scope.nesting--;
  return pipe;
}

/** The name in `define`, `block` and `template`. */
export function parseTemplateName(scope: Scope, token: Token, context: string): string {
  if (token.kind !== "string" && token.kind !== "rawString") scope.tokens.unexpected(token, context);
  return failing(scope, () => unquote(token.text));
}

function failing<T>(scope: Scope, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof GoError) scope.tokens.fail("%s", error.message);
    throw error;
  }
}
