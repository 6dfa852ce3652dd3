/** One recorded answer of Helm's template engine, or of its handling of values, and our own beside it. */
import { fromBytes, toBytes } from "../../src/go/bytes.ts";
import type { Origins } from "../../src/base/index.ts";
import { GoError, type GoMap, Int, type Value } from "../../src/go/value.ts";
import { defaultCapabilities, parseKubeVersion } from "../../src/helm/capabilities/index.ts";
import type { Chart, ChartFile } from "../../src/helm/chart/chart.ts";
import { dependencyWarnings, slogLine } from "../../src/helm/dependencies/warnings.ts";
import type { Dialect } from "../../src/helm/dialect.ts";
import { loadFiles } from "../../src/helm/loader/index.ts";
import { prepareValues } from "../../src/helm/release/values.ts";
import { checkSchemas, hasSchema } from "../../src/helm/values/schema.ts";
import { gatherValues } from "../../src/helm/values/given.ts";

/** What one of the two Helms answered. */
interface Answer {
  readonly want?: unknown;
  readonly wantB64?: string;
  readonly error?: string;
  readonly fullError?: string;
  readonly fullErrorSha256?: string;
  readonly user?: unknown;
  readonly ints?: readonly string[];
  readonly charts?: readonly string[];
  readonly warnings?: readonly string[];
}

export interface Case extends Answer {
  readonly id: string;
  readonly template?: string;
  readonly stage?: "manifests";
  readonly values?: unknown;
  readonly files?: Readonly<Record<string, string>>;
  readonly filesB64?: Readonly<Record<string, string>>;
  readonly chart?: Readonly<Record<string, string>>;
  readonly valueFiles?: readonly string[];
  readonly set?: readonly string[];
  readonly setJson?: readonly string[];
  readonly setString?: readonly string[];
  readonly setFile?: readonly string[];
  readonly setLiteral?: readonly string[];
  readonly disk?: Readonly<Record<string, string>>;
  readonly helm3?: Answer;
}

/** The recordings' `capabilities.json`; its defaults where there is none. */
export interface Surroundings {
  readonly dialect: Dialect;
  readonly chartYaml: string;
  readonly kubeVersion: string;
  /** Where each value comes from goes here; rendering is traced. */
  readonly origins?: Origins | undefined;
}

export const DEFAULT_CHART_YAML =
  'apiVersion: v2\nname: t\nversion: 0.1.0\nappVersion: "1.2.3"\ndescription: A chart of one template\n';

/** What differs, `undefined` where the answers are the same. */
export async function runCase(recorded: Case, surroundings: Surroundings): Promise<string | undefined> {
  const answer = surroundings.dialect === "helm3" ? (recorded.helm3 ?? recorded) : recorded;
  if (recorded.template === undefined) return await compareValues(recorded, answer, surroundings);
  const { renderCase } = await import("./template-render.ts");
  const { recordedSprig } = await import("./template-sprig.ts");
  return await compareText(answer, () => renderCase(recorded, { ...surroundings, sprig: recordedSprig }));
}

// --- templates

async function compareText(answer: Answer, render: () => Promise<string>): Promise<string | undefined> {
  try {
    const got = await render();
    const want = answer.wantB64 === undefined ? answer.want : fromBytes(Uint8Array.fromBase64(answer.wantB64));
    if (want === undefined)
      return `  wanted error ${JSON.stringify(answer.fullError ?? answer.error)}\n  got ${JSON.stringify(got)}`;
    return got === want ? undefined : difference(String(want), got);
  } catch (error) {
    if (!(error instanceof GoError)) return `  crashed: ${error instanceof Error ? error.stack : String(error)}`;
    return compareError(answer, error.message);
  }
}

function compareError(answer: Answer, got: string): string | undefined {
  if (answer.fullError !== undefined) return answer.fullError === got ? undefined : difference(answer.fullError, got);
  if (answer.fullErrorSha256 !== undefined) {
    const digest = new Bun.CryptoHasher("sha256").update(toBytes(got)).digest("hex");
    return digest === answer.fullErrorSha256
      ? undefined
      : `  wanted error ${answer.error}\n  got error ${got.slice(0, 2000)}`;
  }
  if (answer.error !== undefined && got.includes(answer.error)) return undefined;
  return `  wanted ${JSON.stringify(answer.error ?? answer.want)}\n  got error ${JSON.stringify(got)}`;
}

function difference(want: string, got: string): string {
  if (want.length + got.length < 2000) return `  wanted ${JSON.stringify(want)}\n  got    ${JSON.stringify(got)}`;
  let at = 0;
  while (want[at] === got[at]) at++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 100), at + 200));
  return `  at ${at} wanted …${around(want)}\n  got …${around(got)}`;
}

// --- values

async function compareValues(recorded: Case, answer: Answer, surroundings: Surroundings): Promise<string | undefined> {
  const { dialect, origins } = surroundings;
  const warnings: string[] = [];
  const print = (line: string) => void warnings.push(line);
  try {
    const user = gatherValues(givenOf(recorded), { dialect, read: (path) => readDisk(recorded, path), origins });
    const givenJson = plainText(user);
    const chart = chartOf(recorded.chart ?? {}, { dialect, warn: print, chartYaml: surroundings.chartYaml, origins });
    const values = prepareValues(chart, user, {
      dialect,
      warnings: dependencyWarnings(dialect, {
        print,
        warn: (message, attributes) => print(slogLine("WARN", message, attributes)),
      }),
      warn: print,
      origins,
    });
    await checkSchemasOf(chart, values);
    if (answer.error !== undefined) return `  wanted error ${JSON.stringify(answer.error)}\n  got ${plainText(values)}`;
    return firstDifference([
      ["values", canonical(answer.want), plainText(values)],
      ["user", canonical(answer.user), givenJson],
      ["ints", JSON.stringify(answer.ints ?? []), JSON.stringify(intPaths(values))],
      ["charts", JSON.stringify(answer.charts ?? []), JSON.stringify(chartNames(chart))],
      ["warnings", JSON.stringify(answer.warnings ?? []), JSON.stringify(warnings.toSorted())],
    ]);
  } catch (error) {
    if (!(error instanceof GoError)) return `  crashed: ${error instanceof Error ? error.stack : String(error)}`;
    if (answer.error !== undefined && error.message.includes(answer.error)) return undefined;
    return `  wanted ${JSON.stringify(answer.error ?? answer.want)}\n  got error ${JSON.stringify(error.message)}`;
  }
}

/** The module is large, and few cases have a schema. */
export async function checkSchemasOf(chart: Chart, values: GoMap): Promise<void> {
  if (!hasSchema(chart)) return;
  const { valuesValidator } = await import("../../src/helm/values/validate.ts");
  const load = (url: string) => {
    throw new GoError(`no schema at ${url}`);
  };
  checkSchemas(chart, values, { validate: valuesValidator(load) });
}

function givenOf(recorded: Case) {
  return {
    valueFiles: (recorded.valueFiles ?? []).map((_, i) => `v${i + 1}.yaml`),
    json: recorded.setJson ?? [],
    set: recorded.set ?? [],
    string: recorded.setString ?? [],
    file: recorded.setFile ?? [],
    literal: recorded.setLiteral ?? [],
  };
}

function readDisk(recorded: Case, path: string): Uint8Array {
  const number = /^v([0-9]+)\.yaml$/.exec(path)?.[1];
  const text = recorded.valueFiles?.[Number(number) - 1] ?? recorded.disk?.[path.replace(/^(?:\.\/)+/, "")];
  if (text !== undefined) return toBytes(text);
  const isFolder = Object.keys(recorded.disk ?? {}).some((name) => name.startsWith(`${path}/`));
  throw new GoError(isFolder ? `read ${path}: is a directory` : `open ${path}: no such file or directory`);
}

export function chartOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: { dialect: Dialect; warn: (line: string) => void; chartYaml: string; origins?: Origins | undefined },
): Chart {
  const all = { "Chart.yaml": options.chartYaml, ...files };
  const list: ChartFile[] = Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, data]) => ({ name, data: typeof data === "string" ? toBytes(data) : data }));
  return loadFiles(list, { ...options, gunzip: (bytes) => Bun.gunzipSync(bytes.slice()) });
}

export function capabilitiesOf(surroundings: Surroundings) {
  const kubeVersion = parseKubeVersion(surroundings.kubeVersion, surroundings.dialect);
  return defaultCapabilities(surroundings.dialect, { kubeVersion });
}

function firstDifference(compared: readonly (readonly [string, string, string])[]): string | undefined {
  const bad = compared.find(([, want, got]) => want !== got);
  return bad && `  ${bad[0]}: wanted ${bad[1]}\n  ${bad[0]}: got    ${bad[2]}`;
}

/** JSON with sorted keys, in which int64 and float64 look the same. */
function plainText(value: Value): string {
  return JSON.stringify(plain(value));
}

function plain(value: Value): unknown {
  if (value instanceof Int) return Number(value.value);
  if (value instanceof Map) return pairs([...value].map(([key, inner]) => [key, plain(inner)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

function canonical(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return pairs(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
}

/** Objects as lists of pairs: JSON.stringify would put keys that look like numbers first. */
function pairs(entries: [string, unknown][]): unknown {
  return { pairs: entries.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

function intPaths(value: Value, path = ""): string[] {
  if (value instanceof Int) return [path];
  const entries: [string, Value][] =
    value instanceof Map
      ? [...value].map(([key, inner]) => [path === "" ? escaped(key) : `${path}.${escaped(key)}`, inner])
      : Array.isArray(value)
        ? value.map((inner, i) => [`${path}[${i}]`, inner])
        : [];
  return entries.flatMap(([inner, item]) => intPaths(item, inner)).sort();
}

function escaped(key: string): string {
  return key.replaceAll(".", "\\.");
}

function chartNames(chart: Chart): string[] {
  return chart.dependencies.flatMap((subchart) => [subchart.fullPath, ...chartNames(subchart)]).sort();
}
