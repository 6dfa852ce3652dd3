/** Packs a chart as `name-version.tgz` (helm pkg/chart/v2/util/save.go). */
import { GoError, toBytes } from "../../go/index.ts";
import * as path from "../../go/path/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { Chart, ChartFile } from "../chart/chart.ts";
import { lockToJson, metadataToJson } from "../chart/metadata-json.ts";
import type { Lock } from "../chart/metadata.ts";
import { validateMetadata } from "../chart/validate.ts";
import type { Dialect } from "../dialect.ts";
import { wrap } from "../errors.ts";
import { formatTime, ZERO_TIME } from "../../yaml/typed/index.ts";
import { writeTar, type TarFile } from "./tar-writer.ts";

export interface SaveOptions {
  readonly dialect: Dialect;
  /** Port: a gzip stream with these fields in its header. */
  readonly gzip: (bytes: Uint8Array, header: { extra: Uint8Array; comment: string }) => Uint8Array;
  readonly nowMs: () => number;
  /** For reproducible archives: the time of everything (Helm 4, `SOURCE_DATE_EPOCH`). */
  readonly stampMs?: number | undefined;
}

/** Helm's mark in the gzip header; Helm 4 gives it the form RFC 1952 asks for. */
const EXTRA = {
  helm3: "+aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=",
  helm4: "rr\x28\x00aHR0cHM6Ly95b3V0dS5iZS96OVV6MWljandyTQo=",
} as const;

export interface SavedChart {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Throws `GoError` for a chart that is not valid. */
export function saveChart(chart: Chart, options: SaveOptions): SavedChart {
  wrap("chart validation", () => validateMetadata(chart.metadata));
  const files = tarFiles(chart, { ...options, prefix: "" });
  const bytes = options.gzip(writeTar(files), { extra: toBytes(EXTRA[options.dialect]), comment: "Helm" });
  return { name: `${chart.name}-${chart.metadata.version}.tgz`, bytes };
}

function tarFiles(chart: Chart, options: SaveOptions & { prefix: string }): TarFile[] {
  if (path.base(chart.name) !== chart.name) {
    throw new GoError(`"${chart.name}" is not a valid chart name`);
  }
  const base = path.join(options.prefix, chart.name);
  const files: TarFile[] = [];
  const add = (name: string, data: Uint8Array, modifiedMs: number | undefined): void => {
    const known = options.dialect === "helm4" ? (options.stampMs ?? modifiedMs) : undefined;
    files.push({ name: path.join(base, name), data, modifiedMs: known ?? options.nowMs() });
  };
  const addAll = (some: readonly ChartFile[]): void =>
    some.forEach((file) => add(file.name, file.data, file.modifiedMs));
  add("Chart.yaml", chartYaml(chart), chart.modifiedMs);
  if (chart.metadata.apiVersion === "v2" && chart.lock !== undefined) {
    const lock = stamped(chart.lock, options.stampMs);
    const generatedMs = lock.generated === ZERO_TIME ? undefined : Date.parse(lock.generated);
    add("Chart.lock", toBytes(yaml.marshal(lockToJson(lock))), generatedMs);
  }
  addAll(chart.raw.filter((file) => file.name === "values.yaml"));
  if (chart.schema !== undefined) {
    requireJson(chart.schema, options.dialect);
    add("values.schema.json", chart.schema, chart.schemaModifiedMs);
  }
  addAll(chart.templates);
  addAll(chart.files);
  const charts = path.join(base, "charts");
  return [
    ...files,
    ...chart.dependencies.flatMap((dependency) => tarFiles(dependency, { ...options, prefix: charts })),
  ];
}

function stamped(lock: Lock, stampMs: number | undefined): Lock {
  return stampMs === undefined ? lock : { ...lock, generated: formatTime(stampMs, 0) };
}

/** In a chart of apiVersion v1 the dependencies stand in requirements.yaml. */
export function chartYaml({ metadata }: Chart): Uint8Array {
  const shown = metadata.apiVersion === "v1" ? { ...metadata, dependencies: undefined } : metadata;
  return toBytes(yaml.marshal(metadataToJson(shown)));
}

function requireJson(schema: Uint8Array, dialect: Dialect): void {
  try {
    JSON.parse(new TextDecoder().decode(schema));
  } catch {
    throw new GoError(`${dialect === "helm3" ? "Invalid" : "invalid"} JSON in values.schema.json`);
  }
}
