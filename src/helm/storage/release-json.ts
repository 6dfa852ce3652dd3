/** The JSON of a stored release, as both Helm majors read and write it: fields in Go's order, empty ones left out where Go leaves them out. */
import { Int, int, type GoMap, type List, type Value } from "../../go/index.ts";
import { isObject, listAt, numberAt, objectAt, textAt, valueAt, type JsonValue } from "../../kube/index.ts";
import { Chart, type ChartFile } from "../chart/chart.ts";
import { dependencyToJson, metadataToJson } from "../chart/metadata-json.ts";
import { chartTypes, type Lock } from "../chart/metadata.ts";
import { decode } from "../decode.ts";
import { base64 } from "../render/base64.ts";
import type { HookEvent } from "../manifest/index.ts";
import type { ApplyMethod, HookPhase, HookRun, Release, ReleaseHook, ReleaseInfo, ReleaseStatus } from "./release.ts";

export function releaseToJson(release: Release): GoMap {
  return present([
    ["name", release.name],
    ["info", infoToJson(release.info)],
    ["chart", chartToJson(release.chart)],
    ["config", release.config],
    ["manifest", release.manifest],
    ["hooks", release.hooks.map(hookToJson)],
    ["version", int(release.version)],
    ["namespace", release.namespace],
    ["apply_method", release.applyMethod],
  ]);
}

function infoToJson(info: ReleaseInfo): GoMap {
  return present([
    ["first_deployed", info.firstDeployed],
    ["last_deployed", info.lastDeployed],
    ["deleted", info.deleted],
    ["description", info.description],
    ["status", info.status],
    ["rollback_revision", int(info.rollbackRevision)],
    ["notes", info.notes],
  ]);
}

function hookToJson(hook: ReleaseHook): GoMap {
  const run: HookRun = hook.lastRun;
  return present([
    ["name", hook.name],
    ["kind", hook.kind],
    ["path", hook.path],
    ["manifest", hook.manifest],
    ["events", [...hook.events]],
    [
      "last_run",
      new Map<string, Value>([
        ...present([
          ["started_at", run.startedAt],
          ["completed_at", run.completedAt],
        ]),
        ["phase", run.phase],
      ]),
    ],
    ["weight", int(hook.weight)],
    ["delete_policies", [...hook.deletePolicies]],
    ["output_log_policies", [...hook.outputLogPolicies]],
  ]);
}

/** Subcharts are not stored: their templates are rendered into the manifest, their values merged into the parent's. */
function chartToJson(chart: Chart): GoMap {
  return new Map<string, Value>([
    ["metadata", metadataToJson(chart.metadata)],
    ["lock", chart.lock === undefined ? null : lockToJson(chart.lock)],
    ["templates", chart.templates.map(fileToJson)],
    ["values", chart.values],
    ["schema", chart.schema === undefined ? null : base64(chart.schema)],
    ["files", chart.files.map(fileToJson)],
  ]);
}

function lockToJson(lock: Lock): GoMap {
  return new Map<string, Value>([
    ["generated", lock.generated],
    ["digest", lock.digest],
    ["dependencies", (lock.dependencies ?? []).map((one) => one && dependencyToJson(one))],
  ]);
}

function fileToJson(file: ChartFile): GoMap {
  return new Map([
    ["name", file.name],
    ["data", base64(file.data)],
  ]);
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
    config: toMap(valueAt(json, "config")),
    manifest: textAt(json, "manifest"),
    hooks: listAt(json, "hooks").map(hookFromJson),
    labels: new Map(),
    applyMethod: textAt(json, "apply_method") as ApplyMethod,
  };
}

function infoFromJson(info: JsonValue): ReleaseInfo {
  return {
    firstDeployed: textAt(info, "first_deployed"),
    lastDeployed: textAt(info, "last_deployed"),
    deleted: textAt(info, "deleted"),
    description: textAt(info, "description"),
    status: (textAt(info, "status") || "unknown") as ReleaseStatus,
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
  return new Chart({
    metadata: decode(toValue(valueAt(chart, "metadata") ?? null), types.metadata),
    lock: isObject(lock) ? decode(toValue(lock), types.lock) : undefined,
    values: toMap(valueAt(chart, "values")),
    schema: schema === "" ? undefined : fromBase64(schema),
    templates: listAt(chart, "templates").map(fileFromJson),
    files: listAt(chart, "files").map(fileFromJson),
  });
}

function fileFromJson(file: JsonValue): ChartFile {
  return { name: textAt(file, "name"), data: fromBase64(textAt(file, "data")) };
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toMap(value: JsonValue | undefined): GoMap {
  const map = toValue(value ?? null);
  return map instanceof Map ? map : new Map();
}

/** As encoding/json decodes into `interface {}`: every number a float64. */
export function toValue(json: JsonValue): Value {
  if (Array.isArray(json)) return json.map(toValue) as List;
  return isObject(json) ? new Map(Object.entries(json).map(([key, value]) => [key, toValue(value)])) : json;
}
