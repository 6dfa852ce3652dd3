export { chartValue } from "./chart-value.ts";
export { parseGlob } from "./glob.ts";
export type { LintEvent, Lookup } from "./guards.ts";
export { ParsedTemplates, renderTemplates, renderTraced } from "./render.ts";
export type { RenderPorts, RenderTemplatesOptions, TracedOptions } from "./render.ts";
export type { Release } from "./scopes.ts";
