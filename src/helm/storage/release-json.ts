/** The JSON of a stored release, as both Helm majors read and write it: fields in Go's order, empty ones left out where Go leaves them out. */
import { encodeBase64, Int, int, toBytes, type GoMap, type List, type Value } from "../../go/index.ts";
import { decodeBase64 } from "../../go/encoding/index.ts";
import { isObject, listAt, numberAt, objectAt, textAt, valueAt, type JsonValue } from "../../kube/index.ts";
import { Chart, type ChartFile } from "../chart/chart.ts";
import { lockToJson, metadataToJson, sortedDeep } from "../chart/metadata-json.ts";
import { chartTypes } from "../chart/metadata.ts";
import { decode, formatTime, ZERO_TIME } from "../../yaml/typed/index.ts";
import type { Dialect } from "../dialect.ts";
import type { HookEvent } from "../manifest/index.ts";
import type { ApplyMethod, HookPhase, Release, ReleaseHook, ReleaseInfo, ReleaseStatus } from "./release.ts";

export interface ReleaseJsonOptions {
  /** Helm 4 records the times of the chart's files and how objects were applied; Helm 3 writes times that have not come as "". */
  readonly dialect: Dialect;
  /** Leaves the chart out. */
  readonly withoutChart?: boolean;
}

export function releaseToJson(release: Release, { dialect, withoutChart = false }: ReleaseJsonOptions): GoMap {
  return present([
    ["name", release.name],
    ["info", infoToJson(release.info, dialect)],
    ["chart", withoutChart || release.lacks === "chart" ? "" : chartToJson(release, dialect)],
    ["config", sortedDeep(release.config)],
    ["manifest", release.manifest],
    ["hooks", release.hooks.map((hook) => hookToJson(hook, dialect))],
    ["version", int(release.version)],
    ["namespace", release.namespace],
    ["apply_method", dialect === "helm4" ? release.applyMethod : ""],
  ]);
}

function infoToJson(info: ReleaseInfo, dialect: Dialect): GoMap {
  return new Map([
    ...times(dialect, [
      ["first_deployed", info.firstDeployed],
      ["last_deployed", info.lastDeployed],
      ["deleted", info.deleted],
    ]),
    ...present([
      ["description", info.description],
      ["status", info.status],
      ["rollback_revision", int(dialect === "helm4" ? info.rollbackRevision : 0)],
      ["notes", info.notes],
    ]),
  ]);
}

function hookToJson(hook: ReleaseHook, dialect: Dialect): GoMap {
  const { startedAt, completedAt, phase } = hook.lastRun;
  const runTimes = times(dialect, [
    ["started_at", startedAt],
    ["completed_at", completedAt],
  ]);
  return present([
    ["name", hook.name],
    ["kind", hook.kind],
    ["path", hook.path],
    ["manifest", hook.manifest],
    ["events", [...hook.events]],
    ["last_run", new Map<string, Value>([...runTimes, ["phase", phase]])],
    ["weight", int(hook.weight)],
    ["delete_policies", [...hook.deletePolicies]],
    ["output_log_policies", [...hook.outputLogPolicies]],
  ]);
}

function times(dialect: Dialect, fields: readonly (readonly [string, string])[]): GoMap {
  return dialect === "helm4" ? present(fields) : new Map(fields);
}

/** Subcharts are not stored: their templates are rendered into the manifest, their values merged into the parent's. */
function chartToJson({ chart, lacks }: Release, dialect: Dialect): GoMap {
  const { schema, modifiedMs } = chart;
  const helm4 = dialect === "helm4";
  const fields: [string, Value][] = [
    ["metadata", lacks === "metadata" ? null : metadataToJson(chart.metadata)],
    ["lock", chart.lock === undefined ? null : lockToJson(chart.lock)],
    ["templates", filesToJson(chart.templates, dialect)],
    ["values", chart.hasValues ? sortedDeep(chart.values) : null],
    ["schema", schema === undefined ? null : encodeBase64(schema)],
  ];
  if (helm4) fields.push(["schemamodtime", schema === undefined ? ZERO_TIME : timeText(chart.schemaModifiedMs)]);
  fields.push(["files", filesToJson(chart.files, dialect)]);
  if (helm4 && modifiedMs !== undefined) fields.push(["modtime", timeText(modifiedMs)]);
  return new Map(fields);
}

function filesToJson(files: readonly ChartFile[], dialect: Dialect): Value {
  if (files.length === 0) return null;
  return files.map(({ name, data, modifiedMs }) => {
    const fields: [string, Value][] = [
      ["name", name],
      ["data", encodeBase64(data)],
    ];
    if (dialect === "helm4" && modifiedMs !== undefined) fields.push(["modtime", timeText(modifiedMs)]);
    return new Map(fields);
  });
}

function timeText(epochMs: number | undefined): string {
  return epochMs === undefined ? ZERO_TIME : formatTime(epochMs, -new Date(epochMs).getTimezoneOffset());
}

/** Go's `omitempty`. */
function present(fields: readonly (readonly [string, Value])[]): GoMap {
  return new Map(fields.filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: Value): boolean {
  if (value instanceof Int) return value.value === 0n;
  if (value instanceof Map) return value.size === 0;
  return value === "" || (Array.isArray(value) && value.length === 0);
}

/** Throws `GoError` where the chart's metadata has another shape. Unknown fields are passed over. */
export function releaseFromJson(json: JsonValue): Release {
  return {
    name: textAt(json, "name"),
    namespace: textAt(json, "namespace"),
    version: numberAt(json, "version") ?? 0,
    info: infoFromJson(valueAt(json, "info") ?? null),
    chart: chartFromJson(valueAt(json, "chart") ?? null),
    lacks: lackOf(valueAt(json, "chart")),
    config: toMap(valueAt(json, "config")),
    manifest: textAt(json, "manifest"),
    hooks: listAt(json, "hooks").filter(isObject).map(hookFromJson),
    labels: new Map(),
    applyMethod: textAt(json, "apply_method") as ApplyMethod,
  };
}

function lackOf(chart: JsonValue | undefined): Release["lacks"] {
  if (!isObject(chart)) return "chart";
  return isObject(valueAt(chart, "metadata")) ? undefined : "metadata";
}

function infoFromJson(info: JsonValue): ReleaseInfo {
  return {
    firstDeployed: textAt(info, "first_deployed"),
    lastDeployed: textAt(info, "last_deployed"),
    deleted: textAt(info, "deleted"),
    description: textAt(info, "description"),
    status: textAt(info, "status") as ReleaseStatus,
    rollbackRevision: numberAt(info, "rollback_revision") ?? 0,
    notes: textAt(info, "notes"),
  };
}

function hookFromJson(hook: JsonValue): ReleaseHook {
  const run = objectAt(hook, "last_run");
  return {
    name: textAt(hook, "name"),
    kind: textAt(hook, "kind"),
    path: textAt(hook, "path"),
    manifest: textAt(hook, "manifest"),
    events: texts(hook, "events") as HookEvent[],
    lastRun: {
      startedAt: textAt(run, "started_at"),
      completedAt: textAt(run, "completed_at"),
      phase: textAt(run, "phase") as HookPhase,
    },
    weight: numberAt(hook, "weight") ?? 0,
    deletePolicies: texts(hook, "delete_policies"),
    outputLogPolicies: texts(hook, "output_log_policies"),
  };
}

function texts(holder: JsonValue, key: string): string[] {
  return listAt(holder, key).filter((one) => typeof one === "string");
}

function chartFromJson(chart: JsonValue): Chart {
  const types = chartTypes("helm4");
  const lock = valueAt(chart, "lock");
  const schema = textAt(chart, "schema");
  const values = valueAt(chart, "values");
  return new Chart({
    metadata: decode(toValue(valueAt(chart, "metadata") ?? null), types.metadata),
    lock: isObject(lock) ? decode(toValue(lock), types.lock) : undefined,
    values: isObject(values) ? toMap(values) : undefined,
    modifiedMs: timeAt(chart, "modtime"),
    schemaModifiedMs: timeAt(chart, "schemamodtime"),
    schema: schema === "" ? undefined : fromBase64(schema),
    templates: listAt(chart, "templates").filter(isObject).map(fileFromJson),
    files: listAt(chart, "files").filter(isObject).map(fileFromJson),
  });
}

/** The bytes and the time are decoded when they are asked for: most commands look at none of a chart's files. */
function fileFromJson(file: JsonValue): ChartFile {
  const text = textAt(file, "data");
  let data: Uint8Array | undefined;
  return {
    name: textAt(file, "name"),
    get modifiedMs() {
      return timeAt(file, "modtime");
    },
    get data() {
      return (data ??= fromBase64(text));
    },
  };
}

function timeAt(holder: JsonValue, key: string): number | undefined {
  const text = textAt(holder, key);
  const epochMs = text === "" || text === ZERO_TIME ? NaN : Date.parse(text);
  // Go takes offsets of more than a day.
  return Number.isNaN(epochMs) ? undefined : epochMs;
}

/** As Go reads it: padded, and without blanks but line breaks. Throws `GoError`. */
export function fromBase64(text: string): Uint8Array {
  if (!/[ \t\f]/.test(text)) {
    try {
      return Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
    } catch {
      // Go takes some of it all the same, and says what is wrong with the rest.
    }
  }
  return decodeBase64(toBytes(text));
}

function toMap(value: JsonValue | undefined): GoMap {
  const map = toValue(value ?? null);
  return map instanceof Map ? map : new Map();
}

/** As encoding/json decodes into `interface {}`: every number a float64. */
export function toValue(json: JsonValue): Value {
  if (Array.isArray(json)) return json.map(toValue) as List;
  if (typeof json === "bigint") return Number(json);
  return isObject(json) ? new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)])) : json;
}
