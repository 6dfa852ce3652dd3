import { compareStrings, toBytes } from "../../go/index.ts";
import type { Chart } from "../../helm/chart/index.ts";
import { digestOf, sha256Hex } from "../../oci/index.ts";

/** Of the names and bytes of all files, whether they came from a folder or from an archive. */
export function chartDigest(chart: Chart): string {
  return digestOf(toBytes(linesOf(chart, "").sort(compareStrings).join("\n")));
}

function linesOf(chart: Chart, place: string): string[] {
  const own = chart.raw.map(({ name, data }) => `${sha256Hex(data)}  ${place}${name}`);
  const below = chart.dependencies.flatMap((child) => linesOf(child, `${place}charts/${child.name}/`));
  return [...own, ...below];
}
