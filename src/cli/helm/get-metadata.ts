/** `helm get metadata` (helm pkg/cmd/get_metadata.go, pkg/action/get_metadata.go). */
import { compareStrings, int, type Value } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { dependencyToJson } from "../../helm/chart/index.ts";
import { recordedChart, type Release } from "../../helm/storage/index.ts";
import type { CommandContext } from "../context.ts";
import { writeStructured } from "../output/structured.ts";
import { readRelease } from "./release/read-release.ts";

export async function run(context: CommandContext): Promise<void> {
  const { dialect, flags, out } = context;
  const release = await readRelease(context);
  writeStructured(out, flags.string("output"), {
    table: () => tableOf(release, dialect),
    value: () => valueOf(release, dialect),
  });
}

type Dialect = CommandContext["dialect"];

function tableOf(release: Release, dialect: Dialect): string {
  const { metadata } = recordedChart(release);
  const helm4 = dialect === "helm4";
  const lines = [
    `NAME: ${release.name}`,
    `CHART: ${metadata.name}`,
    `VERSION: ${metadata.version}`,
    `APP_VERSION: ${metadata.appVersion}`,
    `ANNOTATIONS: ${pairs(Object.entries(annotationsOf(release)))}`,
    ...(helm4 ? [`LABELS: ${pairs([...release.labels])}`] : []),
    `DEPENDENCIES: ${dependencyNames(release).join(",")}`,
    `NAMESPACE: ${release.namespace}`,
    `REVISION: ${release.version}`,
    `STATUS: ${release.info.status}`,
    `DEPLOYED_AT: ${deployedAt(release)}`,
    ...(helm4 ? [`APPLY_METHOD: ${applyMethodText(release.applyMethod)}`] : []),
  ];
  return lines.join("\n");
}

function valueOf(release: Release, dialect: Dialect): Value {
  const { metadata } = recordedChart(release);
  const helm4 = dialect === "helm4";
  const dependencies = (metadata.dependencies ?? []).map((one) => (one ? dependencyToJson(one) : null));
  const fields: [string, Value][] = [
    ["name", release.name],
    ["chart", metadata.name],
    ["version", metadata.version],
    ["appVersion", metadata.appVersion],
    ["annotations", textMap(Object.entries(annotationsOf(release)))],
    ["labels", helm4 ? textMap([...release.labels]) : new Map()],
    ["dependencies", dependencies],
    ["namespace", release.namespace],
    ["revision", int(release.version)],
    ["status", release.info.status],
    ["deployedAt", deployedAt(release)],
  ];
  if (helm4 && release.applyMethod !== "") fields.push(["applyMethod", release.applyMethod]);
  return new Map(fields.filter(([, value]) => !isEmptyCollection(value)));
}

function isEmptyCollection(value: Value): boolean {
  return (value instanceof Map && value.size === 0) || (Array.isArray(value) && value.length === 0);
}

function annotationsOf({ chart }: Release): Record<string, string> {
  return Object.fromEntries(chart.metadata.annotations ?? []);
}

function sortedPairs(entries: readonly (readonly [string, string])[]): [string, string][] {
  return entries.map(([name, value]): [string, string] => [name, value]).sort(([a], [b]) => compareStrings(a, b));
}

/** apimachinery's labels.Set: `a=b,c=d`, sorted. */
function pairs(entries: readonly (readonly [string, string])[]): string {
  return sortedPairs(entries)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
}

function textMap(entries: readonly (readonly [string, string])[]): Value {
  return new Map(sortedPairs(entries));
}

function dependencyNames({ chart }: Release): string[] {
  return (chart.metadata.dependencies ?? []).map((one) => one?.name ?? "").sort(compareStrings);
}

/** RFC 3339 without fractions. */
function deployedAt({ info }: Release): string {
  return info.lastDeployed === "" ? "0001-01-01T00:00:00Z" : info.lastDeployed.replace(/\.\d+/, "");
}

function applyMethodText(method: string): string {
  switch (method) {
    case "":
      return "client-side apply (defaulted)";
    case "csa":
      return "client-side apply";
    case "ssa":
      return "server-side apply";
    default:
      return `unknown (${quote(method)})`;
  }
}
