/**
 * Changes one named source and looks at what becomes of the rendered fields.
 *
 * A source is a line of a values file, or a piece of text in a template. Which may be picked is told by the trace alone, before anything is changed:
 * - a scalar of the values file, on one line, that is a text or a number (a truth value is there to steer);
 * - no `if`, `with` or `range` depends on it (`conditions`): it may change which fields there are;
 * - everything it wrote stands in scalars: a key or a comment is no field.
 * Then, after the change, each field that is another one now names the source, and the field that was picked is among them. Counted, and bounded:
 * - changes that the chart refuses (`fail`, `required`, a bad template);
 * - changes that make fields come or go: an `if` that wrote nothing leaves no trace of what it read.
 * Only digests and encodings of whole templates (`include … | sha256sum`) may change without naming the source: they name the 32 first of theirs.
 */
import type { Position } from "../../src/base/index.ts";
import { fromBytes, toBytes } from "../../src/go/index.ts";
import type { Trace, TracedText } from "../../src/go/template/index.ts";
import { type Document, findDocuments, formatPath, type Scalar } from "../../src/helm/why/index.ts";
import * as yaml from "../../src/yaml/index.ts";
import type { Release } from "./release.ts";

/** A scalar of a rendered document, and where it comes from, piece by piece. */
export interface Field {
  readonly id: string;
  readonly value: string;
  readonly traces: readonly Trace[];
}

/** `file:line:column`, as `lade why` prints it. */
export function placeName({ file, line, column }: Position): string {
  return `${file}:${line}:${column}`;
}

/** Of a key that stands twice, the last counts. */
export function fieldsOf(outputs: ReadonlyMap<string, TracedText>): Field[] {
  const all = everyField(outputs);
  return [...new Map(all.map((field) => [field.id, field])).values()];
}

function everyField(outputs: ReadonlyMap<string, TracedText>): Field[] {
  return Array.from(outputs).flatMap(([template, output]) =>
    documents(template, output.text).flatMap(({ scalars }, i) =>
      scalars.map((scalar) => ({
        id: idOf(template, i, scalar),
        value: scalar.value,
        traces: tracesOf(output, scalar),
      })),
    ),
  );
}

export function valuesOf(template: string, text: string): Map<string, string> {
  return new Map(
    documents(template, text).flatMap(({ scalars }, i) =>
      scalars.map((scalar): [string, string] => [idOf(template, i, scalar), scalar.value]),
    ),
  );
}

function documents(template: string, text: string): Document[] {
  return template.endsWith("NOTES.txt") ? [] : findDocuments(text, "helm4");
}

function idOf(template: string, document: number, { path }: Scalar): string {
  return `${template}#${document} ${formatPath(path)}`;
}

/** A bound on foreign input; whole values files written into one field have some hundred. */
const PIECES_MAX = 10_000;

function tracesOf(output: TracedText, { start, end }: Scalar): Trace[] {
  const traces: Trace[] = [];
  for (let at = start; at < end && traces.length < PIECES_MAX;) {
    const trace = output.lookup(at);
    if (trace === undefined) break;
    traces.push(trace);
    at = trace.segment.end;
  }
  return traces;
}

// --- sources

/** The line of a values file that set something which the piece was made of. A key stays when the value behind it is another one. */
function valuesPlaces({ reads }: Pick<Trace, "reads">): string[] {
  return reads.flatMap(({ origin, isKey }) =>
    isKey !== true && origin?.source.kind === "file" && !origin.source.position.file.endsWith("Chart.yaml")
      ? [placeName(origin.source.position)]
      : [],
  );
}

export function isNamedBy(field: Field, place: string): boolean {
  return field.traces.some((trace) => valuesPlaces(trace).includes(place) || textPlace(trace) === place);
}

function textPlace({ actions, position }: Trace): string | undefined {
  return actions[0]?.kind === "text" ? placeName(position) : undefined;
}

/** Places of values that the field names, or the place of its own text where it stands in the template as it is. */
export function sourcesOf(field: Field): { values: string[]; text: string | undefined } {
  const [only] = field.traces;
  const text = only !== undefined && field.traces.length === 1 ? textPlace(only) : undefined;
  return { values: [...new Set(field.traces.flatMap(valuesPlaces))], text };
}

/** Sources that decide which fields there are, or that wrote something which is no field. */
export function steering(outputs: ReadonlyMap<string, TracedText>): Set<string> {
  const found = new Set<string>();
  for (const [template, output] of outputs) {
    const scalars = documents(template, output.text).flatMap((document) => document.scalars);
    let next = 0;
    for (const segment of output.segments) {
      for (const place of valuesPlaces({ reads: segment.conditions ?? [] })) found.add(place);
      while ((scalars[next]?.end ?? Infinity) <= segment.start) next++;
      const { start, end } = scalars[next] ?? { start: Infinity, end: Infinity };
      const text = output.text.slice(segment.start, segment.end);
      const isInside = segment.start >= start && segment.end <= end;
      if (!isInside && /[^\s"']/.test(text)) for (const place of valuesPlaces(segment)) found.add(place);
    }
  }
  return found;
}

const DIGEST = /\b(?:(?:sha1|sha256|sha512|adler32)sum|b64enc|b32enc|htpasswd|encryptAES|derivePassword)\b/;

/** Whether the field is a digest or an encoding of more than it can name. */
export function isDigest(field: Field): boolean {
  return field.traces.some(({ actions }) => actions.some(({ source }) => DIGEST.test(source)));
}

// --- changes

const PLAIN = /^[A-Za-z][A-Za-z0-9./-]*$/;
const NUMBER = /^[1-9][0-9]{0,4}$/;
/** Texts that YAML, or a chart, takes for more than a text. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** Another scalar of the same type; `undefined` for one that is not to be changed. */
export function changed(text: string): string | undefined {
  if (NUMBER.test(text)) return String(Number(text) + 1);
  return PLAIN.test(text) && !WORDS.test(text) ? `${text}x` : undefined;
}

/** The release with another value at a place; `undefined` where there is nothing that can be changed. */
export function withChange(
  release: Release,
  place: string,
  kind: "values" | "text",
  text: string,
): Release | undefined {
  const { file, line, column } = parsePlace(place);
  const given = release.files.get(file);
  const folder = kind === "values" ? `${release.chart}/` : `${file.split("/")[0]}/`;
  const name = file.slice(folder.length);
  const data = given ?? release.chartFiles.find((one) => one.name === name)?.data;
  if (data === undefined || (given === undefined && !file.startsWith(folder))) return undefined;
  const edit = kind === "values" ? changedValue : changedText;
  const after = edit(fromBytes(data), { line, column }, text);
  if (after === undefined) return undefined;
  if (given !== undefined) return { ...release, files: new Map([...release.files, [file, toBytes(after)]]) };
  const replace = (one: (typeof release.chartFiles)[number]) =>
    one.name === name ? { ...one, data: toBytes(after) } : one;
  return { ...release, chartFiles: release.chartFiles.map(replace) };
}

function parsePlace(place: string): Position {
  const [, file = "", line, column] = /^(.*):([0-9]+):([0-9]+)$/.exec(place) ?? [];
  return { file, line: Number(line), column: Number(column) };
}

interface Spot {
  readonly line: number;
  readonly column: number;
}

/** The scalar of the key, or of the item, that stands at the place. */
function changedValue(text: string, spot: Spot): string | undefined {
  const lines = text.split("\n");
  const found = yaml.parseNodes(text).flatMap((node) => scalarAt(node, spot));
  const [node] = found;
  if (node === undefined || found.length > 1 || node.anchor !== "" || node.style !== 0) return undefined;
  const line = lines[node.line - 1] ?? "";
  const after = changed(node.value);
  const at = node.column - 1;
  if (after === undefined || !line.startsWith(node.value, at)) return undefined;
  lines[node.line - 1] = line.slice(0, at) + after + line.slice(at + node.value.length);
  return lines.join("\n");
}

function scalarAt(node: yaml.Node, spot: Spot): yaml.Node[] {
  const { content, kind } = node;
  const stands = (one: yaml.Node | undefined) => one?.line === spot.line && one.column === spot.column;
  return content.flatMap((child, i) => {
    const owner = kind === "mapping" && i % 2 === 1 ? content[i - 1] : child;
    if (kind === "mapping" && i % 2 === 0) return [];
    return child.kind === "scalar" ? (stands(owner) ? [child] : []) : scalarAt(child, spot);
  });
}

function changedText(text: string, { line, column }: Spot, value: string): string | undefined {
  const lines = text.split("\n");
  const before = lines[line - 1] ?? "";
  const after = changed(value);
  // Columns are counted in bytes.
  const at = fromBytes(toBytes(before).slice(0, column - 1)).length;
  if (after === undefined || !before.startsWith(value, at)) return undefined;
  lines[line - 1] = before.slice(0, at) + after + before.slice(at + value.length);
  return lines.join("\n");
}
