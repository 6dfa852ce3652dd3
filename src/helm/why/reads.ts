/** Which values templates read: those found in what they wrote, those that functions used, and those that their texts name. */
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
  const written = new Map<string, Written>();
  for (const [template, output] of outputs) {
    const owner = template.slice(0, template.indexOf("/templates/"));
    const paths = written.get(owner) ?? { exactly: new Set(), above: new Set() };
    for (const segment of output.segments) for (const { path } of segment.reads) addWritten(paths, path);
    for (const path of output.used) addWritten(paths, path);
    written.set(owner, paths);
  }
  return {
    reads(owner, path) {
      const { exactly, above } = written.get(owner) ?? { exactly: new Set(), above: new Set() };
      // A map that was read as a whole may have been written with all its keys.
      const isWithin = path.slice(1).some((_, i) => exactly.has(keyOf(path.slice(0, i + 1))));
      return named.has(keyOf(path)) || above.has(keyOf(path)) || isWithin;
    },
  };
}

/** What the templates of a chart wrote: the paths that were read, and those with all that stand above them. */
interface Written {
  readonly exactly: Set<string>;
  readonly above: Set<string>;
}

const PREFIX = ".Values";
/** `.key`, `["a.b"]`, `[0]` */
const STEP = /\.([^.[\]]+)|\["((?:[^"\\]|\\.)*)"\]|\[[0-9]+\]/y;

/** Keys may hold dots. */
function keyOf(path: readonly string[]): string {
  return path.join("\0");
}

/** The keys that lead there; those within a list stay away. */
function stepsOf(path: string): string[] {
  const steps: string[] = [];
  if (!path.startsWith(PREFIX)) return steps;
  STEP.lastIndex = PREFIX.length;
  for (let match = STEP.exec(path); match !== null; match = STEP.exec(path)) {
    const step = match[1] ?? match[2]?.replace(/\\(.)/g, "$1");
    if (step === undefined) break;
    steps.push(step);
  }
  return steps;
}

function addWritten({ exactly, above }: Written, path: string): void {
  const steps = stepsOf(path);
  exactly.add(keyOf(steps));
  addPrefixes(above, steps);
}

/** A path, and every path above it. */
function addPrefixes(paths: Set<string>, steps: readonly string[]): void {
  for (let count = 1; count <= steps.length; count++) paths.add(keyOf(steps.slice(0, count)));
}

const MENTION = /\.Values((?:\.[A-Za-z0-9_]+)+)/g;

/** Conditions leave no trace in the output, so what the templates' texts name counts as well, in whichever chart. */
function namedIn(chart: Chart): Set<string> {
  const paths = new Set<string>();
  for (const { data } of chart.templates) {
    for (const [, path] of fromBytes(data).matchAll(MENTION)) addPrefixes(paths, stepsOf(`.Values${path}`));
  }
  for (const subchart of chart.dependencies) for (const path of namedIn(subchart)) paths.add(path);
  return paths;
}
