export { Chart } from "./chart.ts";
export type { ChartFile, ChartParts, Crd } from "./chart.ts";
export { chartTypes } from "./metadata.ts";
export type { Dependency, Lock, Maintainer, Metadata } from "./metadata.ts";
export { lockToJson, metadataToJson, sortedDeep } from "./metadata-json.ts";
export { validateMetadata } from "./validate.ts";
export { dependencyToJson } from "./metadata-json.ts";
