/** A release for `--output json` and `yaml`: as it is stored, with maps of values sorted as Go sorts them, and the times of the chart's files. */
import { compareStrings } from "../../../go/index.ts";
import type { GoMap, Value } from "../../../go/index.ts";
import type { ChartFile } from "../../../helm/chart/chart.ts";
import { formatTime } from "../../../helm/repo/go-time.ts";
import { releaseToJson } from "../../../helm/storage/index.ts";
import type { Release } from "../../../helm/storage/index.ts";

const ZERO_TIME = "0001-01-01T00:00:00Z";

export function releaseValue(release: Release): GoMap {
  const { chart } = release;
  const json = releaseToJson(release);
  const stored = json.get("chart");
  if (stored instanceof Map) {
    const { schema, schemaModifiedMs } = chart;
    const entries: [string, Value][] = [
      ["metadata", stored.get("metadata")],
      ["lock", stored.get("lock")],
      ["templates", withTimes(stored.get("templates"), chart.templates)],
      ["values", sorted(stored.get("values"))],
      ["schema", stored.get("schema")],
      ["schemamodtime", schema === undefined ? ZERO_TIME : timeText(schemaModifiedMs)],
      ["files", withTimes(stored.get("files"), chart.files)],
      ["modtime", timeText(chart.modifiedMs)],
    ];
    json.set("chart", new Map(entries));
  }
  if (json.has("config")) json.set("config", sorted(json.get("config")));
  return json;
}

function withTimes(list: Value, files: readonly ChartFile[]): Value {
  if (!Array.isArray(list) || list.length === 0) return null;
  return list.map((file, i) =>
    file instanceof Map ? new Map([...file, ["modtime", timeText(files[i]?.modifiedMs)]]) : file,
  );
}

function timeText(epochMs: number | undefined): string {
  return epochMs === undefined ? ZERO_TIME : formatTime(epochMs, -new Date(epochMs).getTimezoneOffset());
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!(value instanceof Map)) return value;
  const entries = [...value].sort(([a], [b]) => compareStrings(a, b));
  return new Map(entries.map(([key, item]) => [key, sorted(item)]));
}
