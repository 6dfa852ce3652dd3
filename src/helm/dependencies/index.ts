export { checkDependencies } from "./check.ts";
export type { DependencyWarnings } from "./process.ts";
export { dependencyWarnings } from "./warnings.ts";
