/** Which values templates read: those found in what they wrote, and those that their texts name. */
import type { TracedText } from "../../go/template/index.ts";
import { fromBytes } from "../../go/index.ts";
import type { Chart } from "../chart/chart.ts";

/** Paths such as `.Values.image.tag`, as a template of the chart would write them. */
export interface Reads {
  /** Whether anything reads the value at a path, or one below it. `chart` is the full path of the chart it belongs to. */
  reads(chart: string, path: readonly string[]): boolean;
}

export function collectReads(chart: Chart, outputs: ReadonlyMap<string, TracedText>): Reads {
  const named = namedIn(chart);
  const written = new Map<string, Set<string>>();
  for (const [template, output] of outputs) {
    const owner = template.slice(0, template.indexOf("/templates/"));
    const paths = written.get(owner) ?? new Set();
    for (const segment of output.segments) for (const { path } of segment.reads) addPrefixes(paths, path);
    written.set(owner, paths);
  }
  return {
    reads(owner, path) {
      const wanted = path.join(".");
      return named.has(wanted) || written.get(owner)?.has(wanted) === true;
    },
  };
}

const PREFIX = ".Values.";

/** A path that was read, and every path above it. */
function addPrefixes(paths: Set<string>, path: string): void {
  if (!path.startsWith(PREFIX)) return;
  let prefix = "";
  for (const key of path
    .slice(PREFIX.length)
    .replace(/\[[0-9]+\].*/, "")
    .split(".")) {
    prefix = prefix === "" ? key : `${prefix}.${key}`;
    paths.add(prefix);
  }
}

const MENTION = /\.Values((?:\.[A-Za-z0-9_]+)+)/g;

/** Conditions leave no trace in the output, so what the templates' texts name counts as well, in whichever chart. */
function namedIn(chart: Chart): Set<string> {
  const paths = new Set<string>();
  for (const { data } of chart.templates) {
    for (const [, path] of fromBytes(data).matchAll(MENTION)) addPrefixes(paths, `.Values${path}`);
  }
  for (const subchart of chart.dependencies) for (const path of namedIn(subchart)) paths.add(path);
  return paths;
}
