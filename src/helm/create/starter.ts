/** A new chart from a starter (Helm 4.3.1 CreateFrom and SaveDir): its metadata is new, its templates get the new name. */
import { fromBytes, toBytes } from "../../go/index.ts";
import { Chart, type ChartFile } from "../chart/chart.ts";
import type { Metadata } from "../chart/metadata.ts";
import { chartYaml, saveChart, type SaveOptions } from "../save/index.ts";
import { withName } from "./scaffold.ts";

/** A file of the new chart, its path relative to it. */
export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The files of a chart made of a starter, in the order in which they are written. Throws GoError. */
export function filesFromStarter(starter: Chart, name: string, options: SaveOptions): NewFile[] {
  const chart = new Chart({ metadata: newMetadata(name) });
  const renamed = ({ name: path, data }: ChartFile): NewFile => {
    return { path, bytes: toBytes(withName(fromBytes(data), name)) };
  };
  const kept = ({ name: path, data }: ChartFile): NewFile => ({ path, bytes: data });
  const { schema } = starter;
  return [
    { path: "Chart.yaml", bytes: chartYaml(chart) },
    ...starter.raw.filter((file) => file.name === "values.yaml").map(renamed),
    ...(schema === undefined ? [] : [{ path: "values.schema.json", bytes: schema }]),
    ...starter.templates.map(renamed),
    ...starter.files.map(kept),
    ...starter.dependencies.map((dependency) => {
      const saved = saveChart(dependency, options);
      return { path: `charts/${saved.name}`, bytes: saved.bytes };
    }),
  ];
}

function newMetadata(name: string): Metadata {
  return {
    name,
    description: "A Helm chart for Kubernetes",
    type: "application",
    version: "0.1.0",
    appVersion: "0.1.0",
    apiVersion: "v2",
    home: "",
    icon: "",
    condition: "",
    tags: "",
    kubeVersion: "",
    deprecated: false,
    sources: undefined,
    keywords: undefined,
    maintainers: undefined,
    annotations: undefined,
    dependencies: undefined,
  };
}
