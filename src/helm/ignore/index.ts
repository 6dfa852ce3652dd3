export { match } from "./match.ts";
export { parseRules } from "./rules.ts";
export type { IgnoreRules } from "./rules.ts";
