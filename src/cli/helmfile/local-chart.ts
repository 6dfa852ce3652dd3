/** Charts that are here (pkg/state/util.go). */
import { peek } from "../../base/index.ts";
import { isAbsolute, join } from "../../go/path/index.ts";
import type { Release, State, World } from "../../helmfile/index.ts";

/** What looks like a path, and not like `repository/name` (pkg/state/util.go, `isLocalChart`). */
export function isLocalName(chart: string): boolean {
  if (/^\.{1,2}\//.test(chart)) return true;
  if (chart.includes("://")) return false;
  const parts = chart.split("/").length;
  return isAbsolute(chart) || (parts !== 2 && parts !== 3);
}

/** The folder of a chart that is here; `undefined` for what Helm gets from elsewhere. */
export function localChart({ files }: World, { folder, spec }: State, release: Release): string | undefined {
  const chart = spec.chart ?? release.chart ?? "";
  const path = isLocalName(chart) && !isAbsolute(chart) ? join(folder, chart) : chart;
  return peek(files, path)?.kind === "directory" ? path : undefined;
}

/** What Helm is given for a release: a path beside the state file, where it is one. */
export function chartOf({ folder }: State, { chart = "", chartPath = "" }: Release): string {
  if (chartPath !== "") return chartPath;
  return isLocalName(chart) && !isAbsolute(chart) ? join(folder, chart) : chart;
}
