export type { LintEvent, Lookup } from "./guards.ts";
export { renderTemplates } from "./render.ts";
export type { RenderPorts, RenderTemplatesOptions } from "./render.ts";
export type { Release } from "./scopes.ts";
