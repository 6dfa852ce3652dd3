export { chartValue } from "./chart-value.ts";
export { parseGlob } from "./glob.ts";
export type { LintEvent, Lookup } from "./guards.ts";
export { ParsedTemplates, renderTemplates, renderTraced, scopesAfter } from "./render.ts";
export type { RenderPorts, RenderTemplatesOptions, TracedOptions } from "./render.ts";
export type { Release, Scopes } from "./scopes.ts";
