/** Renders a recorded case. Apart, so that cases about values alone do not load the engine. */
import type { FuncMap, GoMap, Value } from "../../src/go/value.ts";
import { GoError } from "../../src/go/value.ts";
import { dependencyWarnings } from "../../src/helm/dependencies/warnings.ts";
import { renderChart } from "../../src/helm/release/render.ts";
import { joinManifests } from "../../src/helm/release/join.ts";
import { prepareValues } from "../../src/helm/release/values.ts";
import { renderTemplates } from "../../src/helm/render/index.ts";
import { parseInto } from "../../src/helm/strvals/index.ts";
import { capabilitiesOf, type Case, chartOf, checkSchemasOf, type Surroundings } from "./template-case.ts";

/** The text that the case's template gives. Throws `GoError`. */
export async function renderCase(recorded: Case, surroundings: Surroundings & { sprig: FuncMap }): Promise<string> {
  const { dialect, sprig } = surroundings;
  // Not by way of YAML: some cases hold characters and keys that a values file cannot.
  const given = valueOf(recorded.values ?? {}) as GoMap;
  for (const expression of recorded.set ?? []) parseInto(given, expression, { flavour: "set", dialect });
  const chart = chartOf(filesOf(recorded), { dialect, warn: () => {}, chartYaml: surroundings.chartYaml });
  const silent = { print: () => {}, warn: () => {} };
  const values = prepareValues(chart, given, {
    dialect,
    warnings: dependencyWarnings(dialect, silent),
  });
  await checkSchemasOf(chart, values);
  const options = {
    dialect,
    sprig,
    release: { name: "rel", namespace: "ns", revision: 1, isInstall: true, isUpgrade: false },
    capabilities: capabilitiesOf(surroundings),
  };
  if (recorded.stage === "manifests") return joinManifests(renderChart(chart, values, options), { dialect });
  const text = renderTemplates(chart, values, options).get(`${chart.name}/templates/t.yaml`);
  if (text === undefined) throw new GoError("no such template");
  return text;
}

/** As encoding/json decodes: every number a float64, the negative zero kept. */
function valueOf(json: unknown): Value {
  if (Array.isArray(json)) return json.map(valueOf);
  if (typeof json !== "object" || json === null) return json as Value;
  return new Map(Object.entries(json).map(([key, value]) => [key, valueOf(value)]));
}

function filesOf(recorded: Case): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = { "templates/t.yaml": recorded.template ?? "" };
  Object.assign(files, recorded.files);
  for (const [name, data] of Object.entries(recorded.filesB64 ?? {})) files[name] = Uint8Array.fromBase64(data);
  return files;
}
