/** Who set the objects that templates see beside `.Values`: Chart.yaml's lines, and Helm itself. Only when tracing. */
import { type Origin, Origins } from "../../base/index.ts";
import { attempt, fromBytes, type GoMap, listItems, Struct, type Value } from "../../go/index.ts";
import { fieldsOf } from "../../go/template/index.ts";
import * as yaml from "../../yaml/index.ts";
import type { Chart } from "../chart/chart.ts";

export function recordScope(origins: Origins, scope: GoMap, chart: Chart): void {
  for (const [name, what] of BUILTINS) origins.set(scope, name, builtin(what));
  const file = `${chart.location}Chart.yaml`;
  origins.set(scope, "Chart", { source: { kind: "file", position: { file, line: 1, column: 1 } } });
  const written = readChartYaml(chart);
  if (written !== undefined) new ChartOrigins({ ...written, to: origins, file }).record(scope.get("Chart"));
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

interface ChartYaml {
  readonly map: GoMap;
  readonly origins: Origins;
}

function readChartYaml(chart: Chart): ChartYaml | undefined {
  const file = chart.raw.find(({ name }) => name === "Chart.yaml");
  if (file === undefined) return undefined;
  const origins = new Origins();
  const map = attempt(() => yaml.unmarshal(fromBytes(file.data), { origins }));
  return map instanceof Map ? { map, origins } : undefined;
}

interface Recording extends ChartYaml {
  readonly to: Origins;
  /** As it is named. */
  readonly file: string;
}

/** Where what templates see below `.Chart` stands in Chart.yaml. */
class ChartOrigins {
  readonly #recording: Recording;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  record(seen: Value): void {
    const { map, to } = this.#recording;
    const fields = fieldsOf(seen);
    if (fields === undefined) return;
    to.set(fields, "IsRoot", builtin("Helm"));
    this.#fields(seen, map, fields);
    // Helm 3's struct shows the fields of the one that it embeds as its own.
    if (seen instanceof Struct) this.#fields(seen.fields.get("Metadata"), map, fields);
  }

  /** Fields are named as in Go: `AppVersion` stands for `appVersion`, `ImportValues` for `import-values`. `holder` is where templates find them. */
  #fields(seen: Value, written: GoMap, holder: object | undefined): void {
    const keys = new Map(Array.from(written.keys(), (key) => [spelled(key), key]));
    for (const [field, child] of fieldsOf(seen) ?? []) {
      const key = written.has(field) ? field : keys.get(spelled(field));
      if (key === undefined || holder === undefined) continue;
      this.#entry({ holder, key: field }, { holder: written, key });
      this.#within(child, written.get(key));
    }
  }

  #within(seen: Value, written: Value): void {
    const items = listItems(seen);
    if (written instanceof Map) this.#fields(seen, written, fieldsOf(seen));
    // A list that has lost some of its items is left to the line where it begins.
    if (items === undefined || !Array.isArray(written) || items.length !== written.length) return;
    for (const [i, item] of items.entries()) {
      this.#entry({ holder: items, key: i }, { holder: written, key: i });
      this.#within(item, written[i]);
    }
  }

  #entry(seen: Entry, written: Entry): void {
    const { origins, to, file } = this.#recording;
    const source = origins.of(written.holder, written.key)?.source;
    if (source?.kind !== "file") return;
    to.set(seen.holder, seen.key, { source: { kind: "file", position: { ...source.position, file } } });
  }
}

interface Entry {
  readonly holder: object;
  readonly key: string | number;
}

const spelled = (key: string): string => key.toLowerCase().replaceAll("-", "");
