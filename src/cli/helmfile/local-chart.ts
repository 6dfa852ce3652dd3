import { isAbsolute } from "../../go/path/index.ts";

/** What looks like a path, and not like `repository/name` (pkg/state/util.go, `isLocalChart`). */
export function isLocalName(chart: string): boolean {
  if (/^\.{1,2}\//.test(chart)) return true;
  if (chart.includes("://")) return false;
  const parts = chart.split("/").length;
  return isAbsolute(chart) || (parts !== 2 && parts !== 3);
}
