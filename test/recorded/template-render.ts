/** Renders a recorded case. Apart, so that cases about values alone do not load the engine. */
import type { FuncMap, GoMap, Value } from "../../src/go/value.ts";
import { GoError } from "../../src/go/value.ts";
import type { Origins } from "../../src/base/index.ts";
import type { Chart } from "../../src/helm/chart/chart.ts";
import { dependencyWarnings } from "../../src/helm/dependencies/warnings.ts";
import { type Rendered, renderChart } from "../../src/helm/release/render.ts";
import { joinManifests } from "../../src/helm/release/join.ts";
import { prepareValues } from "../../src/helm/release/values.ts";
import { sortManifests } from "../../src/helm/manifest/index.ts";
import { type RenderTemplatesOptions, renderTemplates, renderTraced } from "../../src/helm/render/index.ts";
import { parseInto } from "../../src/helm/strvals/index.ts";
import { flagRecorder, recordFlagValues } from "../../src/helm/values/record.ts";
import { capabilitiesOf, type Case, chartOf, checkSchemasOf, type Surroundings } from "./template-case.ts";

/** The text that the case's template gives. Throws `GoError`. */
export async function renderCase(recorded: Case, surroundings: Surroundings & { sprig: FuncMap }): Promise<string> {
  const { dialect, sprig, origins } = surroundings;
  // Not by way of YAML: some cases hold characters and keys that a values file cannot.
  const given = valueOf(recorded.values ?? {}) as GoMap;
  if (origins !== undefined) recordFlagValues(given, { origins, source: { flag: "--set-json", text: "" } });
  for (const expression of recorded.set ?? []) {
    const recorder = origins && flagRecorder(origins, { flag: "--set", text: expression });
    parseInto(given, expression, { flavour: "set", dialect, recorder });
  }
  const chart = chartOf(filesOf(recorded), { dialect, warn: () => {}, chartYaml: surroundings.chartYaml, origins });
  const silent = { print: () => {}, warn: () => {} };
  const values = prepareValues(chart, given, {
    dialect,
    warnings: dependencyWarnings(dialect, silent),
    origins,
  });
  await checkSchemasOf(chart, values);
  const options = {
    dialect,
    sprig,
    release: { name: "rel", namespace: "ns", revision: 1, isInstall: true, isUpgrade: false },
    capabilities: capabilitiesOf(surroundings),
  };
  if (recorded.stage === "manifests") {
    const plain = origins === undefined;
    return joinManifests(
      plain ? renderChart(chart, values, options) : tracedChart(chart, values, { ...options, origins }),
      { dialect },
    );
  }
  const texts =
    origins === undefined
      ? renderTemplates(chart, values, options)
      : tracedTexts(chart, values, { ...options, origins });
  const text = texts.get(`${chart.name}/templates/t.yaml`);
  if (text === undefined) throw new GoError("no such template");
  return text;
}

/** The texts alone of a traced rendering. */
function tracedTexts(chart: Chart, values: GoMap, options: RenderTemplatesOptions & { origins: Origins }) {
  return new Map(Array.from(renderTraced(chart, values, options), ([name, { text }]) => [name, text]));
}

/** What `renderChart` does, from a traced rendering. */
function tracedChart(chart: Chart, values: GoMap, options: RenderTemplatesOptions & { origins: Origins }): Rendered {
  const texts = tracedTexts(chart, values, options);
  for (const name of texts.keys()) if (name.endsWith("NOTES.txt")) texts.delete(name);
  return { ...sortManifests(texts, options), notes: "" };
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
