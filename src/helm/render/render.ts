/** Renders the templates of a chart and of those below it (helm pkg/engine/engine.go). */
import { attempt, GoError, compareStrings, type Func, type FuncMap, type GoMap, type Value } from "../../go/index.ts";
import { sprintf } from "../../go/fmt/index.ts";
import type { Origins } from "../../base/index.ts";
import {
  contextFunc,
  type Execution,
  ExecError,
  TemplateSet,
  type TracedText,
  type TraceOptions,
} from "../../go/template/index.ts";
import { sprigTraces } from "../../sprig/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { converters, toYaml } from "./converters.ts";
import { durationFunctions } from "./durations.ts";
import { executionErrorText, parseErrorText } from "./error-frame.ts";
import { type GuardOptions, guards } from "./guards.ts";
import {
  baseName,
  collectTemplates,
  makeScopes,
  type ScopeOptions,
  type Scopes,
  type Template,
  valuesType,
} from "./scopes.ts";
import { ValuesMap } from "./values-map.ts";
import { removeFromTraced } from "./remove-traced.ts";

export interface RenderPorts extends GuardOptions {
  /** Sprig's functions; `env` and `expandenv` are never handed on. */
  readonly sprig: FuncMap;
  /** A value that was not given is an error. */
  readonly strict?: boolean;
}

export interface RenderTemplatesOptions extends RenderPorts, Omit<ScopeOptions, "toYaml"> {}

/** The output of every template but partials, by name. `values` are coalesced. Throws `GoError` with Helm's text. */
export function renderTemplates(chart: Chart, values: GoMap, options: RenderTemplatesOptions): Map<string, string> {
  return new ParsedTemplates(chart, options).render(values);
}

/** The same, knowing where each piece of it comes from. */
export function renderTraced(chart: Chart, values: GoMap, options: TracedOptions): Map<string, TracedText> {
  return new ParsedTemplates(chart, options, { origins: options.origins, ...sprigTraces }).run(
    values,
    (set, name, data) => removeFromTraced(set.executeTraced(name, data), NO_VALUE),
  );
}

/** What each chart's templates have before them once rendering has ended, or failed: they may change it. */
export function scopesAfter(chart: Chart, values: GoMap, options: RenderTemplatesOptions): Scopes {
  const scopes = makeScopes(chart, values, { ...options, toYaml });
  attempt(() => new ParsedTemplates(chart, options).run(values, (set, name, data) => set.execute(name, data), scopes));
  return scopes;
}

export interface TracedOptions extends RenderTemplatesOptions {
  readonly origins: Origins;
}

/** Runs one template. */
type Run<Output> = (set: TemplateSet, name: string, data: Value) => Output;

/** The templates of a chart, which may be run again and again. Throws `GoError` with Helm's text where one cannot be parsed. */
export class ParsedTemplates {
  readonly #set: TemplateSet;
  readonly #templates: readonly Template[];

  constructor(
    readonly chart: Chart,
    readonly options: RenderTemplatesOptions,
    trace?: TraceOptions,
  ) {
    this.#set = new TemplateSet({
      functions: functionsOf(options),
      missingKey: options.strict === true ? "error" : "zero",
      ...(trace === undefined ? {} : { trace }),
    });
    this.#templates = inOrder([...collectTemplates(chart).values()]);
    for (const { name, text } of this.#templates) parseTemplate(this.#set, name, text);
  }

  /** The output of every template but partials, by name. `values` are coalesced, and may be changed. */
  render(values: GoMap): Map<string, string> {
    return this.run(values, (set, name, data) => withoutNoValue(set.execute(name, data)));
  }

  run<Output>(values: GoMap, run: Run<Output>, scopes = this.#scopes(values)): Map<string, Output> {
    const { options } = this;
    const rendered = new Map<string, Output>();
    this.#set.budget.steps = 0;
    for (const template of this.#templates) {
      const { name } = template;
      if (baseName(name).startsWith("_")) continue;
      const data = dataOf(template, scopes, options.dialect);
      rendered.set(
        name,
        wording(name, options.dialect, () => run(this.#set, name, data)),
      );
    }
    return rendered;
  }

  #scopes(values: GoMap): Scopes {
    return makeScopes(this.chart, values, { ...this.options, toYaml });
  }
}

/** By the number of folders and by name, both from the end: the last definition counts. */
function inOrder(templates: Template[]): Template[] {
  const depths = new Map(templates.map(({ name }) => [name, name.split("/").length]));
  const depth = (name: string): number => depths.get(name) ?? 0;
  return templates.sort((a, b) => depth(b.name) - depth(a.name) || compareStrings(b.name, a.name));
}

function parseTemplate(set: TemplateSet, name: string, text: string): void {
  try {
    set.parse(name, text);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(parseErrorText(name, error.message), { cause: error });
    throw error;
  }
}

/** What a template is run with. */
function dataOf({ name, basePath, chart }: Template, scopes: Scopes, dialect: Dialect): ValuesMap {
  const type = valuesType(dialect);
  const scope = scopes.get(chart) ?? new Map<string, Value>();
  scope.set(
    "Template",
    new ValuesMap(
      type,
      new Map([
        ["Name", name],
        ["BasePath", basePath],
      ]),
    ),
  );
  return new ValuesMap(type, scope);
}

/** Gives a failure Helm's words. */
function wording<Output>(name: string, dialect: Dialect, run: () => Output): Output {
  try {
    return run();
  } catch (error) {
    if (error instanceof TplTooDeep) {
      throw new GoError(
        `execution error at (${name}): tpl is called more than ${TPL_DEPTH_MAX} levels deep within tpl`,
      );
    }
    if (!(error instanceof ExecError)) throw error;
    throw new GoError(executionErrorText(name, messages(error), dialect), { cause: error });
  }
}

function messages(error: GoError): string[] {
  const chain: string[] = [];
  for (let cause: unknown = error; cause instanceof GoError; cause = cause.cause) chain.push(cause.message);
  return chain;
}

const NO_VALUE = "<no value>";

/** Go prints this for a missing key; Helm takes it out of the output wherever it came from. */
function withoutNoValue(text: string): string {
  return text.includes(NO_VALUE) ? text.replaceAll(NO_VALUE, "") : text;
}

// --- functions

const SPRIG_REMOVED = ["env", "expandenv"];

function functionsOf(options: RenderTemplatesOptions): FuncMap {
  const functions = new Map<string, Func>(options.sprig);
  for (const name of SPRIG_REMOVED) functions.delete(name);
  const own = [converters(options.dialect), guards(options), references()];
  if (options.dialect === "helm4") own.push(durationFunctions);
  for (const chapter of own) for (const [name, declared] of chapter) functions.set(name, declared);
  return functions;
}

/** How deep one template may be included within itself. */
const INCLUDE_DEPTH_MAX = 1000;

/** `include` and `tpl`, which run other templates of the set. */
function references(): FuncMap {
  const depths = new Map<string, number>();
  const include = contextFunc("include", "string, interface {}", (execution: Execution, name: string, data: Value) => {
    const depth = depths.get(name) ?? 0;
    if (depth > INCLUDE_DEPTH_MAX) {
      const cause = new GoError("unable to execute template");
      throw new GoError(`rendering template has a nested reference name: ${name}: ${cause.message}`, { cause });
    }
    depths.set(name, depth + 1);
    try {
      return execution.set.execute(name, data);
    } finally {
      depths.set(name, depth);
    }
  });
  let tplDepth = 0;
  const countedTpl = (execution: Execution, text: string, data: Value): string => {
    if (tplDepth >= TPL_DEPTH_MAX) throw new TplTooDeep();
    tplDepth++;
    try {
      return tpl(execution, text, data);
    } finally {
      tplDepth--;
    }
  };
  return new Map<string, Func>([
    ["include", include],
    ["tpl", contextFunc("tpl", "string, interface {}", countedTpl)],
  ]);
}

/** Helm has no limit for `tpl` within `tpl`, and dies of one that never ends. Above that of `include`, whose text is Helm's. */
const TPL_DEPTH_MAX = 1_500;

/** No `GoError`: every level on the way out would add its text. */
class TplTooDeep extends Error {}

/** Templates that a text defines are seen within it only. Its errors name it as Helm's root template is called. */
function tpl(execution: Execution, text: string, data: Value): string {
  if (!text.includes("{{")) return withoutNoValue(text);
  const set = execution.set.clone();
  const template = within(() => set.parse("gotpl", text), "cannot parse template %q", text);
  const output = within(() => set.executeTemplate(template, data), "error during tpl function execution for %q", text);
  return withoutNoValue(output);
}

function within<T>(action: () => T, context: string, text: string): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new GoError(`${sprintf(context, [text])}: ${error.message}`, { cause: error });
  }
}
