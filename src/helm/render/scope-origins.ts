/** Who set the objects that templates see beside `.Values`: Chart.yaml's lines, and Helm itself. Only when tracing. */
import { type Origin, Origins } from "../../base/index.ts";
import { attempt, fromBytes, type GoMap, type Value } from "../../go/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { Chart } from "../chart/chart.ts";

export function recordScope(origins: Origins, scope: GoMap, chart: Chart): void {
  for (const [name, what] of BUILTINS) origins.set(scope, name, builtin(what));
  const file = `${chart.location}Chart.yaml`;
  origins.set(scope, "Chart", { source: { kind: "file", position: { file, line: 1, column: 1 } } });
  const fields = scope.get("Chart");
  if (fields instanceof Map) recordFields(origins, fields, { chart, file });
  const release = scope.get("Release");
  if (release instanceof Map) for (const [key, what] of RELEASE) origins.set(release, key, builtin(what));
}

const BUILTINS = [
  ["Release", "the release"],
  ["Capabilities", "the cluster's capabilities"],
  ["Template", "the template's own name"],
  ["Files", "the chart's files"],
  ["Subcharts", "the chart's subcharts"],
] as const;

const RELEASE = [
  ["Name", "the release's name"],
  ["Namespace", "the release's namespace"],
  ["Service", "Helm"],
] as const;

function builtin(name: string): Origin {
  return { source: { kind: "builtin", name } };
}

/** Fields are named as in Go: `AppVersion` stands for `appVersion`. */
function recordFields(origins: Origins, fields: GoMap, { chart, file }: { chart: Chart; file: string }): void {
  const written = readChartYaml(chart);
  if (written === undefined) return;
  const keys = new Map(Array.from(written.map.keys(), (key) => [key.toLowerCase(), key]));
  for (const field of fields.keys()) {
    const key = keys.get(field.toLowerCase());
    const source = key === undefined ? undefined : written.origins.of(written.map, key)?.source;
    if (source?.kind !== "file") continue;
    origins.set(fields, field, { source: { kind: "file", position: { ...source.position, file } } });
  }
}

function readChartYaml(chart: Chart): { map: Map<string, Value>; origins: Origins } | undefined {
  const file = chart.raw.find(({ name }) => name === "Chart.yaml");
  if (file === undefined) return undefined;
  const origins = new Origins();
  const map = attempt(() => yaml.unmarshal(fromBytes(file.data), { origins }));
  return map instanceof Map ? { map, origins } : undefined;
}
