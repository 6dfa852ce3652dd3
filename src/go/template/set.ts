import { GoError, type FuncMap, type Value } from "../value.ts";
import { quote } from "../strconv/index.ts";
import { BUILTINS } from "./builtins/index.ts";
import { plain } from "./compile/plain.ts";
import { Budget, CALL_STEPS, Execution, isStackOverflow, type RunnableTemplate, type RunningSet } from "./execution.ts";
import type { MissingKey } from "./field.ts";
import type { Language } from "./language.ts";
import { nestedTooDeep, overflowError } from "./overflow.ts";
import { isEmptyTree, type Tree } from "./parse/node.ts";
import { parse } from "./parse/parse.ts";
import { Phrases } from "./parse/phrases.ts";
import { runList } from "./run/list.ts";
import { TraceState, type TraceOptions } from "./trace/trace-state.ts";
import { tracedBackend } from "./trace/traced.ts";
import { TracedExecution } from "./trace/traced-execution.ts";
import { TracedText } from "./trace/traced-text.ts";

export interface TemplateOptions {
  /** What the template is called that all others are associated with: Helm's where left out. */
  readonly root?: string;
  readonly functions?: FuncMap;
  readonly missingKey?: MissingKey;
  /** Runs know where their output came from (see trace.ts), and are slower. */
  readonly trace?: TraceOptions;
}

/** What a set and its clones share. */
interface Shared extends Language {
  readonly root: string;
  /** Templates by text and name, so that a text rendered again and again is parsed and compiled once. */
  readonly parsed: Map<string, Map<string, readonly Tree[]>>;
  readonly hasFunction: (name: string) => boolean;
  readonly phrases: Phrases;
  readonly trace: TraceState | undefined;
  readonly budget: Budget;
}

function newShared({ functions = new Map(), missingKey, trace, root = "gotpl" }: TemplateOptions): Shared {
  const hasFunction = (name: string): boolean => functions.has(name) || BUILTINS.has(name);
  return {
    root,
    functions,
    missingKey: missingKey ?? "default",
    backend: trace === undefined ? plain : tracedBackend,
    parsed: new Map(),
    hasFunction,
    // A trace tells where each word stands.
    phrases: new Phrases(hasFunction, { sharesShapes: trace === undefined }),
    trace: trace === undefined ? undefined : new TraceState(trace),
    budget: new Budget(),
  };
}

/** Texts kept ready, by the functions they may call. Beyond this, all are forgotten and kept anew. */
const PARSED_MAX = 10_000;

/** Templates that can call one another by name: Go's `template.Template` with those associated with it. */
export class TemplateSet implements RunningSet {
  readonly #templates = new Map<string, Tree>();
  readonly #shared: Shared;
  readonly #parent: TemplateSet | undefined;

  constructor(options: TemplateOptions = {}, parent?: TemplateSet) {
    this.#parent = parent;
    this.#shared = parent === undefined ? newShared(options) : parent.#shared;
  }

  get budget(): Budget {
    return this.#shared.budget;
  }

  /** A set that sees these templates; what it defines itself stays its own. */
  clone(): TemplateSet {
    return new TemplateSet({}, this);
  }

  /** Parses a text under a name, adds what it defines, and returns the text's own template. Throws `ParseError`. */
  parse(name: string, text: string): Tree {
    const templates = this.#parsed(name, text);
    for (const template of templates) this.#add(template);
    const own = templates.find((template) => template.name === name);
    if (own === undefined) throw new GoError(`template: ${name}: "${name}" is an incomplete or empty template`);
    return own;
  }

  #parsed(name: string, text: string): readonly Tree[] {
    const { parsed } = this.#shared;
    const known = parsed.get(text)?.get(name);
    if (known !== undefined) return known;
    const templates = [...parse(name, text, this.#shared).values()];
    if (parsed.size >= PARSED_MAX) parsed.clear();
    const named = parsed.get(text) ?? new Map<string, readonly Tree[]>();
    parsed.set(text, named.set(name, templates));
    return templates;
  }

  /** A template of white space only never replaces another. */
  #add(template: Tree): void {
    if (isEmptyTree(template.root) && this.lookup(template.name) !== undefined) return;
    this.#templates.set(template.name, template);
  }

  lookup(name: string): Tree | undefined {
    return this.#templates.get(name) ?? this.#parent?.lookup(name);
  }

  /** Every visible template, the nearest of each name. */
  templates(): Map<string, Tree> {
    const all = this.#parent?.templates() ?? new Map<string, Tree>();
    for (const [name, template] of this.#templates) all.set(name, template);
    return all;
  }

  /** Runs the template of that name. Throws `ExecError`, or `GoError` when there is none. */
  execute(name: string, data: Value): string {
    return this.executeTemplate(this.#named(name), data);
  }

  #named(name: string): Tree {
    const template = this.lookup(name);
    if (template !== undefined) return template;
    throw new GoError(`template: no template ${quote(name)} associated with template ${quote(this.#shared.root)}`);
  }

  /** Runs a template that `parse` returned, with this set's templates to call. */
  executeTemplate(template: RunnableTemplate, data: Value): string {
    const { trace } = this.#shared;
    if (trace === undefined) return this.#run(template, new Execution(this, this.#shared), data);
    return this.#runTraced(template, data, trace).text;
  }

  /** The same to where it is read at once: what came before an error has been written. */
  writeTemplate(template: RunnableTemplate, data: Value, write: (text: string) => void): void {
    const execution = new Execution(this, this.#shared);
    try {
      this.#run(template, execution, data);
    } finally {
      write(execution.out);
    }
  }

  /** Runs a template of a set made with `trace`, and says where each piece of its output came from. */
  executeTraced(name: string, data: Value): TracedText {
    const { trace } = this.#shared;
    if (trace === undefined) throw new Error("this template set was made without `trace`");
    const template = this.#named(name);
    trace.used = new Set();
    const { text, segments, silent } = this.#runTraced(template, data, trace);
    return new TracedText({ text, segments, silent, used: trace.used });
  }

  #runTraced(
    template: RunnableTemplate,
    data: Value,
    trace: TraceState,
  ): Pick<TracedText, "text" | "segments" | "silent"> {
    const execution = new TracedExecution(this, this.#shared, trace);
    execution.dotTag = trace.tagOfData(data);
    execution.variableTags = [execution.dotTag];
    const { call } = trace;
    const text = this.#run(template, execution, data);
    trace.call = call;
    trace.nested = { text, segments: execution.segments };
    return { ...trace.nested, silent: execution.silent };
  }

  #run(template: RunnableTemplate, execution: Execution, data: Value): string {
    // `reflect.ValueOf(nil)` is no value at all.
    const dot = data === null ? undefined : data;
    execution.variables = [dot];
    execution.template = template.name;
    execution.step(CALL_STEPS);
    const { budget } = this;
    budget.depth++;
    try {
      runList(execution, template.root, dot);
    } catch (error) {
      if (!isStackOverflow(error)) throw error;
      // Only the outermost run words it: each `include` on the way out would add its text to that of those below.
      throw overflowError(template, execution) ?? (budget.depth > 1 ? error : nestedTooDeep(template));
    } finally {
      budget.depth--;
    }
    return execution.out;
  }
}
