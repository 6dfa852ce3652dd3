/** Where fields of a chart's objects come from, for a chart that a kustomization inflates: the lines that `lade why CHART` prints. */
import { GoError } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import { explain, findDocuments, formatExplanation } from "../../helm/why/index.ts";
import type { ChartRequest } from "../../kustomize/index.ts";
import { Command } from "../cobra/command.ts";
import { find } from "../cobra/find.ts";
import { flagValues } from "../cobra/flag-values.ts";
import type { RunContext } from "../context.ts";
import { renderTracedChart } from "../helm/chart/traced.ts";
import { createLog } from "../helm/log.ts";
import { root as rootOf } from "../helm/definitions/root.ts";
import { settingsOf } from "../helm/run-settings.ts";
import { inflation } from "../kustomize/inflate-chart.ts";
import { hidesValues } from "./hides-values.ts";

/** The explanation of a field, by the object's first id and its path; nothing where the chart cannot be traced. */
export type ChartFields = (
  id: { readonly kind: string; readonly name: string },
  path: readonly (string | number)[],
) => string | undefined;

export async function traceInflated(context: RunContext, request: ChartRequest): Promise<ChartFields> {
  try {
    return await fieldsOf(context, request);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return () => undefined;
  }
}

async function fieldsOf(context: RunContext, request: ChartRequest): Promise<ChartFields> {
  const { words, files, dialect, valuesPath } = inflation(request, context);
  const nameValues = valuesNamer(request, valuesPath, context);
  const { err, env } = context;
  const log = createLog({ dialect, err });
  const root = new Command(rootOf({ dialect, env, files, log }));
  const { command, words: rest } = await find(root, words);
  command.flags.parse(rest);
  const [name = "", chart = ""] = command.flags.args;
  const settings = settingsOf({ dialect, env, flags: root.persistentFlags, program: "helm" });
  const helm = { ...context, dialect, log, settings, files, args: [], flags: flagValues(command.flags) };
  const { outputs } = await renderTracedChart(helm, { chart: seenFrom(context, chart), name });
  const objects = Array.from(outputs.values(), (output) =>
    findDocuments(output.text, dialect).map((document) => ({ output, document })),
  ).flat();
  return (id, path) => {
    const object = objects.find(({ document }) => document.kind === id.kind && document.name === id.name);
    const scalar = object?.document.scalars.find((each) => each.path.join("\0") === path.join("\0"));
    if (object === undefined || scalar === undefined) return undefined;
    const options = { hidesValues: hidesValues(context, id.kind, path) };
    const [, ...lines] = formatExplanation(scalar, explain(object.output, scalar), options).trimEnd().split("\n");
    return lines.map((line) => `  ${nameValues(line)}`).join("\n");
  };
}

function seenFrom({ cwd }: RunContext, path: string): string {
  return path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}

/**
 * The values that Kustomize hands to Helm stand in a file of its own making. It is the values file as it is, or that file merged
 * with `valuesInline`, whose lines are nobody's.
 */
function valuesNamer({ chart, chartHome, root }: ChartRequest, made: string, context: RunContext) {
  const file = seenFrom(
    context,
    chart.valuesFile === undefined ? join(chartHome, chart.name ?? "", "values.yaml") : join(root, chart.valuesFile),
  );
  const inline = (chart.valuesInline?.size ?? 0) > 0;
  return (line: string): string => {
    const at = line.indexOf(made);
    if (at < 0) return line;
    const before = line.slice(0, at);
    return inline ? `${before}valuesInline over ${file}` : before + file + line.slice(at + made.length);
  };
}
