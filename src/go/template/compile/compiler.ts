/**
 * Turns a pipeline into closures, once for all places that say the same: functions, constants and the shape of every call are settled
 * here, so that a run walks no tree of expressions. Which node an error names follows exec.go of text/template, where it is the last
 * one evaluated.
 */
import { GoError, type FuncMap, type Value } from "../../value.ts";
import type { Eval } from "../execution.ts";
import type { MissingKey } from "../field.ts";
import type { Language } from "../language.ts";
import type { Node, Operand, PipeNode } from "../parse/node.ts";
import type { Shape } from "../parse/shape.ts";
import type { Backend, Stage } from "./backend.ts";
import { compileCommand, compileOperand } from "./command.ts";
import type { CompileContext } from "./context.ts";
import { Site, type Expression } from "./site.ts";
import type { VariablePlace } from "./variable.ts";

/** The pipeline of a statement. */
export function compilePhrase(pipe: PipeNode, language: Language): Expression {
  const { shape } = pipe;
  return (shape === undefined ? undefined : compileShape(shape, language)) ?? compileAlone(pipe, language);
}

function compileAlone(pipe: PipeNode, language: Language): Expression {
  return new PhraseCompiler({ language, used: pipe.uses, isShared: false }).pipeline(pipe);
}

/** For all phrases that look alike, where that can be done. */
function compileShape(shape: Shape, language: Language): Expression | undefined {
  if (shape.compiled !== undefined) return shape.compiled === "alone" ? undefined : shape.compiled;
  const { pipe } = shape.sample;
  const phrase = { language, used: pipe.uses, isShared: true };
  const compiled = new PhraseCompiler(phrase).pipeline(pipe);
  shape.compiled = phrase.isShared ? compiled : "alone";
  return phrase.isShared ? compiled : undefined;
}

/** What is compiled at a time. */
interface Compiling {
  readonly language: Language;
  /** Variables from outside the phrase. */
  readonly used: readonly string[];
  /** For all that look alike. */
  isShared: boolean;
}

class PhraseCompiler implements CompileContext {
  readonly backend: Backend;
  readonly missingKey: MissingKey;
  readonly functions: FuncMap;

  constructor(
    readonly phrase: Compiling,
    /** Variables that the phrase has declared so far. */
    readonly declared: string[] = [],
  ) {
    const { backend, missingKey, functions } = phrase.language;
    this.backend = backend;
    this.missingKey = missingKey;
    this.functions = functions;
  }

  later(): PhraseCompiler {
    return new PhraseCompiler(this.phrase, [...this.declared]);
  }

  placeOfLeaf({ leaf }: { readonly leaf: number }): number {
    return this.phrase.isShared ? leaf : -1;
  }

  keepToItself(): void {
    this.phrase.isShared = false;
  }

  placeOf(name: string): VariablePlace {
    const at = this.declared.lastIndexOf(name);
    return at < 0 ? { name, kind: "used", at: this.phrase.used.indexOf(name) } : { name, kind: "declared", at };
  }

  site(node: Node, after?: Expression): Site {
    return new Site(node, after);
  }

  /** A step that can only fail. */
  failing(node: Node, problem: string, after?: { readonly last: Node | undefined }): Stage {
    const site = new Site(node, after);
    // Messages name the words.
    this.keepToItself();
    return (execution) => {
      throw site.fail(execution, problem);
    };
  }

  operand(node: Operand): Expression {
    return compileOperand(this, node);
  }

  /** A pipeline, and what it declares or assigns. */
  pipeline(pipe: PipeNode): Expression {
    const { eval: value, last } = this.#stages(pipe);
    if (pipe.declared.length === 0) return { eval: value, last };
    const places = pipe.declared.map(({ name }) => (pipe.assigns ? this.placeOf(name) : this.#declare(name)));
    return { eval: this.backend.store({ pipe: value, places, site: this.site(pipe, { eval: value, last }) }), last };
  }

  #stages(pipe: PipeNode): Expression {
    const stages: Stage[] = [];
    let last: { readonly last: Node | undefined } = { last: pipe };
    for (const command of pipe.commands) {
      const hasFinal = stages.length > 0;
      const { stage, last: reached } = compileCommand(this, command, { hasFinal, before: last });
      stages.push(stage);
      last = { last: reached };
    }
    return { eval: this.backend.pipeline(stages), last: last.last };
  }

  #declare(name: string): VariablePlace {
    return { name, kind: "declared", at: this.declared.push(name) - 1 };
  }

  /** A value known now, or the error that asking for it gives. */
  constant(node: Node, read: () => Value): Eval {
    try {
      return this.backend.constant(read());
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      return this.failing(node, error.message);
    }
  }
}
