/** Charts of `helmCharts`, rendered by the Helm engine in this process. */
import type { InflateChart } from "../../kustomize/index.ts";
import type { RunContext } from "../context.ts";

export function inflateChart(_context: RunContext): InflateChart {
  return () => {
    throw new Error("charts cannot be rendered yet");
  };
}
