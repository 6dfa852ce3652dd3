/** A release for `--output json` and `yaml`: as it is stored, with maps of values sorted as Go sorts them. */
import { compareStrings, type GoMap, type Value } from "../../../go/index.ts";
import { releaseToJson, type Release, type ReleaseJsonOptions } from "../../../helm/storage/index.ts";

export function releaseValue(release: Release, options: ReleaseJsonOptions): GoMap {
  const json = releaseToJson(release, options);
  const chart = json.get("chart");
  if (chart instanceof Map) chart.set("values", sorted(chart.get("values")));
  if (json.has("config")) json.set("config", sorted(json.get("config")));
  return json;
}

export function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!(value instanceof Map)) return value;
  const entries = [...value].sort(([a], [b]) => compareStrings(a, b));
  return new Map(entries.map(([key, item]) => [key, sorted(item)]));
}
