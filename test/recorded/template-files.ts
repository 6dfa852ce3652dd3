/** Files of recorded template answers: one JSON object a line, with what surrounds the chart beside them. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DEFAULT_CHART_YAML, type Case } from "./template-case.ts";

export interface RecordedFile {
  readonly cases: readonly Case[];
  readonly chartYaml: string;
  readonly kubeVersion: string;
}

export function readRecorded(file: string): RecordedFile {
  const lines = readFileSync(file, "utf8").split("\n");
  const cases = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Case);
  return { cases, ...readSurroundings(join(dirname(file), "capabilities.json")) };
}

function readSurroundings(file: string): Omit<RecordedFile, "cases"> {
  if (!existsSync(file)) return { chartYaml: DEFAULT_CHART_YAML, kubeVersion: "v1.33.0" };
  interface Capabilities {
    readonly chart: string;
    readonly kubeVersion: { readonly Version: string };
  }
  const { chart, kubeVersion } = JSON.parse(readFileSync(file, "utf8")) as Capabilities;
  return { chartYaml: chart, kubeVersion: kubeVersion.Version };
}
