/** What Kustomize asks of Helm for one chart (api 0.21, types/helmchartargs.go, HelmChartInflationGenerator). */
import { join } from "../../go/path/index.ts";
import type { ChartRequest } from "../../kustomize/index.ts";

export function templateArguments({ chart, chartHome }: ChartRequest, values: readonly string[]): string[] {
  return [
    "template",
    chart.releaseName || "--generate-name",
    join(chartHome, chart.name ?? ""),
    ...option("--namespace", chart.namespace),
    ...option("--name-template", chart.nameTemplate),
    ...values.flatMap((path) => ["-f", path]),
    ...(chart.apiVersions ?? []).flatMap((version) => ["--api-versions", version]),
    ...option("--kube-version", chart.kubeVersion),
    ...(chart.includeCRDs === true ? ["--include-crds"] : []),
    ...(chart.skipTests === true ? ["--skip-tests"] : []),
    ...(chart.skipHooks === true ? ["--no-hooks"] : []),
    ...(chart.debug === true ? ["--debug"] : []),
    ...(chart.devel === true ? ["--devel"] : []),
  ];
}

export function pullArguments({ chart, chartHome }: ChartRequest): string[] {
  const { name = "", repo = "", version, devel } = chart;
  const source = repo.startsWith("oci://") ? [`${repo.replace(/\/$/, "")}/${name}`] : [...option("--repo", repo), name];
  return [
    ...["pull", "--untar", "--untardir", chartHome, ...source],
    ...option("--version", version),
    ...(devel === true ? ["--devel"] : []),
  ];
}

function option(flag: string, value: string | undefined): string[] {
  return value === undefined || value === "" ? [] : [flag, value];
}
