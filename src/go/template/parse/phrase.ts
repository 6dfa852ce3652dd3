/** What stands between two delimiters. Positions in it count from its start, so that all places can share it that say the same. */
import type { BranchNode, PipeNode } from "./node.ts";
import { parsePipeline, parseTemplateName } from "./pipeline.ts";
import type { Scope } from "./scope.ts";
import { ELSE, END, IF, RANGE, RIGHT_DELIM, TEMPLATE, WITH } from "./token.ts";

interface Said {
  readonly position: number;
  /** No variable is used or declared in it. */
  readonly isFree: boolean;
}

/** All have the same properties in the same order: the parser looks at one for each action of a chart. */
export type Phrase =
  | PipePhrase
  | (Said & { readonly kind: "template"; readonly pipe: PipeNode | undefined; readonly name: string })
  | (Said & { readonly kind: "end" | "else"; readonly pipe: undefined; readonly name: "" });

/** A pipeline, which a keyword may stand before. */
export interface PipePhrase extends Said {
  readonly kind: "action" | "if" | "range" | "with";
  readonly pipe: PipeNode;
  readonly name: "";
}

export function isPipePhrase(phrase: Phrase): phrase is PipePhrase {
  return phrase.pipe !== undefined && phrase.kind !== "template";
}

/** Whether a pipeline neither uses nor declares variables. */
function usesNone({ uses, declares }: PipeNode): boolean {
  return uses.length === 0 && declares.length === 0;
}

/** A phrase, whose first token the lexer stands on. */
export function parsePhrase(scope: Scope): Phrase {
  const { lexer, start } = scope;
  switch (lexer.kind) {
    case ELSE:
      return { position: elsePosition(scope) - start, isFree: true, kind: "else", pipe: undefined, name: "" };
    case END:
      scope.expect(RIGHT_DELIM, "end");
      return { position: lexer.start - start, isFree: true, kind: "end", pipe: undefined, name: "" };
    case IF:
      return branchPhrase(scope, "if");
    case RANGE:
      return branchPhrase(scope, "range");
    case WITH:
      return branchPhrase(scope, "with");
    case TEMPLATE:
      return templatePhrase(scope);
    default: {
      const position = lexer.start - start;
      const pipe = parsePipeline(scope, "command");
      return { position, isFree: usesNone(pipe), kind: "action", pipe, name: "" };
    }
  }
}

function branchPhrase(scope: Scope, kind: BranchNode["kind"]): Phrase {
  scope.advance();
  const pipe = parsePipeline(scope, kind);
  return { position: pipe.position, isFree: usesNone(pipe), kind, pipe, name: "" };
}

/** Where a further condition follows, its keyword is left to be read. */
function elsePosition(scope: Scope): number {
  const { lexer } = scope;
  scope.advance();
  scope.atCondition = lexer.kind === IF || lexer.kind === WITH;
  if (!scope.atCondition && lexer.kind !== RIGHT_DELIM) scope.unexpected("else");
  return lexer.start;
}

function templatePhrase(scope: Scope): Phrase {
  const { lexer, start } = scope;
  const context = "template clause";
  scope.advance();
  const position = lexer.start - start;
  const name = parseTemplateName(scope, context);
  scope.advance();
  const pipe = lexer.kind === RIGHT_DELIM ? undefined : parsePipeline(scope, context);
  return { position, isFree: pipe === undefined || usesNone(pipe), kind: "template", pipe, name };
}
