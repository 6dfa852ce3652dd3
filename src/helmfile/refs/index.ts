export { expandRefs, Refs } from "./refs.ts";
export type { RefCommand, RefCommandResult, RefWorld } from "./world.ts";
