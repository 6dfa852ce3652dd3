/** What can be said of a failed rendering beyond Helm's own text: the template's lines, who set the value, what it may have meant. */
import { formatPosition, type Origins, type Position } from "../../base/index.ts";
import { attempt, GoError, fromBytes, type GoMap, Int, type Value } from "../../go/index.ts";
import { ExecError, ParseError, type Trace, type TracedText } from "../../go/template/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import type { Scopes } from "../render/index.ts";
import { splitManifests } from "../manifest/index.ts";
import { isSecretName, MASK } from "../masked.ts";
import { codeFrame } from "./code-frame.ts";
import { formatSource } from "./format.ts";
import { nearest } from "./nearest.ts";

export interface FailedRelease {
  readonly chart: Chart;
  /** Coalesced. */
  readonly values: GoMap;
  readonly origins: Origins;
  /** Renders again, traced. Throws where that fails. */
  readonly render: () => ReadonlyMap<string, TracedText>;
  /** What templates have before them where rendering fails. */
  readonly scopes: () => Scopes;
  readonly dialect: Dialect;
}

/** Lines to be shown below the error; nothing where nothing more is known. */
export function explainError(error: GoError, release: FailedRelease): string {
  const place = placeOf(error);
  if (place !== undefined) return explainTemplate(place, release);
  const file = /^YAML parse error on (.*?): /.exec(error.message)?.[1];
  return file === undefined ? "" : explainYaml(file, release);
}

/** The innermost place in a template. */
function placeOf(error: GoError): Position | undefined {
  let place: Position | undefined;
  for (let cause: unknown = error; cause instanceof GoError; cause = cause.cause) {
    if (cause instanceof ExecError && cause.at !== undefined) place = cause.at;
    if (cause instanceof ParseError) place = { file: cause.templateName, line: cause.line, column: 1 };
  }
  return place;
}

function explainTemplate(place: Position, release: FailedRelease): string {
  const text = templateText(release.chart, place.file);
  if (text === undefined) return "";
  const hints = valueHints(text, place, release);
  return [codeFrame(text, place), ...hints].join("\n");
}

function templateText(chart: Chart, name: string): string | undefined {
  const file = chart.templates.find((template) => `${chart.fullPath}/${template.name}` === name);
  if (file !== undefined) return fromBytes(file.data);
  for (const subchart of chart.dependencies) {
    const found = templateText(subchart, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const VALUE = /\.Values((?:\.[A-Za-z0-9_]+)+)/g;

/** Who set the values that the line names, or which key comes nearest to one that does not exist. */
function valueHints(text: string, { file, line }: Position, release: FailedRelease): string[] {
  const source = text.split("\n")[line - 1] ?? "";
  const paths = new Set(Array.from(source.matchAll(VALUE), ([, path = ""]) => path.slice(1)));
  if (paths.size === 0) return [];
  const { chart, values: given } = ownerOf(release, file);
  const seen = release.scopes().get(chart)?.get("Values");
  const values = { seen, given, origins: release.origins };
  return Array.from(paths, (path) => hintFor(path.split("."), values));
}

interface Owner {
  readonly chart: Chart;
  /** Those that it was given. */
  readonly values: Value;
}

/** The chart that a template belongs to. */
function ownerOf({ chart, values }: Owner, template: string): Owner {
  const below = chart.dependencies.find(({ fullPath }) => template.startsWith(`${fullPath}/`));
  if (below === undefined) return { chart, values };
  return ownerOf({ chart: below, values: values instanceof Map ? values.get(below.name) : undefined }, template);
}

interface SeenValues {
  /** As a template has them before it: others may have changed them, or put others in their place. */
  readonly seen: Value;
  readonly given: Value;
  readonly origins: Origins;
}

function hintFor(path: readonly string[], { seen, given, origins }: SeenValues): string {
  let current = seen;
  let known = given;
  let origin: ReturnType<Origins["of"]>;
  for (const [i, key] of path.entries()) {
    const before = path.slice(0, i).join(".");
    if (!(current instanceof Map)) return describe(before, current, origin);
    if (!current.has(key)) return missing(before, key, current);
    origin = known instanceof Map ? origins.of(known, key) : undefined;
    current = current.get(key) as Value;
    known = known instanceof Map ? (known.get(key) as Value) : undefined;
  }
  return describe(path.join("."), current, isSame(current, known) ? origin : undefined);
}

/** Maps are copied on the way; of what templates have written nobody knows who set it. */
function isSame(a: Value, b: Value): boolean {
  if (a instanceof Int) return b instanceof Int && a.value === b.value;
  return a instanceof Map ? b instanceof Map : a === b || (Array.isArray(a) && Array.isArray(b));
}

function missing(before: string, key: string, map: GoMap): string {
  const prefix = before === "" ? "" : `${before}.`;
  const close = nearest(key, map.keys());
  return `.Values.${prefix}${key} is not set${close === undefined ? "" : `; the nearest key is ${prefix}${close}`}`;
}

function describe(path: string, value: Value, origin: ReturnType<Origins["of"]>): string {
  const hidesValues = isSecretName(path);
  const kind = kindOf(value) ?? (hidesValues ? MASK : JSON.stringify(value));
  return `.Values.${path} is ${kind ?? "set"}${origin === undefined ? "" : `, set by ${formatSource(origin, hidesValues)}`}`;
}

/** Of what is too much to be shown. */
function kindOf(value: Value): string | undefined {
  if (value === null) return "null";
  if (value instanceof Map) return "a map";
  return Array.isArray(value) ? "a list" : undefined;
}

/** The line of the template that wrote the line which is no YAML. */
export function explainYaml(file: string, release: FailedRelease): string {
  const output = tryRender(release)?.get(file);
  if (output === undefined) return "";
  const at = brokenOffset(output.text, release.dialect);
  const trace = at === undefined ? undefined : writerOfLine(output, at);
  if (at === undefined || trace === undefined) return "";
  const line = output.text.slice(0, at).split("\n").length;
  const template = templateText(release.chart, trace.position.file);
  const frame = template === undefined ? `${formatPosition(trace.position)}\n` : codeFrame(template, trace.position);
  const reads = trace.reads.flatMap(({ path, origin }) =>
    origin === undefined ? [] : [`${path} is set by ${formatSource(origin, isSecretName(path))}`],
  );
  const written = `line ${line} of what ${file} renders to was written by\n${frame}`;
  return [written, ...placesThrough(trace), ...reads].join("\n");
}

/** The actions that handed the text on: what is wrong is often how they indent it. */
function placesThrough({ actions, position }: Trace): string[] {
  const places = actions.slice(1).map((action) => formatPosition(action.position));
  const through = [...new Set(places)].filter((place) => place !== formatPosition(position));
  return through.map((place) => `through ${place}`);
}

/** What stands on the rest of the line: the value in it rather than the template's own text. */
function writerOfLine(output: TracedText, at: number): Trace | undefined {
  const newline = output.text.indexOf("\n", at);
  const end = newline < 0 ? output.text.length : newline;
  const first = output.lookup(at);
  let trace = first;
  while (trace?.actions[0]?.kind === "text" && trace.segment.end < end) trace = output.lookup(trace.segment.end);
  return trace?.actions[0]?.kind === "text" ? first : trace;
}

function tryRender(release: FailedRelease): ReadonlyMap<string, TracedText> | undefined {
  return attempt(() => release.render());
}

/** Where the first document that is no YAML goes wrong. */
function brokenOffset(text: string, dialect: Dialect): number | undefined {
  let from = 0;
  for (const document of splitManifests(text, dialect)) {
    const start = text.indexOf(document, from);
    from = start + document.length;
    const line = brokenLine(document);
    if (line !== undefined) return start + firstLetter(document, line);
  }
  return undefined;
}

function brokenLine(document: string): number | undefined {
  try {
    yaml.unmarshal(document);
    return undefined;
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    const known = error instanceof yaml.ConversionError ? error.line : undefined;
    return known ?? Number(/line ([0-9]+):/.exec(error.message)?.[1] ?? 1);
  }
}

/** Behind the end, where something was missed, the last line is meant. */
function firstLetter(document: string, line: number): number {
  const lines = document.trimEnd().split("\n").slice(0, line);
  const last = lines.pop() ?? "";
  return lines.reduce((at, { length }) => at + length + 1, 0) + (last.length - last.trimStart().length);
}
