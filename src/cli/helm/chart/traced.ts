/** Loads and renders a chart so that every piece of the output knows where it comes from. */
import { Origins } from "../../../base/index.ts";
import type { TracedText } from "../../../go/template/index.ts";
import type { GoMap } from "../../../go/index.ts";
import { defaultCapabilities, parseKubeVersion } from "../../../helm/capabilities/index.ts";
import type { Chart } from "../../../helm/chart/index.ts";
import { load } from "../../../helm/loader/index.ts";
import { copyMap, prepareValues } from "../../../helm/index.ts";
import { renderTraced, type Scopes, scopesAfter } from "../../../helm/render/index.ts";
import type { CommandContext } from "../../context.ts";
import { loadOptions, locateChart } from "./load.ts";
import { sprigFunctions } from "./release-name.ts";
import { valuesFromFlags } from "./values.ts";
import { warningsOf } from "./messages.ts";

export interface TracedChart {
  readonly chart: Chart;
  readonly values: GoMap;
  readonly origins: Origins;
  readonly outputs: ReadonlyMap<string, TracedText>;
}

interface TraceRequest {
  readonly chart: string;
  readonly name: string;
}

/** Throws `GoError` with Helm's text. */
export async function renderTracedChart(context: CommandContext, request: TraceRequest): Promise<TracedChart> {
  const { chart, values, origins, render } = await traceChart(context, request);
  return { chart, values, origins, outputs: render() };
}

export interface Rendering {
  readonly render: () => ReadonlyMap<string, TracedText>;
  /** What templates have before them at the end, or where rendering fails. */
  readonly scopes: () => Scopes;
}

/** Everything up to rendering. Throws `GoError` with Helm's text. */
export async function traceChart(
  context: CommandContext,
  request: TraceRequest,
): Promise<Omit<TracedChart, "outputs"> & Rendering> {
  const { dialect, flags, settings } = context;
  const origins = new Origins();
  const given = await valuesFromFlags(context, { origins });
  const path = await locateChart(context, request.chart);
  const location = `${request.chart.replace(/\/+$/, "").replace(/^(?:\.\/)+/, "")}/`;
  const chart = load(path, { ...loadOptions(context, { origins }), location });
  const values = prepareValues(chart, given, { dialect, warnings: warningsOf(context), origins });
  const version = flags.string("kube-version");
  const options = {
    dialect,
    origins,
    sprig: sprigFunctions(context.env),
    release: { name: request.name, namespace: settings.namespace, revision: 1, isInstall: true, isUpgrade: false },
    capabilities: defaultCapabilities(dialect, {
      kubeVersion: version === "" ? undefined : parseKubeVersion(version, dialect),
      apiVersions: flags.strings("api-versions"),
    }),
  };
  const render = () => renderTraced(chart, values, options);
  const scopes = () => scopesAfter(chart, copyMap(values), options);
  return { chart, values, origins, render, scopes };
}
